/** Judges the health of a feed: one state, since when, why, and what to do about it; changes of state are events. */
import type { Challenge, Failure } from '../../core/errors.ts';
import type { ItemCounts } from '../../core/jobs.ts';
import { spanText } from '../../text/shown/time-text.ts';
import type { MoveCandidate } from './moves.ts';
import { remedyOf } from './remedies.ts';
import { type Rhythm, silenceLimit } from './rhythm.ts';
import { isGone, type ScheduleState } from './schedule.ts';

/** Worst last, except `paused`, which is deliberate. */
export const FEED_STATES = ['ok', 'quiet', 'failing', 'blocked', 'gone', 'paused'] as const;
export type FeedState = (typeof FEED_STATES)[number];

/**
 * Failure weight from which a feed is failing (failure-class.ts): three passing outages in a row, two stubborn failures,
 * one refusal. Less is a glitch, not worth anybody's attention.
 */
const FAILING_WEIGHT = 3;

/** `off`: the feed itself was switched off; `paused`: work on it, or on everything, was paused. `since` in epoch ms. */
export interface Paused {
  readonly how: 'off' | 'paused';
  readonly since: number;
}

export interface FeedFacts {
  readonly addedAt: number;
  /** Null while it is watched. */
  readonly paused: Paused | null;
  /** The last successful poll, epoch ms. Silence is measured up to it, not to now: the time we did not poll is no silence. */
  readonly lastSuccessAt: number | null;
  readonly schedule: ScheduleState;
  readonly rhythm: Rhythm;
  readonly lastFailure: Pick<Failure, 'code' | 'message'> | null;
  /** The challenge page that the last failed poll met. */
  readonly challenge: Challenge | null;
  /** The target of its permanent redirect, while that is on trial (moves.ts). */
  readonly move: MoveCandidate | null;
  /** Item counts of the last document that was read; null before the first. */
  readonly lastCounts: LastDocument | null;
}

export interface LastDocument extends Pick<ItemCounts, 'seen' | 'rejected' | 'rejections'> {
  /** It broke off before its end. */
  readonly cutOff?: boolean;
}

/** A warning about a feed that may be healthy otherwise; null if there is none. */
export const cutOffText = (last: LastDocument | null): string | null =>
  last?.cutOff
    ? 'its document breaks off before its end, so that items may be missing: tell the publisher, or watch another feed of the site'
    : null;

/** `since` in epoch ms; `why` and `todo` are one line each, `todo` null when there is nothing to do. */
export interface FeedHealth {
  readonly state: FeedState;
  readonly since: number;
  readonly why: string;
  readonly todo: string | null;
}

/** `before` is the health last stored: as long as the state stays the same, so does its `since`. */
export function healthOf(facts: FeedFacts, before: FeedHealth | null, now: number): FeedHealth {
  const found = stateOf(facts, now);
  const since = before?.state === found.state ? before.since : Math.min(found.since ?? now, now);
  return { ...found, since };
}

export interface HealthChange {
  readonly kind: 'feed-state';
  readonly from: FeedState | null;
  readonly to: FeedState;
  readonly at: number;
  readonly since: number;
  readonly why: string;
  readonly todo: string | null;
}

/** The event to store and to alert on; null when the state is the same. A new feed's first `ok` is no event. */
export function healthChange(before: FeedHealth | null, after: FeedHealth, now: number): HealthChange | null {
  if (before?.state === after.state || (before === null && after.state === 'ok')) return null;
  const { state, ...rest } = after;
  return { kind: 'feed-state', from: before?.state ?? null, to: state, at: now, ...rest };
}

type Found = Omit<FeedHealth, 'since'> & { readonly since: number | null };

