/** The link to the next page of a list, in the body and as a Link header (RFC 8288). */
import type { Context } from 'hono';

/** The address of the next page, null after the last: the same question with the cursor. Sets the Link header. */
export function linkNext(c: Context, nextCursor: string | null): { readonly next: string | null } {
  if (nextCursor === null) return { next: null };
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.set('cursor', nextCursor);
  const next = `${pathname}?${searchParams}`;
  c.header('Link', `<${next}>; rel="next"`);
  return { next };
}
