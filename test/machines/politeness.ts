/** What the newsroom saw of how politely it was asked, by host. */
import type { LoggedRequest } from '../newsroom/http.ts';

export interface Politeness {
  /** The most requests in hand at one host at once. */
  readonly overlap: number;
  /** The most requests that began at one host within `windowMs`. */
  readonly busiest: number;
}

export function politenessOf(requests: readonly LoggedRequest[], windowMs: number): Politeness {
  const byHost = Map.groupBy(requests, ({ outlet }) => outlet);
  let busiest = 0;
  for (const own of byHost.values()) {
    const starts = own.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
    let first = 0;
    for (const [last, at] of starts.entries()) {
      while (at - (starts[first] ?? at) >= windowMs) first++;
      busiest = Math.max(busiest, last - first + 1);
    }
  }
  return { overlap: Math.max(0, ...requests.map(({ overlap }) => overlap)), busiest };
}
