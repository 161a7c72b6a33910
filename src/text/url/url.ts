/** Parses and normalises web addresses, and tells which belong to the same site. */
import { getDomain } from 'tldts';
import { isTracking } from './tracking.ts';
import { wrappedLink } from './wrapped-link.ts';

/** Longer addresses are traps or data, not articles; the sitemap protocol draws the line here too. */
export const MAX_URL_LENGTH = 2_048;

/** Index files: the page is their folder. Those of scripts only if no parameter selects a page. */
const STATIC_INDEX = /\/(?:index|default)\.(?:html?|shtml|xhtml)$/i;
const SCRIPT_INDEX = /\/(?:index|default)\.(?:php|aspx?|jsp|cfm)$/i;

/** Fragments that select a page of a single-page application (`#!`); any other is a place on a page. */
const PAGE_FRAGMENT = /^#!\/?[^/]/;

/**
 * The absolute http(s) address that `text` names, relative ones resolved against `base`; without credentials. Null for
 * anything else, and for addresses over 2,048 characters. Never throws.
 */
export function parseHttpUrl(text: string, base?: string): URL | null {
  // An ampersand escaped twice is the commonest fault of links in feeds.
  const address = text.trim().replaceAll('&amp;', '&');
  if (address === '' || address.length > MAX_URL_LENGTH) return null;
  const url = URL.parse(address) ?? (base === undefined ? null : URL.parse(address, base));
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.username = '';
  url.password = '';
  return url.href.length > MAX_URL_LENGTH ? null : url;
}

/**
 * The address of a page as it is kept and fetched: without fragment (but `#!`), tracking parameters, default port, trailing dot of
 * the host and index file name, and unwrapped from a link that only redirects to it. Parameters that remain keep their order.
 * Idempotent; text that is no address is returned as it is. For the identity of a page see canonical-url.ts.
 */
export function canonicalUrl(url: URL | string): string {
  const page = URL.parse(String(url));
  if (page === null) return String(url);
  if (!PAGE_FRAGMENT.test(page.hash)) page.hash = '';
  page.username = '';
  page.password = '';
  if (page.hostname.endsWith('.')) page.hostname = page.hostname.replace(/\.+$/, '');
  const wrapped = wrappedLink(page);
  // What is wrapped is shorter than its wrapping: this ends.
  if (wrapped !== null && wrapped.href.length < page.href.length) return canonicalUrl(wrapped);
  const site = siteOf(page);
  const kept = page.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isTracking(parameter, site));
  // The setter would swallow a question mark that begins the first name.
  page.search = kept.length === 0 ? '' : `?${kept.join('&')}`;
  const bare = page.pathname.replace(STATIC_INDEX, '/');
  page.pathname = kept.length === 0 ? bare.replace(SCRIPT_INDEX, '/') : bare;
  return page.href;
}

/**
 * The registrable domain of an address or host name (`news.example.co.uk` -> `example.co.uk`; sites on shared hosting
 * are their own). Addresses without one, as IPs and localhost, are their host.
 */
export function siteOf(url: URL | string): string {
  const address = String(url);
  const host = URL.parse(address)?.hostname ?? address.trim().toLowerCase();
  return getDomain(host, { allowPrivateDomains: true }) ?? host.replace(/\.$/, '');
}

/** Whether two addresses belong to one registrable domain. */
export function sameSite(a: URL | string, b: URL | string): boolean {
  return siteOf(a) === siteOf(b);
}
