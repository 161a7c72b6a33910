/** Addresses that a request names, as paths of ours: never the address of another site. */

export function ownPath(named: unknown): string {
  const here = 'http://here.invalid';
  const url = typeof named === 'string' && URL.canParse(named, here) ? new URL(named, here) : null;
  return url?.origin === here ? `${url.pathname.replace(/^\/+/, '/')}${url.search}` : '/';
}

/** Of the page that a request was sent from; `/` when it was none of ours, or not said. */
export function pathBefore(referer: string | undefined, host: string | undefined): string {
  const url = URL.parse(referer ?? '');
  return url && url.host === host ? ownPath(url.pathname + url.search) : '/';
}
