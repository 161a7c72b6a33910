/** JSON answers with an ETag, so that a client that already has the body gets a 304 instead (RFC 9110, section 13). */
import { hash } from 'node:crypto';
import type { Context } from 'hono';

/** The ETag is a hash of the body. A change counter would not do, because answers also depend on the time of asking. */
export function answerJson(c: Context, value: unknown): Response {
  const body = JSON.stringify(value);
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  const tag = `"${hash('sha256', body, 'base64url')}"`;
  c.header('ETag', tag);
  c.header('Cache-Control', 'private, no-cache');
  if (clientHas(tag, c.req.header('If-None-Match'))) return c.body(null, 304);
  return c.body(body, 200, { 'Content-Type': 'application/json' });
}

/** Compression turns the tag into a weak one (`W/`), so the prefix does not count. */
function clientHas(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
}
