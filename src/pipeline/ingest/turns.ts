/** Waits for turns at hosts within a running job: for a page whose rules were just read, further pages, and redirects. */
import type { Failure } from '../../core/errors.ts';
import type { Fetcher, FetchOutcome, FetchRequest, HostSlots, Robots, Turn } from '../../core/ports.ts';
import { momentText } from '../../text/shown/time-text.ts';
import type { HostCooldowns } from './host-cooldowns.ts';

export interface TurnDependencies {
  readonly slots: HostSlots;
  readonly robots: Robots;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export type Granted = Extract<Turn, { granted: true }>;

/** Waits for the host's next turn. If that comes after `until` (epoch ms), withdraws the claim and returns the refusal. */
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

/** Loads the rules for `url` as this turn's request and releases the turn. Returns what they say, or why they failed to load. */
export async function readRules(
  deps: TurnDependencies,
  url: string,
  turn: Granted,
): Promise<ReturnType<Robots['check']>> {
  try {
    return await loadRules(deps, url);
  } finally {
    turn.release();
  }
}

async function loadRules(
  { robots, now }: TurnDependencies,
  url: string,
): Promise<ReturnType<Robots['check']>> {
  return (await robots.load(url, now())) ?? robots.check(url, now());
}

/** Why `url` must not be fetched; null when it may be, or nobody knows yet. */
export function refusalOf(permission: ReturnType<Robots['check']>, url: string): Failure | null {
  if (typeof permission === 'object') return permission;
  if (permission !== 'disallowed') return null;
  return {
    code: 'robots',
    action: 'drop',
    message: `robots.txt of ${new URL(url).host} asks not to fetch it`,
  };
}

/** How long a redirect to another host waits for its turn there, in the middle of a fetch. */
const REDIRECT_WAIT_MS = 5_000;

export interface Busy {
  readonly kind: 'busy';
  readonly waitMs: number;
}

/**
 * Fetches within `turn` and releases it. On a redirect to another host, the turn at the first, which has answered, is
 * exchanged for one at the other. `busy`: that turn is far away, and the whole fetch must be repeated after `waitMs`. Notes
 * the cooldown that a failure starts.
 */
export async function fetchInTurns(
  deps: TurnDependencies & { readonly fetcher: Fetcher; readonly cooldowns: HostCooldowns },
  claimant: string,
  request: FetchRequest,
  turn: Granted,
): Promise<FetchOutcome | Busy> {
  const { robots, now } = deps;
  const held = { turn, host: new URL(request.url).host };
  const stopped: { busy: Busy | null } = { busy: null };
  const onRedirect = async ({ href, host }: URL): Promise<Failure | null> => {
    if (host === held.host) return refuseByRobots(deps, href);
    held.turn.release();
    const until = now() + REDIRECT_WAIT_MS;
    let permission = robots.check(href, now());
    for (;;) {
      const refusal = refusalOf(permission, href) ?? cooldownFailure(deps, href);
      if (refusal !== null) return refusal;
      // Ahead of that host's line, which might be as long again when the fetch is repeated.
      const next = await nextTurn(deps, href, claimant, until);
      if (!next.granted) {
        stopped.busy = { kind: 'busy', waitMs: next.waitMs };
        return { code: 'paused', action: 'retry', message: `${host} is busy` };
      }
      if (permission === 'unknown') {
        permission = await readRules(deps, href, next);
        continue;
      }
      // A cooldown may have begun while this job waited for the turn.
      const cooldown = cooldownFailure(deps, href);
      if (cooldown !== null) {
        next.release();
        return cooldown;
      }
      held.turn = next;
      held.host = host;
      return null;
    }
  };
  try {
    const outcome = await deps.fetcher.fetch({ ...request, onRedirect });
    if (outcome.kind === 'failed') deps.cooldowns.note(outcome.url, outcome.failure, now());
    return stopped.busy ?? outcome;
  } finally {
    held.turn.release();
  }
}

/** Rules of another origin of the same host, say for https, are loaded at once, since the host's turn is held. */
async function refuseByRobots(deps: TurnDependencies, url: string): Promise<Failure | null> {
  const known = deps.robots.check(url, deps.now());
  return refusalOf(known === 'unknown' ? await loadRules(deps, url) : known, url);
}

/** The cooldown of the host of `url` as a failure; null when it is in none. */
export function cooldownFailure(
  { cooldowns, now }: TurnDependencies & { readonly cooldowns: HostCooldowns },
  url: string,
): Failure | null {
  const retryAt = cooldowns.until(url, now());
  if (retryAt === null) return null;
  const message = `${new URL(url).host} asked to be left alone until ${momentText(retryAt)}`;
  return { code: 'paused', action: 'retry', message, retryAt };
}
