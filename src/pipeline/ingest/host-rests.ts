/** Hosts that asked for a rest, as this process heard it: what is queued for them already is not asked for before it ends. */
import type { Failure } from '../../core/errors.ts';
import { paceAfter } from '../../feed/watch/host-pace.ts';

/** Hosts remembered; the longest known goes first, and is then heard again at the price of one request. */
const MOST_HOSTS = 10_000;
/** A 503 may concern one address behind the host, so its Retry-After is believed for the host for this long only. */
const MAX_UNAVAILABLE_MS = 3_600_000;

export interface HostRests {
  /** Takes note of a failure of `url`; returns when its host may be asked again, null when it did not ask for a rest. */
  hear(url: string, failure: Failure, now: number): number | null;
  /** When the host of `url` may be asked again, null when it may now. */
  until(url: string, now: number): number | null;
}

export function createHostRests(): HostRests {
  const rests = new Map<string, { readonly heardAt: number; readonly until: number }>();
  return {
    hear: (url, failure, now) => {
      const until = restOf(failure, now);
      if (until === null || until <= now) return null;
      const { host } = new URL(url);
      rests.delete(host);
      rests.set(host, { heardAt: now, until });
      for (const oldest of rests.keys()) {
        if (rests.size <= MOST_HOSTS) break;
        rests.delete(oldest);
      }
      return until;
    },
    until: (url, now) => {
      const { host } = new URL(url);
      const rest = rests.get(host);
      if (rest === undefined) return null;
      // Heard in the future was heard by a clock that was wrong.
      if (rest.until > now && rest.heardAt <= now + 60_000) return rest.until;
      rests.delete(host);
      return null;
    },
  };
}

/** A 429 means what it means for feeds; the database has the strikes before and may keep the host back for longer. */
function restOf(failure: Failure, now: number): number | null {
  if (failure.status === 503)
    return failure.retryAt === undefined ? null : Math.min(failure.retryAt, now + MAX_UNAVAILABLE_MS);
  return paceAfter(null, failure, now)?.notBefore ?? null;
}
