/** Runs the imagined year: polls every feed when the schedule says so, and keeps the accounts that the test judges. */
import type { FailureCode } from '../../src/core/errors.ts';
import type { FeedPolled, ItemCounts } from '../../src/core/jobs.ts';
import { afterPoll, type FeedMemory, judge, newFeedMemory } from '../../src/feed/watch/after-poll.ts';
import { conditionalRequest } from '../../src/feed/watch/conditional.ts';
import type { BlindWindow } from '../../src/feed/watch/coverage.ts';
import { isUnreached } from '../../src/feed/watch/failure-class.ts';
import { type FeedState, healthChange } from '../../src/feed/watch/health.ts';
import type { HostPace } from '../../src/feed/watch/host-pace.ts';
import { type MoveEvent, observeMove } from '../../src/feed/watch/moves.ts';
import { type HostOutcome, NETWORK_WINDOW_MS, networkView } from '../../src/feed/watch/network.ts';
import { phaseOf } from '../../src/feed/watch/phase.ts';
import { DAY, END, HOUR, MINUTE, START, type World, type WorldFeed } from './year-world.ts';

export interface FeedRun {
  readonly feed: WorldFeed;
  readonly phaseMs: number;
  memory: FeedMemory;
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
    const failed = dark ? failure('dns') : troubleOf(run, at, refused(feed.host, at));
    if (failed?.failure.code === 'http-429') refusals429++;
    const reached = failed === null || !isUnreached(failed.failure);
    const { failingSince } = run.memory.schedule;
    if (failingSince === null || at - failingSince < NETWORK_WINDOW_MS) {
      outcomes.push({ host: feed.host, at, reached });
      while ((outcomes[0]?.at ?? at) < at - NETWORK_WINDOW_MS) outcomes.shift();
    }
    const down = !reached && networkView(outcomes, at).down;
    if (down) networkDown.push(at);
    const { result, ...counts } = failed ? { result: failed, ...NOTHING } : read(run, at);
    const after = afterPoll(run.memory, { at, ms: 0, result }, counts, {
      dueAt: at,
      pace: paces.get(feed.host) ?? null,
      networkDown: down,
      phaseMs: run.phaseMs,
      random,
    });
    run.memory = after.memory;
    run.nextAt = after.nextAt;
    paces.set(feed.host, after.pace);
    if (after.window !== null) run.windows.push(after.window);
    if (after.change !== null) run.states.push({ at, to: after.change.to });
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
      judgeDaily(run, now);
      const unread = run.feed.posts[run.seen];
      if (
        !dark &&
        run.memory.health?.state === 'ok' &&
        unread !== undefined &&
        unread < now - UNREAD_TOLERANCE
      )
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
      memory: newFeedMemory(`https://${feed.host}/${feed.id}`, START),
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

type Failed = Extract<FeedPolled['result'], { kind: 'failed' }>;

function failure(code: FailureCode, challenged = false): Failed {
  const challenge = { vendor: 'Cloudflare', sign: 'header cf-mitigated' };
  return {
    kind: 'failed',
    failure: { code, action: 'retry', message: code, ...(challenged ? { challenge } : {}) },
  };
}

function troubleOf(run: FeedRun, at: number, refused: boolean): Failed | null {
  const { feed } = run;
  const trouble = feed.troubles.find(({ from, until }) => at >= from && at < until);
  if (trouble !== undefined) return failure(trouble.code, trouble.challenged);
  if (refused) return failure('http-429');
  const old = run.memory.moves.history.length === 0;
  return feed.movesAt !== null && old && at > feed.movesAt + 60 * DAY ? failure('http-404') : null;
}

const NOTHING: ItemCounts = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {} };

/** Reads the document as it stands at `at`, through redirects and caches; counts what it brings. */
function read(run: FeedRun, at: number): ItemCounts & { readonly result: FeedPolled['result'] } {
  const { feed } = run;
  const moved = feed.movesAt !== null && at >= feed.movesAt && run.memory.moves.history.length === 0;
  const sold = feed.soldAt !== null && at >= feed.soldAt;
  const redirects = moved || sold ? [{ status: 301, to: `https://new-${feed.host}/${feed.id}` }] : [];
  const observed = observeMove(run.memory.moves, { at, redirects, found: sold ? 'other' : 'same' });
  run.memory = { ...run.memory, moves: observed.state };
  if (observed.event !== null) run.moveEvents.push(observed.event);
  const request = conditionalRequest(run.memory.validators, at);
  const now = sold ? run.documentPosts : postsUntil(feed.posts, at, run.documentPosts);
  const answer = { status: 200, bytes: 0, freshMinutes: 0 };
  if (!request.full && (feed.stale304 || now === run.documentPosts))
    return { ...NOTHING, result: { kind: 'unchanged', ...answer, validators: null } };
  const first = Math.max(0, now - feed.size);
  const fresh = Math.max(run.seen, first);
  for (let index = run.seen; index < fresh; index++) run.missed.push(feed.posts[index] ?? 0);
  for (let index = fresh; index < now; index++) run.delays.push(at - (feed.posts[index] ?? at));
  const newItems = now - fresh;
  run.seen = Math.max(run.seen, now);
  run.documentPosts = now;
  const validators = { etag: feed.stale304 ? 'constant' : String(now), lastModified: null };
  const { ttlMinutes, skipHours } = feed;
  const document = { ...DOCUMENT, ttlMinutes, ...(skipHours ? { skipHours } : {}) };
  return {
    ...NOTHING,
    seen: now - first,
    new: newItems,
    known: now - first - newItems,
    result: { kind: 'polled', ...answer, document, validators, bodyHash: String(now) },
  };
}

const DOCUMENT = { format: 'rss', title: null, language: null, items: [], warnings: [] } as const;

function postsUntil(posts: readonly number[], at: number, from: number): number {
  let count = from;
  while (count < posts.length && (posts[count] ?? at) <= at) count++;
  return count;
}

function judgeDaily(run: FeedRun, at: number): void {
  const health = judge(run.memory, at);
  const change = healthChange(run.memory.health, health, at);
  if (change !== null) run.states.push({ at, to: change.to });
  run.memory = { ...run.memory, health };
}
