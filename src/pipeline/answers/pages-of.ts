/** Reads a list page by page. Pure but for `read`. */

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Page after page up to the limit of `asked`, each of `atOnce` entries at most, and read only when it is consumed. */
export function* pagesOf<Asked extends Paged, Page extends { readonly nextCursor: string | null }>(
  asked: Asked,
  atOnce: number,
  read: (part: Asked) => Page,
): Generator<Page> {
  let part = asked;
  for (let left = asked.limit; left > 0; left -= atOnce) {
    const page = read({ ...part, limit: Math.min(left, atOnce) });
    yield page;
    if (page.nextCursor === null) return;
    part = { ...asked, cursor: page.nextCursor };
  }
}
