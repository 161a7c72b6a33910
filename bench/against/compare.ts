/**
 * `npm run bench`: compares jvwire with other tools for the same work, in turns, on one newsroom of real pages on loopback.
 * Prints processor time, wall time, peak memory, articles stored and text F1 of each. See docs/performance.md.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { CONTENDERS, type Contender, type Task } from './contenders.ts';
import { type Measured, measure } from './measure.ts';
import { catalogueOf, startNewsroom } from './newsroom-process.ts';
import { startRedis } from './redis.ts';
import { textF1 } from './score.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    copies: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});
const copies = Number(values.copies ?? (values.quick ? 1 : 4));
const rounds = Number(values.rounds ?? (values.quick ? 1 : 2));

interface Result extends Measured {
  readonly stored: number;
  readonly f1: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'jvwire-compare-'));
const redis = await startRedis(folder);
const { published, stop } = await startNewsroom(copies);
try {
  const results = await compare(chosen());
  report(results);
} finally {
  stop();
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
}

function chosen(): readonly Contender[] {
  return CONTENDERS.filter((contender) => {
    if (values.only && !values.only.includes(contender.name)) return false;
    const missing = contender.missing(redis?.url ?? null);
    if (missing !== null) say(`${contender.name}: left out: ${missing}`);
    return missing === null;
  });
}

async function compare(contenders: readonly Contender[]): Promise<Map<string, Result[]>> {
  const results = new Map<string, Result[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) {
      await redis?.clear();
      const result = await runOne(contender);
      results.get(contender.name)?.push(result);
      process.stderr.write(`round ${round + 1}, ${line(contender.name, result)}\n`);
    }
  return results;
}

async function runOne(contender: Contender): Promise<Result> {
  const own = join(folder, 'run');
  mkdirSync(own);
  const task: Task = {
    feedsFile: join(folder, 'feeds.json'),
    catalogueFile: join(folder, 'catalogue.json'),
    folder: own,
    redisUrl: redis?.url ?? null,
  };
  writeFileSync(task.feedsFile, JSON.stringify(published.feeds));
  writeFileSync(task.catalogueFile, JSON.stringify(catalogueOf(published)));
  const measured = await measure(contender.command(task), contender.environment?.(task));
  if (measured.code !== 0)
    throw new Error(`${contender.name} ended with ${measured.code}: ${measured.stderr}`);
  const texts = storedTexts(join(own, contender.database), contender.query);
  rmSync(own, { recursive: true });
  return { ...measured, stored: texts.size, f1: textF1(published.texts, texts) };
}

function storedTexts(file: string, query: string): Map<string, string> {
  const database = new Sqlite(file, { readonly: true });
  const rows = database.prepare<[], { url: string; text: string }>(query).all();
  database.close();
  return new Map(rows.map(({ url, text }) => [url, text]));
}

function report(results: ReadonlyMap<string, readonly Result[]>): void {
  const load = loadavg().map((value) => value.toFixed(1));
  say(
    `${published.articles} articles in ${published.feeds.length} feeds, median of ${rounds}, load ${load.join(' ')}`,
  );
  const medians = new Map([...results].map(([name, list]) => [name, medianOf(list)]));
  for (const [name, result] of medians) say(line(name, result));
  const own = medians.get('jvwire');
  if (!own) return;
  for (const [name, other] of medians)
    if (name !== 'jvwire')
      say(
        `jvwire / ${name}: CPU ${(own.cpuSeconds / other.cpuSeconds).toFixed(2)}, wall ${(own.wallSeconds / other.wallSeconds).toFixed(2)}, memory ${(own.peakMb / other.peakMb).toFixed(2)}`,
      );
}

function medianOf(results: readonly Result[]): Result {
  const first = results[0];
  if (!first) throw new Error('no results');
  const median = (pick: (result: Result) => number): number => {
    const sorted = results.map(pick).sort((a, b) => a - b);
    const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
    return (low + high) / 2;
  };
  return {
    ...first,
    cpuSeconds: median((result) => result.cpuSeconds),
    wallSeconds: median((result) => result.wallSeconds),
    peakMb: median((result) => result.peakMb),
  };
}

function line(name: string, { cpuSeconds, wallSeconds, peakMb, stored, f1 }: Result): string {
  const perThousand = (1000 * cpuSeconds) / published.articles;
  return `${name.padEnd(18)} CPU ${perThousand.toFixed(1).padStart(6)} s a 1,000  wall ${wallSeconds.toFixed(1).padStart(6)} s  memory ${peakMb.toFixed(0).padStart(5)} MB  stored ${String(stored).padStart(5)}  F1 ${f1.toFixed(4)}`;
}
