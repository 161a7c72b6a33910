/** Infers from the latest polls of all hosts whether our own network is down, in which case no feed is to blame. */
import { momentText, spanText } from '../../text/shown/time-text.ts';

const MINUTE = 60_000;

/** How far back polls count: long enough for several hosts to have been polled, short enough to notice that the network is back. */
export const NETWORK_WINDOW_MS = 15 * MINUTE;
/** If all of fewer hosts fail, the fault may well be theirs. */
const MIN_HOSTS = 3;
/** Share of the polled hosts that were not reached. Four fifths of the web are never down at once; resolvers and lines often are. */
const DOWN_SHARE = 0.8;

/** One finished poll. Leave out hosts that had been failing for longer than the window: they say nothing about our network. */
export interface HostOutcome {
  readonly host: string;
  /** Epoch ms. */
  readonly at: number;
  /** The server answered, if only with a refusal. False: DNS or the connection failed (isUnreached). */
  readonly reached: boolean;
}

interface NetworkView {
  readonly down: boolean;
  /** The earliest failure that no answer from any host has followed; null while the network is up. */
  readonly since: number | null;
  /** For people: "11 of 12 hosts could not be reached since ...". */
  readonly why: string | null;
}

const UP: NetworkView = { down: false, since: null, why: null };

/**
 * `outcomes` in any order; those older than the window or later than `now` are not looked at. For each host its latest
 * poll counts. An answer from any host proves that the network was up at that time, so only polls since the last answer
 * are counted.
 */
export function networkView(outcomes: readonly HostOutcome[], now: number): NetworkView {
  const latest = new Map<string, HostOutcome>();
  let lastAnswer = 0;
  for (const outcome of outcomes) {
    if (outcome.at < now - NETWORK_WINDOW_MS || outcome.at > now) continue;
    if (outcome.reached) lastAnswer = Math.max(lastAnswer, outcome.at);
    const known = latest.get(outcome.host);
    if (known === undefined || known.at <= outcome.at) latest.set(outcome.host, outcome);
  }
  let failed = 0;
  let asked = 0;
  let since = now;
  for (const { at, reached } of latest.values()) {
    if (at < lastAnswer) continue;
    asked++;
    if (reached) continue;
    failed++;
    since = Math.min(since, at);
  }
  if (failed < MIN_HOSTS || failed / asked < DOWN_SHARE) return UP;
  return {
    down: true,
    since,
    why: `${failed} of ${asked} hosts could not be reached since ${momentText(since)}`,
  };
}

/** The network went down or came back: one event instead of one for each feed. */
export interface NetworkEvent {
  readonly kind: 'network-down' | 'network-up';
  readonly at: number;
  readonly why: string;
}

/** The event between two views; null when nothing changed. `before` null: nothing is known yet, the network counts as up. */
export function networkChange(
  before: NetworkView | null,
  after: NetworkView,
  now: number,
): NetworkEvent | null {
  if ((before?.down ?? false) === after.down) return null;
  if (after.down) return { kind: 'network-down', at: now, why: after.why ?? '' };
  const since = before?.since ?? null;
  const why = `hosts answer again${since === null ? '' : ` after ${spanText(now - since)}`}`;
  return { kind: 'network-up', at: now, why };
}
