/** One round: articles are published, work begins, faults strike and end, and everything must be stored again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { storedIn } from '../cli/stored.ts';
import { crowdsOf } from './crowds.ts';
import type { Fault, World } from './faults.ts';
import { plannedTooFar, unexplainedWaits, unloggedFailures, wrongInLog, wrongInStore } from './invariants.ts';
import type { PlannedFault, Round } from './plan.ts';

export interface RoundResult {
  readonly round: Round;
  readonly published: number;
  /** From the end of the last fault until everything was stored. */
  readonly recoveryMs: number;
  readonly ms: number;
  /** The most requests that one host had in hand at once. */
  readonly overlap: number;
  /** Those that came while another was open, in words. */
  readonly crowds: readonly string[];
  /** Failures that were told of, by their code. */
  readonly failures: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

/** After the faults; the longest wait of ours that must pass is a minute (RESULT_JOB). */
const RECOVERY_SECONDS = 100;
const ANSWER_SECONDS = 45;
const IDLE_SECONDS = 75;
/** A fault waits no longer for the newsroom to be asked as often as planned. */
const TRIGGER_MS = 2_000;
const LOOK_EVERY_MS = 100;
const RULES_WAIT_MS = 11 * 60_000;
const MOST_WRONG = 20;

export async function playRound(world: World, round: Round, faults: readonly Fault[]): Promise<RoundResult> {
  const { installation, newsroom } = world;
  const began = performance.now();
  const since = installation.now();
  const place = installation.logPlace();
  const requestsBefore = newsroom.requests.length;
  const wrong: string[] = [];
  const asked: Promise<unknown>[] = [];
  /** Someone waits for a run; a daemon that dies under them tells them so at once, anything else must end. */
  const askForRun = (): void => {
    asked.push(installation.ask('run', { feeds: null, all: true }, RECOVERY_SECONDS).catch(String));
  };
  const strike = async (planned: PlannedFault): Promise<void> => {
    const fault = faults.find(({ name }) => name === planned.name);
    if (!fault) throw new Error(`no fault "${planned.name}"`);
    const trigger = performance.now() + TRIGGER_MS;
    while (newsroom.requests.length - requestsBefore < planned.afterRequests && performance.now() < trigger)
      await sleep(5);
    // What the other fault has taken away already cannot be struck; what it still prevents is healed in the end.
    const heal = await fault.strike(world).catch(() => () => {});
    newsroom.publish(round.during);
    askForRun();
    await sleep(planned.lastsMs);
    await Promise.resolve(heal()).catch(() => {});
  };

  newsroom.publish(round.articles);
  askForRun();
  await Promise.all(round.faults.map(strike));
  for (const name of installation.names)
    await installation.start(name).catch((error: unknown) => wrong.push(`${name}: ${String(error)}`));
  const healed = performance.now();
  wrong.push(...unexplainedWaits(installation.database));
  const stored = await untilStored(world, RECOVERY_SECONDS);
  const recoveryMs = performance.now() - healed;
  if (!stored) wrong.push(`not everything stored in ${RECOVERY_SECONDS} s`);
  wrong.push(...(await untilIdle(world)));
  const answers = await Promise.all(asked);
  for (const answer of answers)
    if (typeof answer === 'string' && answer.includes('no answer')) wrong.push(`someone waits: ${answer}`);

  wrong.push(...installation.takeDeaths());
  wrong.push(...wrongInStore(installation.database, installation.pages, newsroom));
  const { lines, stray } = installation.logSince(place);
  wrong.push(...wrongInLog(lines, stray).slice(0, MOST_WRONG));
  // A process that is killed between storing and telling tells nothing; a clock that jumps tells another time.
  if (!round.faults.some(({ name }) => /daemon killed|power cut|clock/.test(name)))
    wrong.push(...unloggedFailures(installation.database, { since, until: installation.now() }, lines));
  const { most: overlap, lines: crowds } = crowdsOf(newsroom.requests.slice(requestsBefore));
  return {
    round,
    published: newsroom.articleUrls.size,
    recoveryMs,
    ms: performance.now() - began,
    overlap,
    crowds,
    failures: countBy(
      lines
        .map(({ failure }) => (failure as { code?: string } | null | undefined)?.code)
        .filter((code) => code !== undefined),
    ),
    // A process that has lost its mind says the same thousands of times.
    wrong: wrong.slice(0, MOST_WRONG),
  };
}

/**
 * True when everything published is stored. Asks as people would: for a run, and for what failed to be tried again now
 * rather than in its time.
 */
export async function untilStored({ installation, newsroom }: World, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  const complete = (): boolean => {
    const { urls, sightings } = storedIn(installation.database);
    return urls.length >= newsroom.articleUrls.size && sightings >= newsroom.sightings();
  };
  let tries = 0;
  while (performance.now() < deadline) {
    try {
      await installation.ask('run', { feeds: null, all: true }, ANSWER_SECONDS);
      const { waiting, failed } = await installation.ask('jobs.list', { limit: 1_000 }, ANSWER_SECONDS);
      const ids = [...waiting, ...failed].map(({ articleId }) => `article-${articleId}`);
      if (ids.length > 0) await installation.ask('jobs.retry', { ids }, ANSWER_SECONDS);
    } catch {
      // The daemon may have just been told that Redis is away: it is asked again.
      await sleep(LOOK_EVERY_MS);
    }
    if (complete()) return true;
    // Rules that could not be read are asked for again after ten minutes (robots.ts), and nothing hurries that.
    if (++tries > 1) installation.passTime(RULES_WAIT_MS);
  }
  return false;
}

/** Nothing may run or wait for ever, and the schedule must be there. */
async function untilIdle({ installation }: World): Promise<string[]> {
  const deadline = performance.now() + IDLE_SECONDS * 1000;
  const left = async (): Promise<string | null> => {
    const { running, queued, waiting } = await installation.ask('status', {}, ANSWER_SECONDS);
    if (running.length + queued + waiting > 0)
      return `${running.length} running, ${queued} queued, ${waiting} waiting: ${running[0]?.id ?? ''}`;
    // What a wrong clock planned is put right by the next sweep.
    const astray = plannedTooFar(installation.database);
    if (astray.length > 0) return astray.join(', ');
    const schedules = await installation.redis()?.client.zcard('{jvwire}:schedule:repeat');
    return schedules === undefined || schedules === 1 ? null : `${schedules} schedules in redis`;
  };
  let found = await left().catch(String);
  while (found !== null && performance.now() < deadline) {
    await sleep(LOOK_EVERY_MS);
    found = await left().catch(String);
  }
  return found === null ? [] : [`not idle in ${IDLE_SECONDS} s: ${found}`];
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
