/** JSON with a strong validator, so that who has it already is told so instead of getting it again (RFC 9110 13). */
import { hash } from 'node:crypto';
import type { Context } from 'hono';

/** The tag is a hash of the body: answers speak of the time of asking too, so that no counter of changes could stand for them. */
export function answerJson(c: Context, value: unknown): Response {
  const body = JSON.stringify(value);
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  const tag = `"${hash('sha256', body, 'base64url')}"`;
  c.header('ETag', tag);
  c.header('Cache-Control', 'private, no-cache');
  if (isKnown(tag, c.req.header('If-None-Match'))) return c.body(null, 304);
  return c.body(body, 200, { 'Content-Type': 'application/json' });
}

/** Compressed answers carry the same tag as a weak one. */
function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
}
