/**
 * `node bench/against/two-workers.ts`: the same newsroom read over Redis by one process on one core, and by it and a `jvwire
 * worker` on a second core. Prints articles a second of both and the ratio. Needs redis-server, taskset and two idle cores.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './measure.ts';
import { catalogueOf, startNewsroom } from './newsroom-process.ts';
import { startRedis } from './redis.ts';

const { values } = parseArgs({
  options: { copies: { type: 'string', default: '4' }, rounds: { type: 'string', default: '2' } },
});
const launcher = fileURLToPath(new URL('../../bin/jvwire', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jvwire-two-'));
const redis = await startRedis(folder);
if (redis === null) throw new Error('two-workers needs redis-server: apt install redis-server');
const { published, stop } = await startNewsroom(Number(values.copies));
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

/** Seconds from the start of the run to its end. */
async function timed(withWorker: boolean): Promise<number> {
  mkdirSync(environment.JVWIRE_DATA);
  await redis?.clear();
  const worker = withWorker ? await startWorker() : null;
  const run = await measure(['taskset', '-c', '0', launcher, 'run', '--all', '--json'], environment);
  if (worker !== null) {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
  rmSync(environment.JVWIRE_DATA, { recursive: true });
  if (run.code !== 0) throw new Error(`jvwire run ended with ${run.code}: ${run.stderr}`);
  return run.wallSeconds;
}

async function startWorker() {
  const worker = spawn('taskset', ['-c', '1', launcher, 'worker'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  await new Promise<void>((resolve) => {
    worker.stderr.on('data', (chunk: Buffer) => {
      if (chunk.includes('worker ready')) resolve();
    });
  });
  return worker;
}

try {
  const seconds = { one: Number.POSITIVE_INFINITY, two: Number.POSITIVE_INFINITY };
  for (let round = 0; round < Number(values.rounds); round++) {
    seconds.one = Math.min(seconds.one, await timed(false));
    seconds.two = Math.min(seconds.two, await timed(true));
  }
  const rate = (time: number): string => (published.articles / time).toFixed(1);
  const ratio = (seconds.one / seconds.two).toFixed(2);
  process.stdout.write(
    `${published.articles} articles, best of ${values.rounds}: one process ${rate(seconds.one)} articles a second, two ${rate(seconds.two)}: ${ratio} times as many; load ${loadavg()[0]?.toFixed(1)}\n`,
  );
} finally {
  stop();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
}
