/** Records poll by poll when a source was watched and when we were blind to it, and summarises that in one line. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A poll no later than this counts as on time: sweeps, slow hosts and politeness take minutes. */
const GRACE_MS = 15 * MINUTE;
/** Shorter blind windows are not reported: the next poll makes up for them, and no list of articles is wrong for them. */
const LEAST_BLIND_MS = HOUR;

/** A poll as coverage needs it. Times are epoch ms. */
export interface WatchedPoll {
  readonly at: number;
  /** `unchanged` counts as a document whose items are all known. */
  readonly outcome: 'polled' | 'unchanged' | 'failed';
  readonly seen: number;
  readonly new: number;
  readonly known: number;
  /** When the next poll was planned for. */
  readonly nextAt: number;
  /** New items came under validators that had not changed (conditional.ts): the 304s before it proved nothing. */
  readonly staleValidators?: boolean;
  /** Failure code, for the reason. */
  readonly code: string | null;
}

/** What must be kept of a feed between two polls. */
export interface WatchState {
  readonly lastSuccessAt: number | null;
  /** The first success; null before it, and for feeds that are older than this field (`watchedFrom`). */
  readonly firstSuccessAt: number | null;
  /** When a document was last read; later successes were answers that it had not changed. */
  readonly lastDocumentAt: number | null;
  /** The last document that was read had items, so the next one should contain some of them. */
  readonly hadItems: boolean;
  /** When the next poll is planned; if none comes, the feed is unwatched from then on. Null before the first poll. */
  readonly dueAt: number | null;
  /** The first failure since the last success. */
  readonly blindSince: number | null;
  readonly reason: string | null;
}

export const UNWATCHED: WatchState = {
  lastSuccessAt: null,
  firstSuccessAt: null,
  lastDocumentAt: null,
  hadItems: false,
  dueAt: null,
  blindSince: null,
  reason: null,
};

/** A period in which news could not be seen, epoch ms. `until` null: it is still open. */
export interface BlindWindow {
  readonly from: number;
  readonly until: number | null;
  /**
   * A failure code, `not-asked` (we did not run, or the feed was paused), `stale-304` (the server said
   * "not modified" when it was) or `overrun` (more came than the document holds).
   */
  readonly reason: string;
  /**
   * Whether items may have been lost: the first document afterwards knew nothing of the one before. When it did, all
   * that was published meanwhile has arrived, only late. True while the window is open.
   */
  readonly mayHaveMissed: boolean;
}

/** The state after a poll; `window` is the blind window that it ended, to be stored. Polls must come in order of time. */
export function watchPoll(
  state: WatchState,
  poll: WatchedPoll,
): { readonly state: WatchState; readonly window: BlindWindow | null } {
  const blind = blindFrom(state, poll.at);
  if (poll.outcome === 'failed') {
    const blindSince = blind?.from ?? poll.at;
    const reason = blind?.reason ?? poll.code ?? 'failed';
    return { state: { ...state, dueAt: poll.nextAt, blindSince, reason }, window: null };
  }
  const overlaps = poll.outcome === 'unchanged' || poll.known > 0 || !state.hadItems || poll.seen === 0;
  const after: WatchState = {
    lastSuccessAt: poll.at,
    firstSuccessAt: state.lastSuccessAt === null ? poll.at : (state.firstSuccessAt ?? null),
    lastDocumentAt: poll.outcome === 'polled' ? poll.at : state.lastDocumentAt,
    hadItems: poll.outcome === 'unchanged' ? state.hadItems : poll.seen > 0,
    dueAt: poll.nextAt,
    blindSince: null,
    reason: null,
  };
  if (poll.staleValidators && state.lastDocumentAt !== null) {
    const window = {
      from: state.lastDocumentAt,
      until: poll.at,
      reason: 'stale-304',
      mayHaveMissed: !overlaps,
    };
    return { state: after, window };
  }
  if (blind !== null) {
    // items may have been lost from right after the last success on
    const from = overlaps ? blind.from : (state.lastSuccessAt ?? blind.from);
    const window: BlindWindow = { from, until: poll.at, reason: blind.reason, mayHaveMissed: !overlaps };
    return { state: after, window };
  }
  const overrun = !overlaps && state.lastSuccessAt !== null && poll.new > 0;
  const window: BlindWindow | null = overrun
    ? { from: state.lastSuccessAt ?? poll.at, until: poll.at, reason: 'overrun', mayHaveMissed: true }
    : null;
  return { state: after, window };
}

