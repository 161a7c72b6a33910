/** Decides which validators a poll sends, and when a server's "not modified" is no longer believed. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Some servers answer 304 for ever, from a stale cache or a broken plugin, so the whole document is requested once a day. */
const FULL_EVERY_MS = DAY;
/** How long validators are not sent to a server whose validators did not change although its items did. */
const DISTRUST_MS = 30 * DAY;
/** Longer validators, or ones with control characters, are not sent back: real ones are hashes and dates. */
const MAX_VALIDATOR = 512;

/** What is kept of a feed's last full response. Times are epoch ms. */
export interface ValidatorState {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** SHA-256 of the body, hex. */
  readonly bodyHash: string | null;
  /** When the last full response came. */
  readonly lastFullAt: number | null;
  /** No validators are sent before this time. */
  readonly distrustUntil: number | null;
}

export const NO_VALIDATORS: ValidatorState = {
  etag: null,
  lastModified: null,
  bodyHash: null,
  lastFullAt: null,
  distrustUntil: null,
};

/** What to send. `full`: no validators are sent, so that the whole document comes. */
interface ConditionalRequest {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly full: boolean;
}

export type Answer =
  | { readonly kind: 'not-modified' }
  | {
      readonly kind: 'document';
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly bodyHash: string;
      /** Items that no earlier poll brought. */
      readonly newItems: number;
    };

/**
 * Both validators, as RFC 9110 13.1.3 asks of a client that has both (the server decides by the stronger), except when
 * the last whole document is a day old or the server's validators have been wrong.
 */
export function conditionalRequest(state: ValidatorState, now: number): ConditionalRequest {
  const stale = state.lastFullAt === null || now - state.lastFullAt >= FULL_EVERY_MS;
  const distrusted = state.distrustUntil !== null && now < state.distrustUntil;
  if (stale || distrusted) return { etag: null, lastModified: null, full: true };
  const etag = sendable(state.etag);
  const lastModified = sendable(state.lastModified);
  return { etag, lastModified, full: etag === null && lastModified === null };
}

/**
 * The state after an answer. `unchanged`: nothing needs to be read, by the server's word or because the body is the same
 * again. `staleValidators`: new items came under validators that had not changed, so every 304 since was wrong.
 */
export function afterAnswer(
  state: ValidatorState,
  answer: Answer,
  now: number,
): { readonly state: ValidatorState; readonly unchanged: boolean; readonly staleValidators: boolean } {
  if (answer.kind === 'not-modified') return { state, unchanged: true, staleValidators: false };
  const { etag, lastModified, bodyHash, newItems } = answer;
  const unchanged = bodyHash === state.bodyHash;
  const stale = !unchanged && newItems > 0 && sameValidators(state, answer);
  const distrusted = state.distrustUntil !== null && now < state.distrustUntil;
  const distrustUntil = stale ? now + DISTRUST_MS : distrusted ? state.distrustUntil : null;
  return {
    state: { etag, lastModified, bodyHash, lastFullAt: now, distrustUntil },
    unchanged,
    staleValidators: stale,
  };
}

/** The stronger validator decides: where there is an ETag, an equal Last-Modified proves nothing. */
function sameValidators(
  state: ValidatorState,
  answer: { readonly etag: string | null; readonly lastModified: string | null },
): boolean {
  if (state.etag !== null || answer.etag !== null) return state.etag === answer.etag;
  return state.lastModified !== null && state.lastModified === answer.lastModified;
}

/** The validator if it may be sent back, else null. */
export function sendable(validator: string | null): string | null {
  if (validator === null || validator.length > MAX_VALIDATOR) return null;
  return /^[\x20-\x7e\x80-\xff]+$/.test(validator) ? validator : null;
}
