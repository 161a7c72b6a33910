/** Token buckets: each client may send a burst of requests at once, and `perSecond` on average after that. */

export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Clients that are remembered; beyond that, the least recently seen is forgotten: its bucket has refilled most. */
const MAX_CLIENTS = 10_000;

/** `take` counts one request and returns 0 when it may pass, else the seconds to wait. `now`: epoch ms. */
export function createRateLimit({ burst, perSecond }: RateLimit): {
  take(client: string, now: number): number;
} {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take: (client, now) => {
      const { left, at } = buckets.get(client) ?? { left: burst, at: now };
      // A clock that is set back must not drain a bucket: set back by hours, it would lock everyone out.
      const seconds = Math.max(0, now - at) / 1000;
      const available = Math.min(burst, left + seconds * perSecond);
      const passes = available >= 1;
      // Inserted anew, so that the map is ordered by last request.
      buckets.delete(client);
      buckets.set(client, { left: passes ? available - 1 : available, at: now });
      const oldest = buckets.keys().next();
      if (buckets.size > MAX_CLIENTS && !oldest.done) buckets.delete(oldest.value);
      return passes ? 0 : Math.ceil((1 - available) / perSecond);
    },
  };
}
