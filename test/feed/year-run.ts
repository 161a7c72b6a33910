/** Runs the imagined year: polls every feed when the schedule says so, and keeps the accounts that the test judges. */
import type { FailureCode } from '../../src/core/errors.ts';
import {
  afterAnswer,
  conditionalRequest,
  NO_VALIDATORS,
  type ValidatorState,
} from '../../src/feed/conditional.ts';
import { type BlindWindow, UNWATCHED, type WatchState, watchPoll } from '../../src/feed/coverage.ts';
import { isUnreached } from '../../src/feed/failure-class.ts';
import { floorMinutes, skipTimesOf } from '../../src/feed/freshness.ts';
import { type FeedHealth, type FeedState, healthChange, healthOf } from '../../src/feed/health.ts';
import { easedPace, type HostPace, hostLimits, paceAfter } from '../../src/feed/host-pace.ts';
import { type MoveEvent, type MoveState, observeMove, unmoved } from '../../src/feed/moves.ts';
import { type HostOutcome, NETWORK_WINDOW_MS, networkView } from '../../src/feed/network.ts';
import { phaseOf } from '../../src/feed/phase.ts';
import { afterArrival, NO_RHYTHM, type Rhythm } from '../../src/feed/rhythm.ts';
import { firstSchedule, type PollVerdict, planPoll, type ScheduleState } from '../../src/feed/schedule.ts';
import { DAY, END, HOUR, MINUTE, START, type World, type WorldFeed } from './year-world.ts';

export interface FeedRun {
  readonly feed: WorldFeed;
  readonly phaseMs: number;
  schedule: ScheduleState;
  rhythm: Rhythm;
  watch: WatchState;
  moves: MoveState;
  validators: ValidatorState;
  health: FeedHealth | null;
  lastFailure: { code: FailureCode; message: string } | null;
  challenged: boolean;
  deaf: boolean;
  nextAt: number;
  polls: number;
  /** Posts that are known, as a count from the beginning, and what was known at the last document. */
  seen: number;
  documentPosts: number;
  readonly delays: number[];
  readonly missed: number[];
  readonly windows: BlindWindow[];
  readonly states: { readonly at: number; readonly to: FeedState }[];
  readonly moveEvents: MoveEvent[];
}

export interface YearRun {
  readonly runs: readonly FeedRun[];
  readonly polls: number;
  /** Times that two feeds of one host were due at the same instant. */
  readonly collisions: number;
  readonly refusals429: number;
  /** Feed days on which posts lay unread for over 36 hours while the feed's state said ok and the line was up. */
  readonly silent: string[];
  readonly networkDown: readonly number[];
}

const UNREAD_TOLERANCE = 36 * HOUR;

