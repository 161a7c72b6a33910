/** How an article of several pages is archived: as one body, its pages one after the other. */

/** One page of such an article as it came. */
export interface PageBytes {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The address that answered. */
  readonly url: string;
}

/** The archived header by which the body is split again; absent for most articles, which have one page. */
const FOLLOWING = 'jvwire-following-pages';

/** The most that all pages of one article may take together, before compression. */
export const MAX_BODY_BYTES = 20 * 1024 * 1024;

interface Part {
  readonly url: string;
  readonly contentType: string | null;
  readonly bytes: number;
}

interface JoinedBody {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** One body for all pages, and the headers that splitBody() needs. */
export function joinBodies(first: Uint8Array, following: readonly PageBytes[]): JoinedBody {
  if (following.length === 0) return { body: first, headers: {} };
  const parts = following.map(
    ({ url, contentType, bytes }): Part => ({ url, contentType, bytes: bytes.length }),
  );
  return {
    body: Buffer.concat([first, ...following.map(({ bytes }) => bytes)]),
    headers: { [FOLLOWING]: JSON.stringify(parts) },
  };
}

export const hasFollowing = (headers: Readonly<Record<string, string>>): boolean => FOLLOWING in headers;

/** The pages of an archived body. */
export function splitBody(
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): { readonly first: Uint8Array; readonly following: readonly PageBytes[] } {
  const parts = JSON.parse(headers[FOLLOWING] ?? '[]') as readonly Part[];
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let at = body.length - total;
  const first = body.subarray(0, at);
  const following = parts.map(({ url, contentType, bytes }) => {
    const page = { url, contentType, bytes: body.subarray(at, at + bytes) };
    at += bytes;
    return page;
  });
  return { first, following };
}
