/** Updates what is remembered of a feed after a poll, from what each module of this folder concludes from it. */
import type { Challenge, Failure } from '../../core/errors.ts';
import type { FeedPolled, ItemCounts } from '../../core/jobs.ts';
import { afterAnswer, NO_VALIDATORS, type ValidatorState } from './conditional.ts';
import { type BlindWindow, UNWATCHED, type WatchState, watchPoll } from './coverage.ts';
import { floorMinutes, type SkipTimes, skipTimesOf } from './freshness.ts';
import {
  type FeedHealth,
  type HealthChange,
  healthChange,
  healthOf,
  type LastDocument,
  type Paused,
} from './health.ts';
import { easedPace, type HostPace, hostLimits, paceAfter } from './host-pace.ts';
import { type MoveState, unmoved } from './moves.ts';
import { afterArrival, NO_RHYTHM, type Rhythm, rhythmOfDates } from './rhythm.ts';
import { firstSchedule, planPoll, type ScheduleState } from './schedule.ts';

/** Everything that is remembered of a feed between two polls. Times are epoch ms. */
export interface FeedMemory {
  readonly addedAt: number;
  readonly paused: Paused | null;
  readonly schedule: ScheduleState;
  readonly validators: ValidatorState;
  readonly rhythm: Rhythm;
  /** A poll has failed since the last new item, so the silence since then proves nothing. */
  readonly deaf: boolean;
  readonly moves: MoveState;
  readonly watch: WatchState;
  /** As judged after the last poll. */
  readonly health: FeedHealth | null;
  readonly lastFailure: Pick<Failure, 'code' | 'message'> | null;
  readonly challenge: Challenge | null;
  readonly lastCounts: LastDocument | null;
  readonly wishes: PublisherWishes;
}

/** How often the publisher wants to be polled. */
interface PublisherWishes {
  /** As the document says (ttl, sy:updatePeriod). */
  readonly ttlMinutes: number | null;
  readonly skip: SkipTimes | null;
  /** As the last answer's header says (Cache-Control, Expires). */
  readonly freshMinutes: number | null;
}

export function newFeedMemory(url: string, addedAt: number): FeedMemory {
  return {
    addedAt,
    paused: null,
    schedule: firstSchedule(addedAt),
    validators: NO_VALIDATORS,
    rhythm: NO_RHYTHM,
    deaf: false,
    moves: unmoved(url),
    watch: UNWATCHED,
    health: null,
    lastFailure: null,
    challenge: null,
    lastCounts: null,
    wishes: { ttlMinutes: null, skip: null, freshMinutes: null },
  };
}

/** Facts about a poll that lie outside its feed. */
export interface Surroundings {
  /** When the poll was due, epoch ms; null if it was started by hand. */
  readonly dueAt: number | null;
  readonly pace: HostPace | null;
  /** Our own network is down (network.ts), and this poll got no answer. */
  readonly networkDown: boolean;
  /** From phaseOf, in ms. */
  readonly phaseMs: number;
  /** 0 to 1, like Math.random. */
  readonly random: () => number;
}

export interface AfterPoll {
  readonly memory: FeedMemory;
  /** When to ask again, epoch ms. */
  readonly nextAt: number;
  /** The host's pace from now on. */
  readonly pace: HostPace | null;
  /** The blind window that this poll ended; null if none. */
  readonly window: BlindWindow | null;
  /** New items came under validators that had not changed. */
  readonly staleValidators: boolean;
  readonly change: HealthChange | null;
}

type Poll = Pick<FeedPolled, 'at' | 'ms' | 'result'>;

/**
 * `counts` is what the poll's document brought, zeros when none was read. Redirects are judged beforehand (moves.ts),
 * because they decide whether the items are accepted at all: `memory.moves` already includes this poll.
 */
