/** Adopts the target of a permanent redirect as a feed's address once it has proved itself, and keeps what is needed to undo that. */

import type { FeedItem } from '../../core/model.ts';
import { DAY_MS } from '../../text/date/time.ts';

/** A misconfigured server or a hotel's login page redirects everything for an hour; five polls over three days are a decision. */
const POLLS_TO_ADOPT = 5;
const DAYS_TO_ADOPT = 3;
/** Share of the target's items that must be known from before. Feeds turn over between polls, but never by more than half within days. */
const SAME_SHARE = 0.5;
/** A longer document passes with this many of them, if they are that share of the known items: the new address may list more. */
const SAME_ITEMS = 5;
/** Statuses that mean "from now on" (RFC 9110 15.4.2 and 15.4.9). */
const PERMANENT: ReadonlySet<number> = new Set([301, 308]);
const MAX_HISTORY = 20;
const MAX_REFUSED = 20;

/** The target of a permanent redirect, on trial. Times are epoch ms. */
export interface MoveCandidate {
  readonly url: string;
  readonly polls: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The target is not this feed: it is never adopted automatically, a person has to decide. */
  readonly mismatch: boolean;
}

export interface Move {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly undoneAt: number | null;
}

export interface MoveState {
  /** The address that is polled. */
  readonly url: string;
  readonly candidate: MoveCandidate | null;
  /** Oldest first. */
  readonly history: readonly Move[];
  /** Targets of undone moves: not adopted again. */
  readonly refused: readonly string[];
}

export type MoveEvent =
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  /** A permanent redirect to something else; emitted once for each target, whatever its query. */
  | { readonly kind: 'move-doubtful'; readonly from: string; readonly to: string };

export function unmoved(url: string): MoveState {
  return { url, candidate: null, history: [], refused: [] };
}

/** What a poll saw of redirects. Polls that failed before any answer must not be passed to `observeMove`. */
export interface MoveObservation {
  readonly at: number;
  /** Every redirect on the way, in order. */
  readonly redirects: readonly { readonly status: number; readonly to: string }[];
  /** At the end of the chain: this feed (sameItems, or the document unchanged), another document, or an error. */
  readonly found: 'same' | 'other' | 'failed';
}

/**
 * The end of the permanent redirects with which the chain begins: a temporary one, and whatever follows it, does not
 * count. Null if there is none, or if they lead back to `url`.
 */
export function permanentTarget(
  url: string,
  redirects: readonly { readonly status: number; readonly to: string }[],
): string | null {
  let target: string | null = null;
  for (const { status, to } of redirects) {
    if (!PERMANENT.has(status)) break;
    target = to;
  }
  return target === url ? null : target;
}

/** The state after a poll. `state.url` is the address to poll from now on; a `moved` event reports that it has changed. */
export function observeMove(
  state: MoveState,
  { at, redirects, found }: MoveObservation,
): { readonly state: MoveState; readonly event: MoveEvent | null } {
  const target = permanentTarget(state.url, redirects);
  if (target === null || state.refused.includes(target)) {
    return { state: state.candidate === null ? state : { ...state, candidate: null }, event: null };
  }
  const known = isOnTrial(state.candidate, target) ? state.candidate : null;
  // five in a row: an error at the new address starts the count again
  if (found === 'failed') {
    const candidate = known?.mismatch ? known : null;
    return { state: { ...state, candidate }, event: null };
  }
  const mismatch = known?.mismatch === true || found === 'other';
  const candidate: MoveCandidate = {
    url: target,
    polls: (known?.polls ?? 0) + 1,
    firstAt: known?.firstAt ?? at,
    lastAt: at,
    mismatch,
  };
  if (mismatch) {
    const first = known?.mismatch !== true;
    return {
      state: { ...state, candidate },
      event: first ? { kind: 'move-doubtful', from: state.url, to: target } : null,
    };
  }
  if (candidate.polls < POLLS_TO_ADOPT || at - candidate.firstAt < DAYS_TO_ADOPT * DAY_MS)
    return { state: { ...state, candidate }, event: null };
  return { state: moveTo(state, target, at), event: { kind: 'moved', from: state.url, to: target } };
}

/**
 * Whether `target` is the one on trial. That of a mismatch is compared without its query, as sign-in pages carry a new
 * token each time; an address that may be adopted must stay the same to the letter.
 */
export function isOnTrial(candidate: MoveCandidate | null, target: string): candidate is MoveCandidate {
  if (candidate === null) return false;
  return candidate.mismatch ? withoutQuery(candidate.url) === withoutQuery(target) : candidate.url === target;
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

/** Adopts `url` at once, as when a person asks for it; an earlier refusal of it is cleared. */
export function moveTo(state: MoveState, url: string, at: number): MoveState {
  const move: Move = { from: state.url, to: url, at, undoneAt: null };
  return {
    url,
    candidate: null,
    history: [...state.history, move].slice(-MAX_HISTORY),
    refused: state.refused.filter((refused) => refused !== url),
  };
}

/** Undoes the latest move that is not undone yet and refuses its target from then on. Null if there is none. */
export function undoMove(state: MoveState, at: number): MoveState | null {
  const index = state.history.findLastIndex((move) => move.undoneAt === null);
  const move = state.history[index];
  if (move === undefined) return null;
  return {
    url: move.from,
    candidate: null,
    history: state.history.with(index, { ...move, undoneAt: at }),
    refused: [...state.refused, state.url].slice(-MAX_REFUSED),
  };
}

/** What an item can be recognised by after a move. */
export type ItemMark = Pick<FeedItem, 'guid' | 'url' | 'title'>;

/**
 * Whether a document holds the items of a feed: at least half of its items are among `before`, or at least five and half
 * of `before` among its items; by guid, by path and query of the link (a new host keeps them) or by title. `before` must
 * have been seen BEFORE the redirect began, or any document would vouch for itself at the second poll. An empty document,
 * or nothing to compare with, is never the same.
 */
export function sameItems(before: readonly ItemMark[], found: readonly ItemMark[]): boolean {
  if (before.length === 0 || found.length === 0) return false;
  const marks = new Set(before.flatMap(marksOf));
  const same = found.filter((item) => marksOf(item).some((mark) => marks.has(mark))).length;
  return same / found.length >= SAME_SHARE || (same >= SAME_ITEMS && same / before.length >= SAME_SHARE);
}

/** Front pages and one-word titles are shared by items that have nothing to do with one another. */
const MIN_PATH = 6;
const MIN_TITLE = 10;

function marksOf({ guid, url, title }: ItemMark): string[] {
  const marks: string[] = [];
  if (guid) marks.push(`guid ${guid}`);
  const address = url === null ? null : URL.parse(url);
  if (address !== null && address.pathname.length >= MIN_PATH)
    marks.push(`path ${address.pathname.replace(/\/$/, '')}${address.search}`);
  if (title !== null && title.length >= MIN_TITLE) marks.push(`title ${title.toLowerCase()}`);
  return marks;
}
