/** Gives each feed its own offset within the minute, so that the feeds of one host are never due at the same instant. */

/** Polls are planned to the minute plus the feed's phase. */
const GRID_MS = 60_000;

/**
 * The feed's phase in milliseconds within the minute. `hostFeedIds`: ids of all feeds of its host, in any order, its own
 * included or not. Places are distinct for up to 60,000 feeds of one host, and a second apart for up to 60.
 */
export function phaseOf(feedId: string, host: string, hostFeedIds: readonly string[]): number {
  let place = 0;
  let count = 1;
  for (const id of new Set(hostFeedIds)) {
    if (id === feedId) continue;
    count++;
    if (id < feedId) place++;
  }
  return (hashOf(host) + Math.floor((place * GRID_MS) / count)) % GRID_MS;
}

/** The first instant at or after `at` (epoch ms) that has the phase. */
export function atPhase(at: number, phaseMs: number): number {
  return Math.ceil((at - phaseMs) / GRID_MS) * GRID_MS + phaseMs;
}

/** FNV-1a over UTF-16 units: spreads the hosts over the minute. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % GRID_MS;
}
