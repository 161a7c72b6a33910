/** Reduces an address that a request names to a path of this site, against open redirects. */

export function ownPath(named: unknown): string {
  const here = 'http://here.invalid';
  const url = typeof named === 'string' && URL.canParse(named, here) ? new URL(named, here) : null;
  return url?.origin === here ? `${url.pathname.replace(/^\/+/, '/')}${url.search}` : '/';
}

/** The path of the page that sent the request; `/` when that was another site's, or is unknown. */
export function pathBefore(referer: string | undefined, host: string | undefined): string {
  const url = URL.parse(referer ?? '');
  return url && url.host === host ? ownPath(url.pathname + url.search) : '/';
}
