/**
 * `node bench/against/two-workers.ts`: how a second worker scales. The same newsroom is read over Redis by one process on one
 * core, and by it and a `jvwire worker` on two. Prints articles per second of both and the ratio, over the whole run and
 * while warm (from a quarter to nine tenths of the articles), and the processor time per article of jvwire, Redis and the
 * newsroom. With one process, newsroom and script have the second core; with two, they share both. Needs redis-server,
 * taskset and two idle cores.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { cpuSecondsOf } from './measure.ts';
import { catalogueOf, startNewsroom } from './newsroom-process.ts';
import { startRedis } from './redis.ts';

const { values } = parseArgs({
  options: { copies: { type: 'string', default: '8' }, rounds: { type: 'string', default: '2' } },
});
/** The warm part of a run, as shares of the articles: both processes are at full speed, and neither runs out of work. */
const WARM = { from: 0.25, to: 0.9 };
const LOOK_MS = 100;
const NOTHING: Cost = { jvwire: 0, redis: 0, newsroom: 0 };

const launcher = fileURLToPath(new URL('../../bin/jvwire', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jvwire-two-'));
const redis = await startRedis(folder);
if (redis === null) throw new Error('two-workers needs redis-server: apt install redis-server');
const { published, pid: newsroomPid, stop } = await startNewsroom(Number(values.copies));
const catalogue = join(folder, 'catalogue.json');
writeFileSync(catalogue, JSON.stringify(catalogueOf(published)));
const environment = {
  JVWIRE_DATA: join(folder, 'data'),
  JVWIRE_CATALOGUE: catalogue,
  JVWIRE_ALLOW_HOSTS: '127.0.0.1',
  JVWIRE_HOST_INTERVAL_MS: '0',
  JVWIRE_PROCESSES: '1',
  REDIS_URL: redis.url,
};

interface Rates {
  /** Articles a second. */
  readonly whole: number;
  readonly warm: number;
  readonly cost: Cost;
}

/** Processor time in ms per article, while warm. */
interface Cost {
  readonly jvwire: number;
  readonly redis: number;
  readonly newsroom: number;
}

async function rates(withWorker: boolean): Promise<Rates> {
  mkdirSync(environment.JVWIRE_DATA);
  await redis?.clear();
  spawnSync('taskset', ['-a', '-cp', withWorker ? '0,1' : '0', String(redis?.pid)]);
  const worker = withWorker ? await startWorker() : null;
  const began = performance.now();
  const run = start('0', ['run', '--all', '--json']);
  const ended = once(run, 'exit') as Promise<[number | null]>;
  const seen = watch([run, ...(worker ? [worker] : [])].map(({ pid }) => pid ?? 0));
  const [code] = await ended;
  const whole = published.articles / ((performance.now() - began) / 1000);
  const warm = seen.warm();
  if (worker !== null) {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
  rmSync(environment.JVWIRE_DATA, { recursive: true });
  if (code !== 0) throw new Error(`jvwire run ended with ${code}`);
  return { whole, ...warm };
}

function start(core: string, args: readonly string[]): ChildProcess {
  return spawn('taskset', ['-c', core, launcher, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

async function startWorker(): Promise<ChildProcess> {
  const worker = start('1', ['worker']);
  await new Promise<void>((resolve) => {
    worker.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes('worker ready')) resolve();
    });
  });
  return worker;
}

/** Samples the number of stored articles and the processor time used so far, until warm() is called. */
function watch(own: readonly number[]): { warm(): Pick<Rates, 'warm' | 'cost'> } {
  const file = join(environment.JVWIRE_DATA, 'jvwire.db');
  /** `cpu` in seconds so far. */
  const seen: { at: number; stored: number; cpu: Cost }[] = [];
  const timer = setInterval(() => {
    if (!existsSync(file)) return;
    const cpu: Cost = {
      jvwire: own.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0),
      redis: cpuSecondsOf(redis?.pid ?? 0),
      newsroom: cpuSecondsOf(newsroomPid),
    };
    seen.push({ at: performance.now(), stored: storedIn(file), cpu });
  }, LOOK_MS);
  return {
    warm: () => {
      clearInterval(timer);
      const first = seen.find(({ stored }) => stored >= WARM.from * published.articles);
      const last = seen.find(({ stored }) => stored >= WARM.to * published.articles);
      if (!first || !last || last.at === first.at) throw new Error('too few articles to tell a rate');
      const articles = last.stored - first.stored;
      const each = (of: keyof Cost): number => (1000 * (last.cpu[of] - first.cpu[of])) / articles;
      return {
        warm: articles / ((last.at - first.at) / 1000),
        cost: { jvwire: each('jvwire'), redis: each('redis'), newsroom: each('newsroom') },
      };
    },
  };
}

function storedIn(file: string): number {
  const database = new Sqlite(file, { readonly: true });
  try {
    return database
      .prepare<[], number>("SELECT count(*) FROM articles WHERE state = 'stored'")
      .pluck()
      .get() as number;
  } catch {
    // Not migrated yet.
    return 0;
  } finally {
    database.close();
  }
}

try {
  const [one, two]: [Rates[], Rates[]] = [[], []];
  for (let round = 0; round < Number(values.rounds); round++) {
    one.push(await rates(false));
    two.push(await rates(true));
  }
  for (const span of ['whole', 'warm'] as const) {
    const best = (list: readonly Rates[]): number => Math.max(...list.map((rate) => rate[span]));
    const ratio = (best(two) / best(one)).toFixed(2);
    process.stdout.write(
      `${span.padEnd(5)}: one process ${best(one).toFixed(1)} articles a second, two ${best(two).toFixed(1)}: ${ratio} times as many\n`,
    );
  }
  for (const [name, list] of Object.entries({ one, two })) {
    const { jvwire, redis: queue, newsroom } = list.toSorted((a, b) => b.warm - a.warm)[0]?.cost ?? NOTHING;
    process.stdout.write(
      `${name.padEnd(5)}: an article takes ${jvwire.toFixed(1)} ms of jvwire, ${queue.toFixed(1)} of Redis, ${newsroom.toFixed(1)} of the newsroom\n`,
    );
  }
  process.stdout.write(
    `${published.articles} articles, best of ${values.rounds}; load ${loadavg()[0]?.toFixed(1)}\n`,
  );
} finally {
  stop();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
}
