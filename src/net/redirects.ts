/** Decides where a redirect leads and whether it may be followed; the address itself is checked when dialled. */
import type { Failure } from '../core/errors.ts';
import type { ChainCookies } from './chain-cookies.ts';

const SHOWN_CHARACTERS = 120;

/** The URL to fetch, or why not: it must parse and be http or https. The fragment is dropped. */
export function parseTarget(text: string): URL | Failure {
  if (!URL.canParse(text)) return { code: 'bad-url', action: 'drop', message: `not a URL: ${shown(text)}` };
  return checkScheme(new URL(text), '');
}

export interface Visit {
  readonly href: string;
  /** The Cookie header that was sent. */
  readonly cookie: string;
}

export interface Chain {
  /** Every request of this fetch so far. */
  readonly visited: readonly Visit[];
  readonly cookies: Pick<ChainCookies, 'headerFor'>;
  /** The most redirects to follow. */
  readonly max: number;
}

/**
 * The URL that a redirect's Location header leads to. A URL visited before is a loop only if the same cookies would be sent
 * there. A downgrade from https to http is followed; the caller's list of redirects shows it.
 */
export function nextTarget(
  from: URL,
  location: string | null,
  { visited, cookies, max }: Chain,
): URL | Failure {
  const host = from.host;
  if (location === null || location.trim() === '') {
    return { code: 'bad-redirect', action: 'drop', message: `${host} redirects without saying where` };
  }
  const text = asUtf8(location);
  if (!URL.canParse(text, from.href)) {
    return { code: 'bad-redirect', action: 'drop', message: `${host} redirects to no URL: ${shown(text)}` };
  }
  const target = checkScheme(new URL(text, from.href), `${host} redirects to `);
  if (!(target instanceof URL)) return target;
  const cookie = cookies.headerFor(target);
  if (visited.some((visit) => visit.href === target.href && visit.cookie === cookie)) {
    return { code: 'too-many-redirects', action: 'drop', message: `${host} redirects in a circle` };
  }
  if (visited.length > max) {
    return {
      code: 'too-many-redirects',
      action: 'drop',
      message: `${host} is the end of ${max} redirects, and redirects`,
    };
  }
  return target;
}

function checkScheme(url: URL, lead: string): URL | Failure {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return {
      code: 'bad-scheme',
      action: 'drop',
      message: `${lead}${shown(url.href)}: only http and https are fetched`,
    };
  }
  url.hash = '';
  return url;
}

/** Headers arrive decoded as Latin-1, but servers that write non-ASCII letters mostly send UTF-8. */
function asUtf8(location: string): string {
  const bytes = Buffer.from(location, 'latin1');
  const text = bytes.toString('utf8');
  return bytes.toString('latin1') === location && !text.includes('\ufffd') ? text : location;
}

/** Untrusted text as one short line, safe to print. */
function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}...` : line;
}
