/** Turns at hosts for work that waits in place: for a page whose rules were just read, further pages, and redirects. */
import type { Failure } from '../../core/errors.ts';
import type { Fetcher, FetchOutcome, FetchRequest, HostSlots, Robots, Turn } from '../../core/ports.ts';
import { momentText } from '../../text/shown/time-text.ts';
import type { HostRests } from './host-rests.ts';

export interface TurnDependencies {
  readonly slots: HostSlots;
  readonly robots: Robots;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export type Granted = Extract<Turn, { granted: true }>;

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

/** Reads the rules for `url` as this turn's request, and gives it back: what they say, or why they could not be had. */
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

/** Why it may not be asked for, as far as that is known. */
export function refusalOf(permission: ReturnType<Robots['check']>, url: string): Failure | null {
  if (typeof permission === 'object') return permission;
  if (permission !== 'disallowed') return null;
  return {
    code: 'robots',
    action: 'drop',
    message: `robots.txt of ${new URL(url).host} asks not to fetch it`,
  };
}

/** The turn of a host that is only so much away is waited for with the answer of the host before in hand. */
const REDIRECT_WAIT_MS = 5_000;

export interface Busy {
  readonly kind: 'busy';
  readonly waitMs: number;
}

/**
 * Fetches within `turn`, and gives it back. A redirect to another host waits for the turn there, which is then held in its
 * place: the host before has answered. `busy`: that turn is far away, and all is to be asked again after `waitMs`. A host that
 * asks for a rest is heard.
 */
export async function fetchInTurns(
  deps: TurnDependencies & { readonly fetcher: Fetcher; readonly rests: HostRests },
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
      const refusal = refusalOf(permission, href) ?? restFailure(deps, href);
      if (refusal !== null) return refusal;
      // Before the line of that host, which would otherwise be as long when this is asked for again.
      const next = await nextTurn(deps, href, claimant, until);
      if (!next.granted) {
        stopped.busy = { kind: 'busy', waitMs: next.waitMs };
        return { code: 'paused', action: 'retry', message: `${host} is busy` };
      }
      if (permission === 'unknown') {
        permission = await readRules(deps, href, next);
        continue;
      }
      // It may have asked for its rest while this one waited in its line.
      const rest = restFailure(deps, href);
      if (rest !== null) {
        next.release();
        return rest;
      }
      held.turn = next;
      held.host = host;
      return null;
    }
  };
  try {
    const outcome = await deps.fetcher.fetch({ ...request, onRedirect });
    if (outcome.kind === 'failed') deps.rests.hear(outcome.url, outcome.failure, now());
    return stopped.busy ?? outcome;
  } finally {
    held.turn.release();
  }
}

/** Other rules of the same host, those of https say, are read at once: its turn is held. */
async function refuseByRobots(deps: TurnDependencies, url: string): Promise<Failure | null> {
  const known = deps.robots.check(url, deps.now());
  return refusalOf(known === 'unknown' ? await loadRules(deps, url) : known, url);
}

/** Why its host is not asked now; null when it may be. */
export function restFailure(
  { rests, now }: TurnDependencies & { readonly rests: HostRests },
  url: string,
): Failure | null {
  const retryAt = rests.until(url, now());
  if (retryAt === null) return null;
  const message = `${new URL(url).host} asked to be left alone until ${momentText(retryAt)}`;
  return { code: 'paused', action: 'retry', message, retryAt };
}