export function runYear(world: World, random: () => number): YearRun {
  const runs = world.feeds.map((feed, index) => begin(feed, world, index));
  const idsOf = new Map<string, FeedRun[]>();
  for (const run of runs) idsOf.set(run.feed.host, [...(idsOf.get(run.feed.host) ?? []), run]);
  const paces = new Map<string, HostPace | null>();
  const requests = new Map<string, number[]>();
  const outcomes: HostOutcome[] = [];
  const due = new Map<number, FeedRun[]>();
  const silent: string[] = [];
  const networkDown: number[] = [];
  let polls = 0;
  let collisions = 0;
  let refusals429 = 0;

  const plan = (run: FeedRun): void => {
    const minute = Math.floor(run.nextAt / MINUTE);
    const list = due.get(minute);
    if (list === undefined) due.set(minute, [run]);
    else {
      if (list.some((other) => other.nextAt === run.nextAt && other.feed.host === run.feed.host))
        collisions++;
      list.push(run);
    }
  };

  const refused = (host: string, at: number): boolean => {
    const limit = world.limits.get(host);
    if (limit === undefined) return false;
    const recent = (requests.get(host) ?? []).filter((time) => time > at - HOUR);
    requests.set(host, [...recent, at]);
    return recent.length >= limit;
  };

  const poll = (run: FeedRun): void => {
    const { feed } = run;
    const at = run.nextAt;
    polls++;
    run.polls++;
    const dark = world.darkness.some(({ from, until }) => at >= from && at < until);
    const verdict: PollVerdict = dark ? failure('dns') : verdictOf(run, at, refused(feed.host, at));
    const failed = verdict.kind === 'failure';
    const reached = !failed || !isUnreached(verdict);
    const { failingSince } = run.schedule;
    if (failingSince === null || at - failingSince < NETWORK_WINDOW_MS) {
      outcomes.push({ host: feed.host, at, reached });
      while ((outcomes[0]?.at ?? at) < at - NETWORK_WINDOW_MS) outcomes.shift();
    }
    const down = !reached && networkView(outcomes, at).down;
    if (down) networkDown.push(at);
    const pace = failed
      ? paceAfter(paces.get(feed.host) ?? null, verdict, at)
      : (paces.get(feed.host) ?? null);
    paces.set(feed.host, easedPace(pace, at));
    if (failed && verdict.code === 'http-429') refusals429++;
    const limits = hostLimits(pace, at);
    const { stale, modified, ...counts } = failed ? NOTHING : read(run, at);
    const before = run.schedule;
    const planned = planPoll(before, failed ? verdict : { kind: 'success', newItems: counts.new }, {
      now: at,
      dueAt: at,
      floorMinutes: Math.max(floorMinutes(feed.ttlMinutes, 0), limits.floorMinutes),
      skip: skipTimesOf(feed),
      hostNotBefore: limits.notBefore,
      networkDown: down,
      phaseMs: run.phaseMs,
      random,
    });
    run.schedule = planned.state;
    run.nextAt = planned.at;
    if (failed) {
      run.deaf = true;
      run.lastFailure = { code: verdict.code, message: verdict.code };
      run.challenged = verdict.challenged;
    } else if (counts.new > 0) {
      run.rhythm = afterArrival(run.rhythm, at, !run.deaf);
      run.deaf = false;
    }
    const watched = watchPoll(run.watch, {
      at,
      outcome: failed ? 'failed' : modified ? 'polled' : 'unchanged',
      staleValidators: stale,
      ...counts,
      nextAt: run.nextAt,
      code: failed ? verdict.code : null,
    });
    run.watch = watched.state;
    if (watched.window !== null) run.windows.push(watched.window);
    if (failed || run.health?.state !== 'ok') judge(run, at);
    plan(run);
  };

  for (const run of runs) plan(run);
  for (let minute = START / MINUTE; minute < END / MINUTE; minute++) {
    const list = due.get(minute);
    if (list !== undefined) {
      due.delete(minute);
      for (const run of list.sort((a, b) => a.nextAt - b.nextAt)) poll(run);
    }
    if (minute % (24 * 60) !== 0) continue;
    const now = minute * MINUTE;
    const dark = world.darkness.some(({ from, until }) => now >= from && now < until + DAY);
    for (const run of runs) {
      judge(run, now);
      const unread = run.feed.posts[run.seen];
      if (!dark && run.health?.state === 'ok' && unread !== undefined && unread < now - UNREAD_TOLERANCE)
        silent.push(`${run.feed.id} on ${new Date(now).toISOString().slice(0, 10)}`);
    }
  }
  return { runs, polls, collisions, refusals429, silent, networkDown };

  function begin(feed: WorldFeed, { feeds }: World, index: number): FeedRun {
    const siblings = feeds.filter(({ host }) => host === feed.host).map(({ id }) => id);
    const phaseMs = phaseOf(feed.id, feed.host, siblings);
    const known = feed.posts.filter((at) => at < START).length;
    return {
      feed,
      phaseMs,
      schedule: firstSchedule(START),
      rhythm: NO_RHYTHM,
      watch: UNWATCHED,
      moves: unmoved(`https://${feed.host}/${feed.id}`),
      validators: NO_VALIDATORS,
      health: null,
      lastFailure: null,
      challenged: false,
      deaf: false,
      nextAt: START + (index % 60) * MINUTE + phaseMs,
      polls: 0,
      seen: known,
      documentPosts: known,
      delays: [],
      missed: [],
      windows: [],
      states: [],
      moveEvents: [],
    };
  }
}

