/** Tells whose page it is that an AMP cache or viewer serves under an address of its own. */

import { parseHttpUrl } from '../../text/url.ts';

/**
 * `https://example-com.cdn.ampproject.org/c/s/example.com/story`, and viewers with the same tail: c is the document, v and wp
 * are viewers, s says https.
 */
const CACHE_HOST = /(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$/;
const CACHE_PATH = /^\/(?:c|v|wp)\/(s\/)?([^/]+\.[^/]+)(\/.*)?$/;
const VIEWER_HOST = /^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/;
const VIEWER_PATH = /^\/amp\/(s\/)?([^/]+\.[^/]+)(\/.*)?$/;

/** The address at the publisher of what an AMP cache or viewer serves; any other address as it is. */
export function publisherUrl(url: URL): URL {
  const path = CACHE_HOST.test(url.hostname)
    ? CACHE_PATH.exec(url.pathname)
    : VIEWER_HOST.test(url.hostname)
      ? VIEWER_PATH.exec(url.pathname)
      : null;
  if (path === null) return url;
  const [, secure, host, rest] = path;
  const target = parseHttpUrl(`${secure ? 'https' : 'http'}://${host}${rest ?? '/'}`);
  if (target === null) return url;
  // The parameters of a viewer are its own, those of a cache the publisher's.
  target.search = CACHE_HOST.test(url.hostname) ? cacheSearch(url) : '';
  return target;
}

/** Without what caches and viewers add for themselves. */
function cacheSearch(url: URL): string {
  const kept = new URLSearchParams(url.search);
  for (const name of [...kept.keys()]) if (/^(?:amp_|usqp$)/.test(name)) kept.delete(name);
  return kept.toString();
}
