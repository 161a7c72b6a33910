/** Reads a robots.txt into rules for one crawler, and bounds what a hostile file costs to parse and to match. */
import robotsParserModule from 'robots-parser';
import { MAX_CRAWL_DELAY_MS } from '../core/ports.ts';

interface ParsedRobots {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}

// The package's types declare an ES default export, but it is a CommonJS function.
const parseRobots = robotsParserModule as unknown as (url: string, text: string) => ParsedRobots;

export interface RobotsRules {
  /** Matches against all rules: some 0.03 s for the worst file. */
  allows(url: string): boolean;
  /** allows() takes some 0.002 s at most. */
  readonly isShort: boolean;
  readonly crawlDelayMs: number | null;
  /** Characters that the rules keep in memory. */
  readonly size: number;
}

/**
 * Matching a pattern with a wildcard costs its length times the path's, and blocks the event loop. These two keep the worst
 * file's check near 0.03 s. Files of large publishers have some hundreds of wildcard rules of some 20 characters each, and
 * hardly any news page has such a long path.
 */
const MAX_WILDCARD_CHARACTERS = 8_192;
const MAX_PATH_CHARACTERS = 1_024;
/** Rules up to these sizes, which most sites have, are matched in 2 ms even against the longest path. */
const SHORT = { characters: 16_384, wildcardCharacters: 512 };

/** In a User-Agent that imitates a browser, the robot's name follows `compatible`. */
const IMITATED = /^mozilla\/[^(]{0,20}\(compatible;\s*([a-z_-]+)/i;

/** The product token of a User-Agent, by which robots.txt names it (RFC 9309 section 2.2.1); in lower case. */
export function robotName(userAgent: string): string {
  const name = IMITATED.exec(userAgent)?.[1] ?? /^[a-z_-]+/i.exec(userAgent)?.[0] ?? 'jvwire';
  return name.toLowerCase();
}

/** `robotsUrl` is the file's address, `text` its content, `token` the crawler's product token in lower case. */
export function readRobotsRules(robotsUrl: string, text: string, token: string): RobotsRules {
  const { relevant, wildcardCharacters } = keepRelevant(text, token);
  const parsed = parseRobots(robotsUrl, relevant);
  const delay = parsed.getCrawlDelay(token);
  return {
    allows(url) {
      const target = new URL(url);
      // RFC 9309 section 2.2.2: the file itself is always allowed.
      if (target.pathname === '/robots.txt') return true;
      const path = unescaped(`${target.pathname}${target.search}`).slice(0, MAX_PATH_CHARACTERS);
      return parsed.isAllowed(`${target.origin}${path}`, token) ?? true;
    },
    crawlDelayMs:
      delay !== undefined && delay > 0 ? Math.min(Math.ceil(delay * 1_000), MAX_CRAWL_DELAY_MS) : null,
    size: relevant.length,
    isShort: relevant.length <= SHORT.characters && wildcardCharacters <= SHORT.wildcardCharacters,
  };
}

/**
 * The file reduced to the groups for `token` or `*`, with each agent named once per group. The parser copies every rule for
 * every agent of its group, so thousands of agent lines over thousands of rules would fill the memory.
 */
function keepRelevant(text: string, token: string) {
  const kept: string[] = [];
  let agents = new Set<string>();
  let agentsOpen = false;
  let announced = false;
  let wildcardCharacters = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const field = line.slice(0, colon).trim().toLowerCase();
    const value = withoutComment(line.slice(colon + 1));
    if (field === 'user-agent') {
      if (!agentsOpen) agents = new Set();
      agentsOpen = true;
      announced = false;
      // Tokens end at the first character that none may have: `name/1.0` means `name`.
      const agent = value === '*' ? '*' : (/^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? '');
      if (agent === '*' || agent === token) agents.add(agent);
      continue;
    }
    if (field !== 'allow' && field !== 'disallow' && field !== 'crawl-delay') continue;
    agentsOpen = false;
    if (agents.size === 0) continue;
    if (value.includes('*')) wildcardCharacters += value.length;
    if (wildcardCharacters > MAX_WILDCARD_CHARACTERS && value.includes('*')) continue;
    if (!announced) kept.push(...[...agents].map((agent) => `user-agent: ${agent}`));
    announced = true;
    kept.push(`${field}: ${field === 'crawl-delay' ? value : unescaped(value)}`);
  }
  return { relevant: kept.join('\n'), wildcardCharacters };
}

/** RFC 9309 section 2.2.2: characters that need no percent-encoding are compared without it. The parser handles all others. */
function unescaped(path: string): string {
  return path.replace(/%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi, (code) => decodeURIComponent(code));
}

function withoutComment(value: string): string {
  const hash = value.indexOf('#');
  return (hash < 0 ? value : value.slice(0, hash)).trim();
}