/** The window that is open at `now`, or null. */
function openWindow(state: WatchState, now: number): BlindWindow | null {
  const blind = blindFrom(state, now);
  return blind === null ? null : { ...blind, until: null, mayHaveMissed: true };
}

function blindFrom(
  state: WatchState,
  now: number,
): { readonly from: number; readonly reason: string } | null {
  if (state.blindSince !== null) return { from: state.blindSince, reason: state.reason ?? 'failed' };
  if (state.dueAt !== null && now > state.dueAt + GRACE_MS) return { from: state.dueAt, reason: 'not-asked' };
  return null;
}

export interface SourceHistory {
  readonly feedId: string;
  readonly name: string;
  readonly addedAt: number;
  /** Stored windows that touch the period, in any order. */
  readonly windows: readonly BlindWindow[];
  readonly state: WatchState;
}

export interface SourceCoverage {
  readonly feedId: string;
  readonly name: string;
  /** Share of the period that was watched, 0 to 1; time before `watchedSince` was not. Null for an empty period. */
  readonly share: number | null;
  /** When it was first read; null when it never was. */
  readonly watchedSince: number | null;
  /** Cut to the period, in order of time; `until` null only for one that is open at its end. */
  readonly windows: readonly BlindWindow[];
  /** Some items may be missing: from a window, or because the period began before the source was watched. */
  readonly mayHaveMissed: boolean;
}

/** `until` is now, or earlier: nothing is known of the future. Epoch ms. */
export interface Period {
  readonly since: number;
  readonly until: number;
}

export function coverageOf(source: SourceHistory, { since, until }: Period): SourceCoverage {
  const { feedId, name, addedAt, state } = source;
  const watchedSince = watchedFrom(source);
  const from = Math.max(since, addedAt);
  const open = openWindow(state, until);
  const windows = [...source.windows, ...(open === null ? [] : [open])]
    .filter((window) => window.from < until && (window.until ?? until) > from)
    .map((window) => ({
      ...window,
      from: Math.max(window.from, from),
      until: window.until !== null && window.until <= until ? window.until : null,
    }))
    .toSorted((a, b) => a.from - b.from);
  let reached = clamp(watchedSince ?? until, since, until);
  let blind = reached - since;
  for (const window of windows) {
    const end = window.until ?? until;
    blind += Math.max(0, end - Math.max(window.from, reached));
    reached = Math.max(reached, end);
  }
  const share = until > since ? 1 - blind / (until - since) : null;
  const mayHaveMissed = startedLate(watchedSince, since) || windows.some((window) => window.mayHaveMissed);
  return { feedId, name, share, watchedSince, windows, mayHaveMissed };
}

/** For a feed that is older than `firstSuccessAt`, the time it was added is the best estimate. */
function watchedFrom({ addedAt, state }: SourceHistory): number | null {
  return state.firstSuccessAt ?? (state.lastSuccessAt === null ? null : addedAt);
}

const clamp = (at: number, least: number, most: number): number => Math.max(least, Math.min(at, most));

/** As with blind windows, a delay of minutes is not reported. */
function startedLate(watchedSince: number | null, since: number): boolean {
  return watchedSince === null || watchedSince - since >= LEAST_BLIND_MS;
}

