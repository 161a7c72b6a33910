/** Numbered pages of a list that is in memory as a whole, and the links between them. */
import { type Html, html, NONE } from './html.ts';
import { addressOf } from './links.ts';
import { number } from './words.ts';

export interface Slice<Row> {
  readonly rows: readonly Row[];
  /** Index of the first row in the whole list, from 0. */
  readonly from: number;
  readonly total: number;
  /** From 1. */
  readonly page: number;
  /** How many pages there are; at least 1. */
  readonly pages: number;
}

/** The page that `page=N` asks for; the nearest one for a number out of range, the first for what is no number. */
export function sliceOf<Row>(all: readonly Row[], params: URLSearchParams, size: number): Slice<Row> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const asked = Number.parseInt(params.get('page') ?? '1', 10);
  const page = Math.min(pages, Math.max(1, Number.isNaN(asked) ? 1 : asked));
  const from = (page - 1) * size;
  return { rows: all.slice(from, from + size), from, total: all.length, page, pages };
}

export function pageLinks(path: string, params: URLSearchParams, { page, pages }: Slice<unknown>): Html {
  if (pages === 1) return NONE;
  const to = (target: number): string => {
    const own = new URLSearchParams(params);
    if (target === 1) own.delete('page');
    else own.set('page', String(target));
    return addressOf(path, own);
  };
  return html`<nav class="pages" aria-label="Pages">
${page > 1 ? html`<a href="${to(page - 1)}" rel="prev">Previous</a>` : NONE}
<span>Page ${number(page)} of ${number(pages)}</span>
${page < pages ? html`<a href="${to(page + 1)}" rel="next">Next</a>` : NONE}
</nav>`;
}
