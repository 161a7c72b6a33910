/** Where the next page of a list begins. */

/** How a list of the best is ordered: by bm25, or first those with the words in the title, then those with them in the text. */
const RANKS = ['bm25', 'title', 'text'] as const;

/**
 * Continues after the article with this sort time (epoch ms) and id. `rank` is set only in a list of the best: with `bm25` the
 * list continues after the place that the article then has; `title` and `text` name the part of the list it was in.
 */
export interface Cursor {
  readonly sortAt: number;
  readonly id: number;
  readonly rank?: (typeof RANKS)[number];
}

const WRITTEN = /^(-?\d{1,16})\.(\d{1,16})(?:\.(bm25|title|text))?$/;

export function encodeCursor({ sortAt, id, rank }: Cursor): string {
  return Buffer.from([sortAt, id, ...(rank ? [rank] : [])].join('.')).toString('base64url');
}

/** null for text that is no cursor. */
export function decodeCursor(text: string): Cursor | null {
  const parts = WRITTEN.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (!parts) return null;
  const place = { sortAt: Number(parts[1]), id: Number(parts[2]) };
  const rank = RANKS.find((name) => name === parts[3]);
  return rank ? { ...place, rank } : place;
}

/** Continues after the story with this last time (epoch ms) and id, in the order of `stories`. */
export interface StoryCursor {
  readonly toAt: number;
  readonly id: string;
}

const WRITTEN_STORY = /^(-?\d{1,16})\.(s[0-9a-f]{12})$/;

export function encodeStoryCursor({ toAt, id }: StoryCursor): string {
  return Buffer.from(`${toAt}.${id}`).toString('base64url');
}

/** null for text that is no cursor of stories. */
export function decodeStoryCursor(text: string): StoryCursor | null {
  const [, toAt, id] = WRITTEN_STORY.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  return toAt === undefined || id === undefined ? null : { toAt: Number(toAt), id };
}