/** The share of all sources' time that was watched; null without any. */
export function wholeShare(coverages: readonly SourceCoverage[]): number | null {
  const shares = coverages.flatMap(({ share }) => share ?? []);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** The last line of a report or of a list with a start date: sources first watched within the period, then `blindLine`. */
export function coverageLine(coverages: readonly SourceCoverage[], period: Period): string | null {
  const parts = [lateLine(coverages, period), blindLine(coverages, period)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; ');
}

function lateLine(coverages: readonly SourceCoverage[], { since }: Period): string | null {
  const late = coverages.filter(({ watchedSince }) => startedLate(watchedSince, since));
  const days = late.flatMap(({ watchedSince }) => (watchedSince === null ? [] : dayOf(watchedSince)));
  const never = late.length - days.length;
  const parts: string[] = [];
  if (days.length > 0) {
    const [first, last] = [Math.min(...days), Math.max(...days)].map((day) => spellDays([day], dayOf(since)));
    const latest = last === first ? '' : `, the last of them since ${last}`;
    const have = days.length === 1 ? 'has' : 'have';
    parts.push(`${ofAll(days.length, coverages)} ${have} been watched only since ${first}${latest}`);
  }
  if (never > 0) parts.push(`${ofAll(never, coverages)} ${never === 1 ? 'has' : 'have'} never been read`);
  return parts.length === 0 ? null : parts.join('; ');
}

const ofAll = (count: number, { length }: readonly SourceCoverage[]): string =>
  `${count} of ${length} ${length === 1 ? 'source' : 'sources'}`;

/** The last line of lists without a start date: how many sources were blind, and when. Null if none was for an hour. */
export function blindLine(coverages: readonly SourceCoverage[], { since, until }: Period): string | null {
  const isReported = (window: BlindWindow): boolean =>
    (window.until ?? until) - window.from >= LEAST_BLIND_MS;
  const blind = coverages.filter(({ windows }) => windows.some(isReported));
  if (blind.length === 0) return null;
  const caughtUp = blind.filter(
    ({ windows }) => !windows.some((one) => isReported(one) && one.mayHaveMissed),
  ).length;
  const days = new Set<number>();
  for (const window of blind.flatMap(({ windows }) => windows.filter(isReported)))
    for (let day = dayOf(window.from); day <= dayOf((window.until ?? until) - 1); day++) days.add(day);
  const were = blind.length === 1 ? 'was' : 'were';
  const caught =
    caughtUp === 0 ? '' : caughtUp === blind.length ? ' and caught up' : `; ${caughtUp} of them caught up`;
  return `${ofAll(blind.length, coverages)} ${were} blind on ${spellDays([...days], dayOf(since))}${caught}`;
}

const DAY = 24 * HOUR;
const dayOf = (at: number): number => Math.floor(at / DAY);

/** More stretches than this are summarised by the first and the last day. */
const MAX_STRETCHES = 3;

/** "3-5 Nov", "30 Oct-2 Nov and 9 Nov"; the year where it is not that of `firstDay`. Days since the epoch, UTC. */
function spellDays(days: readonly number[], firstDay: number): string {
  const stretches: { from: number; to: number }[] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last !== undefined && day === last.to + 1) last.to = day;
    else stretches.push({ from: day, to: day });
  }
  const year = new Date(firstDay * DAY).getUTCFullYear();
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return '';
  if (stretches.length > MAX_STRETCHES) {
    return `${days.length} days of ${spellStretch(first.from, last.to, year)}`;
  }
  const spelled = stretches.map(({ from, to }) => spellStretch(from, to, year));
  return spelled.length === 1
    ? (spelled[0] ?? '')
    : `${spelled.slice(0, -1).join(', ')} and ${spelled.at(-1)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function spellStretch(from: number, to: number, year: number): string {
  const start = new Date(from * DAY);
  const end = new Date(to * DAY);
  const month = (date: Date): string => {
    const name = MONTHS[date.getUTCMonth()] ?? '';
    return date.getUTCFullYear() === year ? name : `${name} ${date.getUTCFullYear()}`;
  };
  if (from === to) return `${start.getUTCDate()} ${month(start)}`;
  if (month(start) === month(end)) return `${start.getUTCDate()}-${end.getUTCDate()} ${month(end)}`;
  return `${start.getUTCDate()} ${month(start)}-${end.getUTCDate()} ${month(end)}`;
}
