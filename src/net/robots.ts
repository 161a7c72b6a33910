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
   * Rules that are unavailable for longer than this are no passing outage: articles that wait for them then use up their
   * tries. 0 for a process that ends too soon to see how long an outage lasts.
   */
  readonly outageMs?: number;
}

/** Some 20 MB of rules of the usual size. With more hosts, rules are evicted before they are used; see `isCrowded`. */
const DEFAULT_CACHE_HOSTS = 20_000;
/** All kept rules together, in characters: 20,000 hosts with the few lines that most sites have for everybody. */
const CACHE_CHARACTERS = 16_000_000;
/** RFC 9309 section 2.4: cached for no longer than a day. */
const FRESH_MS = 24 * 3_600_000;
/** Rules that could not be fetched are requested again this often at most. */
const RETRY_MS = 10 * 60_000;
const OUTAGE_MS = 60 * 60_000;
/** Rules evicted sooner than this after they were read are gone before the pages that waited for them could be fetched. */
const LATELY_MS = 10 * 60_000;
/** Clocks may be adjusted by this much in ordinary operation. */
const CLOCK_TOLERANCE_MS = 60_000;

/** The least that RFC 9309 section 2.5 asks a crawler to read, and the most that is used here. */
const READ_BYTES = 500 * 1024;

/** A Failure says why the rules could not be fetched: until they can be, no page may be. */
type Standing = RobotsRules | 'allow-all' | Failure;

interface Entry {
  readonly standing: Standing;
  /** The first of the latest requests in a row that failed; null when the last one succeeded. */
  readonly failingSince: number | null;
  /** When robots.txt was requested. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

/**
 * Rules by origin. 2xx is read; 4xx, endless redirects and refused answers mean that there are no rules; 429, 5xx and
 * an unreachable host are a Failure until the next request, unless the last good rules can be used in its place.
 * The RFC lets a crawler assume "no rules" after a month out of reach; this does not.
 */
export function createRobots(options: RobotsOptions): Robots {
  const token = options.userAgentToken.toLowerCase();
  const outageMs = options.outageMs ?? OUTAGE_MS;
  const maxHosts = Math.max(1, options.cacheHosts ?? DEFAULT_CACHE_HOSTS);
  // Insertion order is order of last use: the first entry is evicted first.
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

  function askedLately(origin: string, now: number): boolean {
    const askedAt = entries.get(origin)?.askedAt;
    return askedAt !== undefined && now - askedAt < LATELY_MS;
  }

  function keep(origin: string, entry: Entry): void {
    forget(origin);
    entries.set(origin, entry);
    characters += sizeOf(entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxHosts && characters <= CACHE_CHARACTERS) break;
      if (askedLately(oldest, entry.askedAt)) crowdedAt = entry.askedAt;
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
    // Pages that wait for the rules are not retried before the rules are.
    const failure = { ...standing, retryAt: expiresAt };
    // After a long time without requests the outage counts anew: the host may have been up meanwhile.
    const sameOutage = last !== undefined && now < last.expiresAt + outageMs;
    const failingSince = (sameOutage ? last.failingSince : null) ?? now;
    keep(origin, { standing: failure, failingSince, askedAt: now, expiresAt });
    return failure;
  }

  /** The rules of an origin while they are valid; marks them as just used. */
  function standingOf(origin: string, now: number): Standing | null {
    const entry = entries.get(origin);
    if (entry === undefined || !isValid(entry, now)) return null;
    entries.delete(origin);
    entries.set(origin, entry);
    return isFailure(entry.standing) ? forOthers(entry.standing, entry, outageMs, now) : entry.standing;
  }

  /** `evenLong`: also matches against rules that take long. */
  function permission(url: string, now: number, evenLong: boolean): ReturnType<Robots['check']> {
    const origin = originOf(url);
    // There is no robots.txt to ask for: the fetcher refuses such a URL and can say why.
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
      // Several jobs may have waited for a turn to load the same rules.
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

/** A rule cut in two could forbid more than its site meant. */
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

/**
 * A cached failure for jobs other than the one whose request failed: `paused`, which costs them no try, until it has lasted
 * too long for a passing outage.
 */
function forOthers(
  failure: Failure,
  { failingSince, expiresAt }: Entry,
  outageMs: number,
  now: number,
): Failure {
  if (failingSince !== null && now - failingSince >= outageMs) return failure;
  const message = `${failure.message}; it is asked for again at ${momentText(expiresAt)}`;
  return { code: 'paused', action: 'retry', message, retryAt: expiresAt };
}

/** A request dated in the future was made while the clock was wrong: its result would stay valid until that time comes. */
function isValid({ askedAt, expiresAt }: Entry, now: number): boolean {
  return now >= askedAt - CLOCK_TOLERANCE_MS && now < expiresAt;
}

/** In characters; an entry without rules takes memory, too. */
function sizeOf({ standing }: Entry): number {
  return 200 + (standing === 'allow-all' || isFailure(standing) ? 0 : standing.size);
}
