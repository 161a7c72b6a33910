/** Recovers the publisher's address from that of an AMP cache or viewer. */

/**
 * `https://example-com.cdn.ampproject.org/c/s/example.com/story`, and viewers with the same tail: c is the document, v and wp
 * are viewers (i is a picture), s says https.
 */
const CACHE_HOST = /(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$/;
const CACHE_PATH = /^\/(?:c|v|wp)\/(s\/)?([^/]+\.[^/]+)(\/.*)?$/;
const VIEWER_HOST = /^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/;
const VIEWER_PATH = /^\/amp\/(s\/)?([^/]+\.[^/]+)(\/.*)?$/;

export const isAmpCache = ({ hostname }: URL): boolean => CACHE_HOST.test(hostname);

/** The address at the publisher of what an AMP cache or viewer serves; null for any other address. */
export function ampPublisher(url: URL): URL | null {
  const cached = isAmpCache(url);
  const path = cached
    ? CACHE_PATH.exec(url.pathname)
    : VIEWER_HOST.test(url.hostname)
      ? VIEWER_PATH.exec(url.pathname)
      : null;
  if (path === null) return null;
  const [, secure, host, rest] = path;
  const target = URL.parse(`${secure ? 'https' : 'http'}://${host}${rest ?? '/'}`);
  // The parameters of a viewer are its own, those of a cache the publisher's.
  if (target !== null && cached) target.search = cacheSearch(url);
  return target;
}

/** The query without the parameters that caches and viewers add. */
function cacheSearch(url: URL): string {
  const kept = new URLSearchParams(url.search);
  for (const name of [...kept.keys()]) if (/^(?:amp_|usqp$)/.test(name)) kept.delete(name);
  return kept.toString();
}
