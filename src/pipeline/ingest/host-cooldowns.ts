/** Cooldowns of hosts that answered 429, or 503 with Retry-After, in this process: what is queued for them waits until the end. */
import type { Failure } from '../../core/errors.ts';
import { paceAfter } from '../../feed/watch/host-pace.ts';

/** Hosts remembered. The oldest entry is evicted first, which costs one request to its host. */
const MOST_HOSTS = 10_000;
/** A 503 may concern one address behind the host, so its Retry-After is believed for the host for this long only. */
const MAX_UNAVAILABLE_MS = 3_600_000;

/** Times are epoch ms. */
export interface HostCooldowns {
  /** Records a failure of `url`; returns the end of its host's cooldown, null when the failure starts none. */
  note(url: string, failure: Failure, now: number): number | null;
  /** The end of the cooldown of the host of `url`, null when it is in none. */
  until(url: string, now: number): number | null;
}

export function createHostCooldowns(): HostCooldowns {
  const cooldowns = new Map<string, { readonly notedAt: number; readonly until: number }>();
  return {
    note: (url, failure, now) => {
      const until = cooldownAfter(failure, now);
      if (until === null || until <= now) return null;
      const { host } = new URL(url);
      cooldowns.delete(host);
      cooldowns.set(host, { notedAt: now, until });
      for (const oldest of cooldowns.keys()) {
        if (cooldowns.size <= MOST_HOSTS) break;
        cooldowns.delete(oldest);
      }
      return until;
    },
    until: (url, now) => {
      const { host } = new URL(url);
      const cooldown = cooldowns.get(host);
      if (cooldown === undefined) return null;
      // An entry dated in the future was made while the clock was wrong.
      if (cooldown.until > now && cooldown.notedAt <= now + 60_000) return cooldown.until;
      cooldowns.delete(host);
      return null;
    },
  };
}

/** A 429 counts as for feeds, but always as the first in a row: the database knows those before, and may set a longer one. */
function cooldownAfter(failure: Failure, now: number): number | null {
  if (failure.status === 503)
    return failure.retryAt === undefined ? null : Math.min(failure.retryAt, now + MAX_UNAVAILABLE_MS);
  return paceAfter(null, failure, now)?.notBefore ?? null;
}