function failure(code: FailureCode, challenged = false): Extract<PollVerdict, { kind: 'failure' }> {
  return { kind: 'failure', code, challenged, retryAt: null };
}

function verdictOf(run: FeedRun, at: number, refused: boolean): PollVerdict {
  const { feed } = run;
  const trouble = feed.troubles.find(({ from, until }) => at >= from && at < until);
  if (trouble !== undefined) return failure(trouble.code, trouble.challenged);
  if (refused) return failure('http-429');
  const old = run.moves.history.length === 0;
  if (feed.movesAt !== null && old && at > feed.movesAt + 60 * DAY) return failure('http-404');
  return { kind: 'success', newItems: 0 };
}

const NOTHING = { seen: 0, new: 0, known: 0, stale: false, modified: false };

/** Reads the document as it stands at `at`, through redirects and caches; counts what it brings. */
function read(run: FeedRun, at: number): typeof NOTHING {
  const { feed } = run;
  const moved = feed.movesAt !== null && at >= feed.movesAt && run.moves.history.length === 0;
  const sold = feed.soldAt !== null && at >= feed.soldAt;
  const redirects = moved || sold ? [{ status: 301, to: `https://new-${feed.host}/${feed.id}` }] : [];
  const observed = observeMove(run.moves, { at, redirects, found: sold ? 'other' : 'same' });
  run.moves = observed.state;
  if (observed.event !== null) run.moveEvents.push(observed.event);
  const request = conditionalRequest(run.validators, at);
  const now = sold ? run.documentPosts : postsUntil(feed.posts, at, run.documentPosts);
  const caching = feed.stale304 || now === run.documentPosts;
  const size = Math.min(feed.size, run.documentPosts);
  if (!request.full && caching) return { ...NOTHING, seen: size, known: size };
  const first = Math.max(0, now - feed.size);
  const fresh = Math.max(run.seen, first);
  for (let index = run.seen; index < fresh; index++) run.missed.push(feed.posts[index] ?? 0);
  for (let index = fresh; index < now; index++) run.delays.push(at - (feed.posts[index] ?? at));
  const newItems = now - fresh;
  run.seen = Math.max(run.seen, now);
  run.documentPosts = now;
  const etag = feed.stale304 ? 'constant' : String(now);
  const answer = { kind: 'document', etag, lastModified: null, bodyHash: String(now), newItems } as const;
  const { state, staleValidators: stale } = afterAnswer(run.validators, answer, at);
  run.validators = state;
  return { seen: now - first, new: newItems, known: now - first - newItems, stale, modified: true };
}

function postsUntil(posts: readonly number[], at: number, from: number): number {
  let count = from;
  while (count < posts.length && (posts[count] ?? at) <= at) count++;
  return count;
}

function judge(run: FeedRun, at: number): void {
  const after = healthOf(
    {
      addedAt: START,
      pausedSince: null,
      lastSuccessAt: run.watch.lastSuccessAt,
      move: run.moves.candidate,
      schedule: run.schedule,
      rhythm: run.rhythm,
      lastFailure: run.lastFailure,
      challenge: run.challenged ? { vendor: 'Cloudflare', sign: 'header cf-mitigated' } : null,
      lastCounts: null,
    },
    run.health,
    at,
  );
  const change = healthChange(run.health, after, at);
  if (change !== null) run.states.push({ at, to: change.to });
  run.health = after;
}
