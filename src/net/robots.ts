/** Keeps the robots rules of hosts, RFC 9309: fetched when asked for, kept for a day, bounded in number and size. */
import { type Failure, isFailure } from '../core/errors.ts';
import type { Fetcher, FetchOutcome, Robots } from '../core/ports.ts';
import { isUnreached } from '../feed/watch/failure-class.ts';
import { momentText } from '../text/shown/time-text.ts';
import { type RobotsRules, readRobotsRules } from './robots-rules.ts';

export interface RobotsOptions {
  readonly fetcher: Fetcher;
  /** The crawler's product token, as sites write it in robots.txt. */
  readonly userAgentToken: string;
  /** Origins kept at the same time. */
  readonly cacheHosts?: number;
  /**
   * What cannot be had for longer than this is no outage that passes: articles then come to their end, try by try. 0 for a process
   * that is not there to see how long it lasts.
   */
  readonly outageMs?: number;
}

/** Some 20 MB of rules of the usual size. More hosts than this take turns in smaller crowds; see `isCrowded`. */
const DEFAULT_CACHE_HOSTS = 20_000;
/** All kept rules together, in characters: 20,000 hosts with the few lines that most sites have for everybody. */
const CACHE_CHARACTERS = 16_000_000;
/** RFC 9309 section 2.4: not longer than a day. */
const FRESH_MS = 24 * 3_600_000;
/** While a host cannot be asked, ask again this often at most. */
const RETRY_MS = 10 * 60_000;
const OUTAGE_MS = 60 * 60_000;
/** Rules that go sooner than this after they were read are gone before the pages that waited for them were asked for. */
const LATELY_MS = 10 * 60_000;
/** Clocks are set by this much without anybody noticing. */
const CLOCK_TOLERANCE_MS = 60_000;

/** What RFC 9309 section 2.5 asks a crawler to read at least, and what is read at most. */
const READ_BYTES = 500 * 1024;

/** A Failure is why the rules could not be had: nothing may be fetched until they can. */
type Standing = RobotsRules | 'allow-all' | Failure;

interface Entry {
  readonly standing: Standing;
  /** Since when they could not be had, time after time; null while they can. */
  readonly failingSince: number | null;
  /** When it was asked for. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

/**
 * Rules by origin. 2xx is read; 4xx, endless redirects and refused answers mean that there are no rules; 429, 5xx and
 * an unreachable host are a Failure until asked again, with the last good rules standing in where there are some.
 * The RFC lets a crawler assume "no rules" after a month out of reach; this does not.
 */
export function createRobots(options: RobotsOptions): Robots {
  const token = options.userAgentToken.toLowerCase();
  const outageMs = options.outageMs ?? OUTAGE_MS;
  const maxHosts = Math.max(1, options.cacheHosts ?? DEFAULT_CACHE_HOSTS);
  // Insertion order is order of last use: the first entry goes first.
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Promise<Failure | null>>();
  let characters = 0;
  let crowdedAt = Number.NEGATIVE_INFINITY;

  function forget(origin: string): void {
    const entry = entries.get(origin);
    if (entry === undefined) return;
    characters -= sizeOf(entry);
    entries.delete(origin);
  }

  function readLately(origin: string, now: number): boolean {
    const askedAt = entries.get(origin)?.askedAt;
    return askedAt !== undefined && now - askedAt < LATELY_MS;
  }

  function keep(origin: string, entry: Entry): void {
    forget(origin);
    entries.set(origin, entry);
    characters += sizeOf(entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxHosts && characters <= CACHE_CHARACTERS) break;
      if (readLately(oldest, entry.askedAt)) crowdedAt = entry.askedAt;
      forget(oldest);
    }
  }

  async function fetchRules(origin: string, now: number): Promise<Failure | null> {
    const robotsUrl = `${origin}/robots.txt`;
    const outcome = await options.fetcher.fetch({ url: robotsUrl, kind: 'robots' });
    const standing = readOutcome(outcome, robotsUrl, token);
    if (!isFailure(standing)) {
      keep(origin, { standing, failingSince: null, askedAt: now, expiresAt: now + FRESH_MS });
      return null;
    }
    const expiresAt = Math.min(Math.max(now + RETRY_MS, standing.retryAt ?? 0), now + FRESH_MS);
    const last = entries.get(origin);
    if (last !== undefined && !isFailure(last.standing)) {
      keep(origin, { ...last, askedAt: now, expiresAt });
      return null;
    }
    // Pages that wait for the rules wait until they are asked for again.
    const failure = { ...standing, retryAt: expiresAt };
    // One that nobody asked about for long may have been well meanwhile.
    const goesOn = last !== undefined && now < last.expiresAt + outageMs;
    const failingSince = (goesOn ? last.failingSince : null) ?? now;
    keep(origin, { standing: failure, failingSince, askedAt: now, expiresAt });
    return failure;
  }

