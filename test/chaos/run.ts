/**
 * `npm run chaos -- --rounds 200 --seed 1`: strikes a running jvwire over a newsroom on loopback, round after round, and
 * checks after each that everything published is stored once. A third of the rounds have no Redis, the others the queue
 * and two workers. Ends with 1 when anything was wrong.
 */
import { parseArgs } from 'node:util';
import type { Runner } from './installation.ts';
import { planRounds } from './plan.ts';
import { playRound, type RoundResult, untilStored } from './round.ts';
import { described, tallyOf } from './tally.ts';
import { openWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    feeds: { type: 'string', default: '50' },
    pages: { type: 'string', default: '2000' },
    /** in-process, queue; both. */
    runner: { type: 'string' },
    /** Only faults whose name contains this. */
    fault: { type: 'string' },
  },
});
/** For the pages that are there before the first round. */
const FILL_SECONDS = 900;

const rounds = Number(values.rounds);
const seed = Number(values.seed);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const share = Math.round(rounds / 3);
const shares: Readonly<Record<Runner, number>> =
  values.runner === undefined
    ? { 'in-process': share, queue: rounds - share }
    : { 'in-process': 0, queue: 0, [values.runner]: rounds };

const results: RoundResult[] = [];
const conclude = (): void => {
  if (results.length > 0) say(tallyOf(results, `npm run chaos -- ${process.argv.slice(2).join(' ')}`));
};
for (const [runner, count] of Object.entries(shares) as [Runner, number][])
  if (count > 0) await playAll(runner, count);
conclude();
process.exitCode = results.every(({ wrong }) => wrong.length === 0) ? 0 : 1;

async function playAll(runner: Runner, count: number): Promise<void> {
  const world = await openWorld({ runner, feeds: Number(values.feeds), pages: Number(values.pages), seed });
  const interrupted = (): void => {
    conclude();
    void world.close().finally(() => process.exit(1));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  try {
    if (world.leftOut.length > 0) say(`left out, as they take root: ${world.leftOut.join(', ')}`);
    const faults = world.faults.filter(({ name }) => name.includes(values.fault ?? ''));
    await Promise.all(world.installation.names.map(world.installation.start));
    if (!(await untilStored(world, FILL_SECONDS)))
      throw new Error('the newsroom was not read before the first fault');
    for (const round of planRounds(seed, count, faults)) {
      const result = await playRound(world, round, faults);
      results.push(result);
      say(`${runner} ${round.number}/${count}: ${summaryOf(result)}`);
    }
  } finally {
    await world.close();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  }
}

function summaryOf(result: RoundResult): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const wrong = result.wrong.length > 0 ? `; WRONG: ${result.wrong.slice(0, 5).join('; ')}` : '';
  const crowded = result.crowds.map((line) => `; ${line}`).join('');
  return `${described(result)}; ${seconds(result.recoveryMs)} to recover, ${seconds(result.ms)} in all${crowded}${wrong}`;
}
