/** Decides when a feed is polled next: more often while it brings news, less when it is silent, rarely while it fails. */
import type { FailureCode } from '../../core/errors.ts';
import { classifyFailure, type FailureClass } from './failure-class.ts';
import { afterSkipped, type SkipTimes } from './freshness.ts';
import { atPhase } from './phase.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const DAY = DAY_MINUTES * MINUTE;
/** No publisher minds a request every ten minutes, and no news feed is worth more. */
export const MIN_INTERVAL_MINUTES = 10;
/** Once a day is the least that still counts as watching a feed. */
export const MAX_INTERVAL_MINUTES = DAY_MINUTES;
/** The interval of a new feed. */
export const FIRST_INTERVAL_MINUTES = 60;

/** Polls on time before the interval is judged; a single poll is luck. */
const POLLS_TO_JUDGE = 2;
/** A judgement that stays undecided for this many polls starts over, so that old polls do not outweigh new ones. */
const MAX_POLLS_JUDGED = 6;
/** Share of polls that brought nothing: above TOO_OFTEN polls are too frequent, below TOO_RARE too rare; in between delay and waste balance. */
const TOO_OFTEN = 0.67;
const TOO_RARE = 0.33;
/** Lengthening is slow and shortening fast: a needless request costs less than late news. */
const LENGTHEN_MINUTES = 10;
const LENGTHEN_DORMANT_MINUTES = 60;
const DORMANT_AFTER = 31 * DAY;
const SHORTEN_FACTOR = 0.5;
/** A poll later than this (share of the interval, at least LATE_LEAST) is not judged: it finds the news of a longer time. */
const LATE_SHARE = 0.25;
const LATE_LEAST = 5 * MINUTE;
/**
 * A feed that had news lately waits no longer than this, whatever its polls bring: [days since the last news, minutes].
 * Chosen in test/feed/year.test.ts: without it daily feeds are 286 minutes late by the median at 13.7 % of the requests of a
 * poll every ten minutes, with it 62 minutes at 16.5 %; half of these limits would be 31 minutes at 20.5 %.
 */
const LIVELY: readonly (readonly [days: number, minutes: number])[] = [
  [3, 120],
  [10, 180],
  [31, 360],
];

/** The first retry of a failed feed: its usual interval within these limits, so that a glitch costs a daily feed no day. */
const FIRST_RETRY_MINUTES = [15, 60] as const;
/** After so long without success the daily probe becomes a weekly one. Certificates and moves are mended within a month, refusals rarely change. */
const WEEKLY_AFTER: Readonly<Record<FailureClass, number>> = {
  soft: 30 * DAY,
  hard: 7 * DAY,
  blocked: 30 * DAY,
};
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** 410 answers in a row after which a feed counts as gone; a single one may be an error of the publisher's software. */
const GONE_ANSWERS = 2;
/** While our own network is down, feeds are tried at this interval and nothing is counted. */
const NETWORK_RETRY_MINUTES = 10;
/** Up to this many failures in a row Retry-After replaces our back-off; after that it can only lengthen it, as some servers send a constant. */
const RETRY_AFTER_TRUSTED = 5;
/** Share of the wait by which polls are spread, so that feeds added together do not stay together. */
const JITTER = 0.1;

/** What is remembered of a feed's schedule. Times are epoch ms. */
export interface ScheduleState {
  readonly intervalMinutes: number;
  /** Successes on time since the interval was last judged, and how many of them brought nothing new. */
  readonly judged: number;
  readonly idle: number;
  /** When a poll last brought something new; for a new feed, when it was added. */
  readonly lastNewAt: number;
  /** Failures in a row, their weights (failure-class.ts), and when the first and the last were; 0, 0, null after a success. */
  readonly failures: number;
  readonly failureWeight: number;
  readonly failingSince: number | null;
  /** When the last failure was; missing in states stored by older versions. */
  readonly lastFailedAt?: number | null;
  /** 410 answers in a row. */
  readonly goneAnswers: number;
}

export type PollVerdict =
  /** `unchanged` documents are successes that bring nothing. */
  | { readonly kind: 'success'; readonly newItems: number }
  | {
      readonly kind: 'failure';
      readonly code: FailureCode;
      /** Recognised by challengeOf. */
      readonly challenged: boolean;
      /** The server's wish (Retry-After), epoch ms. */
      readonly retryAt: number | null;
    };

export interface Circumstances {
  /** When the poll ended, epoch ms. */
  readonly now: number;
  /** When the poll was due, epoch ms; null if it was started by hand. */
  readonly dueAt: number | null;
  /** The publisher's longest wish (freshness.ts) and the host's pace (host-pace.ts), whichever is longer, in minutes. */
  readonly floorMinutes: number;
  readonly skip: SkipTimes | null;
  /** The host wants to be left alone until then, epoch ms. */
  readonly hostNotBefore: number | null;
  /** Our own network is down (network.ts), and the poll got no answer. */
  readonly networkDown: boolean;
  /** From phaseOf, in ms. */
  readonly phaseMs: number;
  /** 0 to 1, like Math.random. */
  readonly random: () => number;
}

export function firstSchedule(addedAt: number): ScheduleState {
  return {
    intervalMinutes: FIRST_INTERVAL_MINUTES,
    judged: 0,
    idle: 0,
    lastNewAt: addedAt,
    failures: 0,
    failureWeight: 0,
    failingSince: null,
    lastFailedAt: null,
    goneAnswers: 0,
  };
}

/**
 * The state to keep and when to ask again (`at`, epoch ms). Failures leave the interval alone: they say nothing about
 * how much a feed publishes. No state is final: every feed is polled again within about a week, skip times apart.
 */