export function afterPoll(
  memory: FeedMemory,
  poll: Poll,
  counts: ItemCounts,
  surroundings: Surroundings,
): AfterPoll {
  const now = poll.at + poll.ms;
  const { result } = poll;
  const failure = result.kind === 'failed' ? result.failure : null;
  const pace = failure ? paceAfter(surroundings.pace, failure, now) : surroundings.pace;
  const limits = hostLimits(pace, now);
  const { state: validators, staleValidators } = validatorsAfter(memory.validators, result, counts, now);
  const wishes = wishesAfter(memory.wishes, result);
  const verdict = failure
    ? ({
        kind: 'failure',
        code: failure.code,
        challenged: failure.challenge !== undefined,
        retryAt: failure.retryAt ?? null,
      } as const)
    : ({ kind: 'success', newItems: counts.new } as const);
  const planned = planPoll(memory.schedule, verdict, {
    now,
    dueAt: surroundings.dueAt,
    floorMinutes: Math.max(floorMinutes(wishes.ttlMinutes, wishes.freshMinutes), limits.floorMinutes),
    skip: wishes.skip,
    hostNotBefore: limits.notBefore,
    networkDown: surroundings.networkDown,
    phaseMs: surroundings.phaseMs,
    random: surroundings.random,
  });
  const watched = watchPoll(memory.watch, {
    at: poll.at,
    outcome: result.kind,
    ...counts,
    staleValidators,
    nextAt: planned.at,
    code: failure?.code ?? null,
  });
  const before = { ...memory, schedule: planned.state, validators, wishes, watch: watched.state };
  const after = failure
    ? afterFailure(before, failure, surroundings.networkDown)
    : afterSuccess(before, memory.watch, poll, counts);
  const health = judge(after, now);
  return {
    memory: { ...after, health },
    nextAt: planned.at,
    pace: easedPace(pace, now),
    window: watched.window,
    staleValidators,
    change: healthChange(memory.health, health, now),
  };
}

/** The health of a feed from what is remembered of it; `now` in epoch ms. */
export function judge(memory: FeedMemory, now: number): FeedHealth {
  const { watch, moves, ...facts } = memory;
  return healthOf(
    { ...facts, lastSuccessAt: watch.lastSuccessAt, move: moves.candidate },
    memory.health,
    now,
  );
}

/** While our own network is down no feed is to blame: the failure that was known of this one is kept. */
function afterFailure(memory: FeedMemory, failure: Failure, networkDown: boolean): FeedMemory {
  const { code, message, challenge = null } = failure;
  return networkDown
    ? { ...memory, deaf: true }
    : { ...memory, deaf: true, lastFailure: { code, message }, challenge };
}

function afterSuccess(memory: FeedMemory, before: WatchState, poll: Poll, counts: ItemCounts): FeedMemory {
  const { at, result } = poll;
  const well = { ...memory, lastFailure: null, challenge: null };
  if (result.kind !== 'polled') return well;
  const { seen, rejected, rejections } = counts;
  const { cutOff = false } = result.document;
  const read = { ...well, lastCounts: { seen, rejected, rejections, ...(cutOff && { cutOff }) } };
  if (counts.new === 0 && before.lastDocumentAt !== null) return read;
  return { ...read, rhythm: rhythmAfter(memory, before, result.document.items, at), deaf: false };
}

/** The dates of the first document stand in for the time before the feed was added. */
function rhythmAfter(
  { rhythm, deaf }: FeedMemory,
  { lastDocumentAt }: WatchState,
  items: readonly { readonly publishedAt: string | null }[],
  at: number,
): Rhythm {
  if (lastDocumentAt !== null) return afterArrival(rhythm, at, !deaf);
  return rhythmOfDates(
    items.flatMap(({ publishedAt }) => (publishedAt === null ? [] : Date.parse(publishedAt))),
    at,
  );
}

function validatorsAfter(
  state: ValidatorState,
  result: FeedPolled['result'],
  counts: ItemCounts,
  now: number,
): { readonly state: ValidatorState; readonly staleValidators: boolean } {
  if (result.kind === 'failed') return { state, staleValidators: false };
  if (result.validators === null) return afterAnswer(state, { kind: 'not-modified' }, now);
  const bodyHash = result.kind === 'polled' ? result.bodyHash : (state.bodyHash ?? '');
  return afterAnswer(state, { kind: 'document', ...result.validators, bodyHash, newItems: counts.new }, now);
}

function wishesAfter(wishes: PublisherWishes, result: FeedPolled['result']): PublisherWishes {
  if (result.kind === 'failed') return wishes;
  const { freshMinutes } = result;
  if (result.kind === 'unchanged') return { ...wishes, freshMinutes };
  return { freshMinutes, ttlMinutes: result.document.ttlMinutes, skip: skipTimesOf(result.document) };
}