  /** The rules of an origin while they are good, which are used hereby. */
  function standingOf(origin: string, now: number): Standing | null {
    const entry = entries.get(origin);
    if (entry === undefined || !isValid(entry, now)) return null;
    entries.delete(origin);
    entries.set(origin, entry);
    return isFailure(entry.standing) ? remembered(entry.standing, entry, outageMs, now) : entry.standing;
  }

  /** `evenLong`: also in rules that it takes a while to go through. */
  function permission(url: string, now: number, evenLong: boolean): ReturnType<Robots['check']> {
    const origin = originOf(url);
    // Nothing to ask: the fetcher refuses such a URL and can say why.
    if (origin === null) return 'allowed';
    const standing = standingOf(origin, now);
    if (standing === null) return 'unknown';
    if (standing === 'allow-all') return 'allowed';
    if (isFailure(standing)) return standing;
    if (!standing.isShort && !evenLong) return 'unknown';
    return standing.allows(url) ? 'allowed' : 'disallowed';
  }

  return {
    check: (url, now) => permission(url, now, true),
    glance: (url, now) => permission(url, now, false),
    load(url, now) {
      const origin = originOf(url);
      // Several jobs may have waited for a turn to ask the same.
      if (origin === null || standingOf(origin, now) !== null) return Promise.resolve(null);
      const running = loading.get(origin) ?? fetchRules(origin, now).finally(() => loading.delete(origin));
      loading.set(origin, running);
      return running;
    },
    forgetUnreached() {
      for (const [origin, { standing }] of entries)
        if (isFailure(standing) && isUnreached(standing)) forget(origin);
    },
    crawlDelayMs(url) {
      const standing = entries.get(originOf(url) ?? '')?.standing;
      return standing === undefined || standing === 'allow-all' || isFailure(standing)
        ? null
        : standing.crawlDelayMs;
    },
    isCrowded: (now) => Math.abs(now - crowdedAt) < LATELY_MS,
  };
}

function readOutcome(outcome: FetchOutcome, robotsUrl: string, token: string): Standing {
  if (outcome.kind === 'not-modified') throw new Error(`${robotsUrl}: 304 to an unconditional request`);
  if (outcome.kind === 'failed') {
    const { failure } = outcome;
    if (failure.action === 'drop') return 'allow-all';
    return { ...failure, message: `robots.txt cannot be had: ${failure.message}` };
  }
  // The decoder drops a byte order mark, which would otherwise hide the first line.
  return readRobotsRules(robotsUrl, new TextDecoder().decode(wholeLines(outcome.body)), token);
}

/** A rule cut in two would forbid more than its site meant. */
function wholeLines(body: Uint8Array): Uint8Array {
  if (body.length <= READ_BYTES) return body;
  const end = Math.max(body.lastIndexOf(0x0a, READ_BYTES), body.lastIndexOf(0x0d, READ_BYTES));
  return body.subarray(0, Math.max(end, 0));
}

function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, protocol } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}

/** What is said of a failure to those that did not ask: it is no try of theirs, unless it has lasted too long for an outage. */
function remembered(
  failure: Failure,
  { failingSince, expiresAt }: Entry,
  outageMs: number,
  now: number,
): Failure {
  if (failingSince !== null && now - failingSince >= outageMs) return failure;
  const message = `${failure.message}; it is asked for again at ${momentText(expiresAt)}`;
  return { code: 'paused', action: 'retry', message, retryAt: expiresAt };
}

/** What was asked for in the future was asked for by a clock that was wrong, and would stand until that time comes. */
function isValid({ askedAt, expiresAt }: Entry, now: number): boolean {
  return now >= askedAt - CLOCK_TOLERANCE_MS && now < expiresAt;
}

/** An entry without rules still costs its place. */
function sizeOf({ standing }: Entry): number {
  return 200 + (standing === 'allow-all' || isFailure(standing) ? 0 : standing.size);
}
