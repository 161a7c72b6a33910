/** Where the next page of a list begins. */

/** How a page was ordered: by time, by bm25, or by whether the words stand in the title. */
const RANKS = ['bm25', 'title', 'text'] as const;

/**
 * Behind the article with this sort time and id. `rank` is there in a list of the best only: `bm25` goes on behind the
 * place that the article has then; `title` and `text` tell which of the two parts of the list it stood in.
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

/** Behind the story with this last time and id, in the order of `stories`. */
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
