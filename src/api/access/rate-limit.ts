/** Token buckets: each client may send a burst at once, and then so many requests a second. */

export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Clients that are remembered; beyond, the one that was heard least recently is forgotten, its bucket being fullest. */
const MOST_CLIENTS = 10_000;

/** `take` gives the seconds after which to ask again, 0 when the request may pass. */
export function createRateLimit({ burst, perSecond }: RateLimit): {
  take(client: string, now: number): number;
} {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take: (client, now) => {
      const { left, at } = buckets.get(client) ?? { left: burst, at: now };
      // A clock that is set back must not take from a bucket: hours of it would keep everyone out for ever.
      const seconds = Math.max(0, now - at) / 1000;
      const full = Math.min(burst, left + seconds * perSecond);
      const passes = full >= 1;
      // Written anew, so that the map stands in the order of the last request.
      buckets.delete(client);
      buckets.set(client, { left: passes ? full - 1 : full, at: now });
      const oldest = buckets.keys().next();
      if (buckets.size > MOST_CLIENTS && !oldest.done) buckets.delete(oldest.value);
      return passes ? 0 : Math.ceil((1 - full) / perSecond);
    },
  };
}