export function planPoll(
  state: ScheduleState,
  poll: PollVerdict,
  given: Circumstances,
): { readonly state: ScheduleState; readonly at: number } {
  const { now } = given;
  if (poll.kind === 'success') {
    const next = afterSuccess(state, poll.newItems, given);
    return { state: next, at: jitteredTime(next.intervalMinutes, given.floorMinutes, given) };
  }
  if (given.networkDown) return { state, at: jitteredTime(NETWORK_RETRY_MINUTES, given.floorMinutes, given) };
  const next = afterFailure(state, poll, now);
  const backOff = backOffMinutes(next, classifyFailure(poll.code, poll.challenged).class, now);
  const wish = retryAfterMinutes(poll.retryAt, now);
  // Retry-After replaces our own back-off, but not the limits that publisher and host set besides
  if (wish !== null && next.failures <= RETRY_AFTER_TRUSTED)
    return { state: next, at: allowedTime(Math.max(wish, given.floorMinutes), given) };
  return { state: next, at: jitteredTime(backOff, Math.max(given.floorMinutes, wish ?? 0), given) };
}

/** Whether the server has answered 410 often enough for the feed to count as gone. */
export function isGone(state: Pick<ScheduleState, 'goneAnswers'>): boolean {
  return state.goneAnswers >= GONE_ANSWERS;
}

function afterSuccess(state: ScheduleState, newItems: number, { now, dueAt }: Circumstances): ScheduleState {
  const known = clampInterval(state.intervalMinutes);
  const lateBy = dueAt === null ? Number.POSITIVE_INFINITY : Math.abs(now - dueAt);
  const onTime = state.failures === 0 && lateBy <= Math.max(LATE_LEAST, known * MINUTE * LATE_SHARE);
  let judged = state.judged + (onTime ? 1 : 0);
  let idle = state.idle + (onTime && newItems === 0 ? 1 : 0);
  const lastNewAt = newItems > 0 ? now : state.lastNewAt;
  let interval = known;
  if (onTime && judged >= POLLS_TO_JUDGE) {
    const share = idle / judged;
    const dormant = now - lastNewAt >= DORMANT_AFTER;
    if (share >= TOO_OFTEN) interval += dormant ? LENGTHEN_DORMANT_MINUTES : LENGTHEN_MINUTES;
    else if (share < TOO_RARE) interval *= SHORTEN_FACTOR;
    if (interval !== known || judged >= MAX_POLLS_JUDGED) judged = idle = 0;
  }
  return {
    intervalMinutes: Math.min(clampInterval(interval), livelyMinutes(now - lastNewAt)),
    judged,
    idle,
    lastNewAt,
    failures: 0,
    failureWeight: 0,
    failingSince: null,
    lastFailedAt: null,
    goneAnswers: 0,
  };
}

function livelyMinutes(silence: number): number {
  for (const [days, minutes] of LIVELY) if (silence < days * DAY) return minutes;
  return MAX_INTERVAL_MINUTES;
}

function afterFailure(
  state: ScheduleState,
  poll: Extract<PollVerdict, { kind: 'failure' }>,
  now: number,
): ScheduleState {
  const { weight } = classifyFailure(poll.code, poll.challenged);
  return {
    ...state,
    failures: state.failures + 1,
    failureWeight: state.failureWeight + weight,
    failingSince: state.failingSince ?? now,
    lastFailedAt: now,
    goneAnswers: poll.code === 'http-410' ? state.goneAnswers + 1 : 0,
  };
}

function backOffMinutes(state: ScheduleState, kind: FailureClass, now: number): number {
  if (isGone(state) || now - (state.failingSince ?? now) >= WEEKLY_AFTER[kind]) return WEEK_MINUTES;
  const [least, most] = FIRST_RETRY_MINUTES;
  const first = Math.min(Math.max(clampInterval(state.intervalMinutes), least), most);
  return Math.min(first * 2 ** Math.min(Math.max(state.failureWeight - 1, 0), 16), DAY_MINUTES);
}

function retryAfterMinutes(retryAt: number | null, now: number): number | null {
  if (retryAt === null || !(retryAt > now)) return null;
  return Math.min(Math.max((retryAt - now) / MINUTE, MIN_INTERVAL_MINUTES), WEEK_MINUTES);
}

/** `minutes` from now with jitter, at least `floor` minutes, at an instant that `allowedTime` permits. */
function jitteredTime(minutes: number, floor: number, given: Circumstances): number {
  const spread = minutes * (1 + JITTER * (2 * given.random() - 1));
  const most = minutes <= MAX_INTERVAL_MINUTES ? MAX_INTERVAL_MINUTES : WEEK_MINUTES;
  return allowedTime(Math.max(Math.min(spread, most), MIN_INTERVAL_MINUTES, floor), given);
}

/** Not before `minutes` from now, nor before the host's time, outside skipped hours, in the feed's own phase. */
function allowedTime(minutes: number, { now, hostNotBefore, skip, phaseMs }: Circumstances): number {
  const earliest = Math.max(now + minutes * MINUTE, hostNotBefore ?? 0);
  return atPhase(afterSkipped(atPhase(earliest, phaseMs), skip), phaseMs);
}

function clampInterval(minutes: number): number {
  // NaN, or whatever else a damaged row may hold, counts as unknown
  if (!Number.isFinite(minutes)) return FIRST_INTERVAL_MINUTES;
  return Math.min(Math.max(minutes, MIN_INTERVAL_MINUTES), MAX_INTERVAL_MINUTES);
}