function stateOf(facts: FeedFacts, now: number): Found {
  const { schedule, paused, lastFailure, challenge } = facts;
  if (paused?.how === 'off')
    return { state: 'paused', since: paused.since, why: 'switched off', todo: 'enable it to watch it' };
  if (paused?.how === 'paused')
    return { state: 'paused', since: paused.since, why: 'paused by hand', todo: 'resume its jobs' };
  const { failures, failingSince: since, failureWeight } = schedule;
  if (isGone(schedule))
    return {
      state: 'gone',
      since,
      why: `the server has said ${schedule.goneAnswers} times that it is gone for good (410)`,
      todo: 'look for its successor on the site, or remove it; it is asked once a week all the same',
    };
  if (failures > 0 && challenge !== null)
    return {
      state: 'blocked',
      since,
      why: `${challenge.vendor} asks for proof that we are no robot (${challenge.sign})`,
      todo: 'ask the publisher to let our user agent through, or watch another feed of the site',
    };
  // a feed that has never been read has no mere glitch
  if (failures > 0 && (failureWeight >= FAILING_WEIGHT || facts.lastSuccessAt === null))
    return failing(facts);
  if (facts.move?.mismatch)
    return {
      state: 'failing',
      since: facts.move.firstAt,
      why: `it redirects for good to ${facts.move.url}, which does not hold its items`,
      todo: 'look at that address: take it over if it is the feed, else look for the feed on the site',
    };
  const unusable = unusableItems(facts);
  if (unusable !== null) return unusable;
  return quietOrOk(facts, now, failures > 0 ? lastFailure : null);
}

function failing({ schedule, lastFailure }: FeedFacts): Found {
  const { failures, failingSince, lastFailedAt } = schedule;
  // from the first failure to the last, not to now: only the next poll shows whether it still fails
  const span =
    failingSince === null || lastFailedAt == null ? '' : ` over ${spanText(lastFailedAt - failingSince)}`;
  const times = failures === 1 ? 'its last poll failed' : `${failures} polls in a row failed${span}`;
  return {
    state: 'failing',
    since: failingSince,
    why: `${times}: ${lastFailure === null ? 'no reason kept' : `${lastFailure.message} (${lastFailure.code})`}`,
    todo: lastFailure === null ? null : remedyOf(lastFailure.code),
  };
}

/** Failing, if the last document was read without error and all its items were rejected; else null. */
function unusableItems({ lastCounts, rhythm }: FeedFacts): Found | null {
  if (lastCounts === null || lastCounts.seen === 0 || lastCounts.rejected < lastCounts.seen) return null;
  const [reason] = Object.entries(lastCounts.rejections).toSorted((a, b) => b[1] - a[1])[0] ?? ['no reason'];
  return {
    state: 'failing',
    since: rhythm.lastNewAt,
    why: `${lastCounts.seen === 1 ? 'its only item cannot' : `none of its ${lastCounts.seen} items can`} be used (${reason})`,
    todo: 'check the feed; another of the same site may be whole',
  };
}

function quietOrOk(facts: FeedFacts, now: number, glitch: FeedFacts['lastFailure']): Found {
  const { rhythm, addedAt, lastCounts } = facts;
  const last = rhythm.lastNewAt ?? addedAt;
  const limit = silenceLimit(rhythm);
  const silence = Math.max(0, (facts.lastSuccessAt ?? addedAt) - last);
  const empty = lastCounts?.seen === 0 ? '; its document holds no items at all' : '';
  if (silence > limit.ms) {
    const usual = limit.known
      ? `where up to ${spanText(limit.ms)} would be usual`
      : 'and its rhythm is not known yet';
    return {
      state: 'quiet',
      since: last,
      why: `nothing new for ${spanText(silence)}, ${usual}${empty}`,
      todo: 'see whether the site still publishes, and whether it has moved its feed',
    };
  }
  const heard = rhythm.lastNewAt === null ? 'no news yet' : `last news ${spanText(now - last)} ago`;
  const why =
    facts.lastSuccessAt === null
      ? 'not asked yet'
      : glitch === null
        ? `${heard}${empty}`
        : `one hitch: ${glitch.message}`;
  return { state: 'ok', since: null, why, todo: null };
}
