/** Turns at hosts for work that waits in place: for a page whose rules were just read, and for further pages. */
import type { Failure } from '../core/errors.ts';
import type { HostSlots, Robots, Turn } from '../core/ports.ts';

export interface TurnDependencies {
  readonly slots: HostSlots;
  readonly robots: Robots;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export type Granted = Extract<Turn, { granted: true }>;

/** The longest Crawl-delay that is heeded, so that one who is next in line is always served. */
export const LONGEST_WAIT_MS = 60_000;

/** The host's next turn, or how far away it is when that is after `until`: the claim is then given up. */
export async function nextTurn(
  { slots, robots, now, wait }: TurnDependencies,
  url: string,
  claimant: string,
  until: number,
): Promise<Turn> {
  const { host } = new URL(url);
  for (;;) {
    const turn = await slots.claim(host, claimant, now(), robots.crawlDelayMs(url) ?? undefined, 'next');
    if (turn.granted) return turn;
    if (now() + turn.waitMs > until) {
      slots.withdraw(host, claimant);
      return turn;
    }
    await wait(turn.waitMs);
  }
}

/** Reads the rules for `url` as this turn's request, and gives it back: what they say, before others displace them. */
export async function readRules(
  { robots, now }: TurnDependencies,
  url: string,
  turn: Granted,
): Promise<ReturnType<Robots['check']>> {
  try {
    await robots.load(url, now());
  } finally {
    turn.release();
  }
  return robots.check(url, now());
}

/** Why it may not be asked for, as far as that is known. */
export function refusalOf(permission: ReturnType<Robots['check']>, url: string): Failure | null {
  if (typeof permission === 'object') return permission;
  if (permission !== 'disallowed') return null;
  return { code: 'robots', action: 'drop', message: `${url}: its site's robots.txt asks not to fetch it` };
}
