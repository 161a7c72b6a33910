/** Finds the target inside links that only redirect to it: redirectors, Google News, caches of AMP pages. */
import { getDomain } from 'tldts';
import { ampPublisher, isAmpCache } from './amp-cache.ts';
import { decoded, parameterName } from './tracking.ts';
import WRAPPINGS from './wrapping-links.json' with { type: 'json' };

interface Wrapping {
  readonly site: string;
  readonly host?: string;
  readonly path?: string;
  /** Parameters that may hold the address, in lower case. */
  readonly parameters: readonly string[];
  readonly source: string;
}

const BY_SITE = Map.groupBy<string, Wrapping>(WRAPPINGS, ({ site }) => site);

/**
 * The address that a link wraps, or null when it wraps none or hides it: newer links of Google News, Feedburner and
 * shorteners reveal it only when followed. Never throws.
 */
export function wrappedLink(link: URL): URL | null {
  const host = link.hostname.replace(/\.$/, '');
  const publisher = ampPublisher(link);
  if (publisher !== null || isAmpCache(link)) return publisher;
  const site = getDomain(host) ?? host;
  // google.de and google.co.uk redirect as google.com does.
  const google = /^google(?:\.[a-z]{2,3}){1,2}$/.test(site);
  if (host === 'news.google.com') return googleNews(link.pathname);
  for (const wrapping of BY_SITE.get(google ? 'google.com' : site) ?? []) {
    if (wrapping.host !== undefined && host !== wrapping.host && !host.endsWith(`.${wrapping.host}`))
      continue;
    if (wrapping.path !== undefined && link.pathname !== wrapping.path) continue;
    for (const name of wrapping.parameters) {
      const found = readAddress(readParameter(link, name));
      if (found !== null) return found;
    }
  }
  return null;
}

function readParameter(link: URL, name: string): string {
  const parameter = link.search
    .slice(1)
    .split('&')
    .find((one) => parameterName(one) === name);
  return parameter === undefined
    ? ''
    : decoded(parameter.slice(parameter.indexOf('=') + 1).replaceAll('+', ' '));
}

function readAddress(text: string): URL | null {
  if (!/^https?:\/\//i.test(text)) return null;
  const url = URL.parse(text);
  return url?.hostname.includes('.') ? url : null;
}

/** Until 2024 the id was a protocol buffer in base64 with the address in it; since then it is a key of Google's own. */
const NEWS_ID = /^\/(?:__i\/)?(?:rss\/)?(?:rd\/)?(?:articles|read)\/([\w-]{20,})=*$/;
/** Field 1, varint 0x13; field 4, a string, whose length follows in one byte or two. */
const NEWS_HEADER = [0x08, 0x13, 0x22];

function googleNews(path: string): URL | null {
  const id = NEWS_ID.exec(path)?.[1];
  if (id === undefined) return null;
  const bytes = Buffer.from(id, 'base64url');
  if (NEWS_HEADER.some((byte, at) => bytes[at] !== byte)) return null;
  const [low = 0, high = 0] = bytes.subarray(NEWS_HEADER.length);
  const long = low >= 0x80;
  const start = NEWS_HEADER.length + (long ? 2 : 1);
  const length = long ? (low & 0x7f) + (high << 7) : low;
  return readAddress(bytes.toString('utf8', start, start + length));
}
