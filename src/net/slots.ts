/**
 * The rate limit per host, in memory: one request in flight, one start per interval, in order of asking. A turn ends when it
 * is released, not by a time-out, since the clock may jump: every request has time limits of its own, and releases its turn.
 */
import type { HostSlots, Turn } from '../core/ports.ts';

/** Shortest wait that is given out, and so, with no interval set, the distance between promised times. */
const MIN_STEP_MS = 5;
/** Longest wait before the next in line asks again, when the host is still busy at its promised time. */
const MAX_RECHECK_MS = 250;
/**
 * How late a claimant may be before it no longer holds up those behind it; it keeps its place. The interval counts instead
 * when it is shorter: where turns follow closely on a busy machine all come late, and each would send many away again.
 */
const MAX_GRACE_MS = 1_000;
/** A claimant this late is taken to be gone, and loses its place. */
const EXPIRY_MS = 5 * 60_000;
const PRUNE_EVERY_MS = 60_000;
/** Idle hosts are forgotten by checking this many at every claim. */
const SWEEP_HOSTS = 2;

interface Host {
  /** Identity of the turn that is held now. */
  holder: symbol | null;
  lastStart: number | null;
  /** The latest time promised to anyone in `line`. */
  tail: number;
  interval: number;
  /** When a turn was last claimed here. */
  askedAt: number;
  /** The time promised to each waiting claimant; insertion order is the order of the line. */
  readonly line: Map<string, number>;
  /** The same for claims of place `next`, which go before the line. */
  readonly first: Map<string, number>;
  /** When claimants that are gone were last removed. */
  prunedAt: number;
}

/** `intervalMs` between two starts at one host; 0 still means one at a time. */
export function createHostSlots(options: { readonly intervalMs: number }): HostSlots {
  // Insertion order is the order in which sweep() checks them.
  const hosts = new Map<string, Host>();

  function sweep(now: number): void {
    let looked = 0;
    for (const [name, host] of hosts) {
      if (looked === SWEEP_HOSTS) return;
      looked += 1;
      dropGone(host, now);
      hosts.delete(name);
      if (!isForgettable(host, now)) hosts.set(name, host);
    }
  }

  return {
    claim(name, claimant, now, intervalMs, place = 'last') {
      sweep(now);
      let host = hosts.get(name);
      if (host === undefined) {
        host = {
          holder: null,
          lastStart: null,
          tail: 0,
          interval: 0,
          askedAt: now,
          line: new Map(),
          first: new Map(),
          prunedAt: now,
        };
        hosts.set(name, host);
      }
      if (now < host.askedAt - MAX_GRACE_MS) setBack(host, now);
      host.askedAt = now;
      host.interval = Math.max(0, options.intervalMs, intervalMs ?? 0);
      return Promise.resolve(decide(host, claimant, now, place));
    },
    withdraw(name, claimant) {
      const host = hosts.get(name);
      host?.line.delete(claimant);
      host?.first.delete(claimant);
    },
  };
}

function decide(host: Host, claimant: string, now: number, place: 'last' | 'next'): Turn {
  const step = stepOf(host);
  /** When the interval since the last start is over. */
  const free = host.lastStart === null ? now : Math.min(host.lastStart, now) + host.interval;
  const open = host.holder === null && free <= now;
  /** When to ask again while another claimant has or is about to take its turn: nobody knows when that ends. */
  const soon = now + Math.min(step, MAX_RECHECK_MS);
  // A claimant keeps the place that it has, whatever place it asks for now.
  const line = host.first.has(claimant) || (place === 'next' && !host.line.has(claimant)) ? 'first' : 'line';
  const promised = host[line].get(claimant);
  if (promised === undefined) {
    if (open && !someoneExpected(host, line, now)) return grant(host, claimant, now);
    const next = afterAll(host, line, now, step);
    return promise(
      host,
      line,
      claimant,
      Math.max(open || host.holder !== null ? soon : now, free, next),
      now,
    );
  }
  if (promised > now) return { granted: false, waitMs: promised - now };
  const ahead = countAhead(host, line, claimant, now);
  if (open && ahead === 0) return grant(host, claimant, now);
  const earliest = host.holder === null ? Math.max(now, free) : Math.max(soon, free);
  return promise(host, line, claimant, earliest + ahead * step, now);
}

type Line = 'first' | 'line';

/** The earliest time after all that were promised; 0 when none were. */
function afterAll(host: Host, line: Line, now: number, step: number): number {
  if (line === 'line') return host.line.size === 0 ? 0 : host.tail + step;
  const expected = [...host.first.values()].filter((at) => at + graceOf(host) >= now);
  return expected.length === 0 ? 0 : Math.max(...expected) + step;
}

function grant(host: Host, claimant: string, now: number): Turn {
  const turn = Symbol(claimant);
  host.line.delete(claimant);
  host.first.delete(claimant);
  host.holder = turn;
  host.lastStart = now;
  const release = (): void => {
    if (host.holder === turn) host.holder = null;
  };
  return { granted: true, release };
}

/** The clock was set back: times promised by the old clock may be years away by the new one. */
function setBack(host: Host, now: number): void {
  host.line.clear();
  host.first.clear();
  host.tail = 0;
  if (host.lastStart !== null) host.lastStart = Math.min(host.lastStart, now);
}

function promise(host: Host, line: Line, claimant: string, at: number, now: number): Turn {
  host[line].set(claimant, at);
  if (line === 'line') host.tail = Math.max(host.tail, at);
  return { granted: false, waitMs: at - now };
}

/** Whether a start now would take the turn of a claimant that is due within the interval, or is a little late. */
function someoneExpected(host: Host, line: Line, now: number): boolean {
  const before = now + stepOf(host);
  const due = (at: number): boolean => at + graceOf(host) >= now && at < before;
  return host.first.values().some(due) || (line === 'line' && host.line.values().some(due));
}

const stepOf = ({ interval }: Host): number => Math.max(interval, MIN_STEP_MS);

const graceOf = (host: Host): number => Math.min(stepOf(host), MAX_GRACE_MS);

/** How many claimants ahead of this one can still be expected to come. */
function countAhead(host: Host, line: Line, claimant: string, now: number): number {
  let ahead = 0;
  for (const each of line === 'first' ? [host.first] : [host.first, host.line])
    for (const [other, at] of each) {
      if (other === claimant) return ahead;
      if (at + graceOf(host) >= now) ahead += 1;
    }
  return ahead;
}

/** Removes claimants that will not come any more, once in PRUNE_EVERY_MS. */
function dropGone(host: Host, now: number): void {
  if (Math.abs(now - host.prunedAt) < PRUNE_EVERY_MS) return;
  host.prunedAt = now;
  for (const line of [host.line, host.first])
    for (const [claimant, at] of line) if (at + EXPIRY_MS < now) line.delete(claimant);
}

function isForgettable(host: Host, now: number): boolean {
  const cooled = host.lastStart === null || host.lastStart + host.interval <= now;
  return host.line.size === 0 && host.first.size === 0 && cooled && host.holder === null;
}
