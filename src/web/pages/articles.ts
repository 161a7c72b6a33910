/** `/articles` and `/search`: the search form, the filters in force, the list in pages, and counts that narrow it. */
import type { ArticleFilter } from '../../query/article-filter.ts';
import { bestFirst, readSearchParams } from '../../query/read-filter.ts';
import { facetsOf } from '../facets.ts';
import { type Html, html, NONE } from '../html.ts';
import { activeFilters, articlesHref, listTitle, questionOf } from '../links.ts';
import { articleItem, coverageNote, empty, unknownNote } from '../parts.ts';
import { searchForm } from '../search-form.ts';
import type { Page, Site } from '../site.ts';
import { takeAlong } from '../take-along.ts';
import { counted, number } from '../words.ts';

/** Of one page, whatever the address asks for. */
const MAX_ROWS = 100;

const listPage =
  (path: '/articles' | '/search'): Page =>
  async (site, { params }) => {
    const asked = readSearchParams(params, path === '/search' ? bestFirst : undefined);
    const { filter: read, unknown } = await site.answers.named(asked);
    const filter = { ...read, limit: Math.min(read.limit, MAX_ROWS) };
    const page = site.answers.articles(filter);
    const facets = site.answers.facets(filter);
    return {
      title: listTitle(filter.query === undefined ? 'Articles' : 'Search', questionOf(filter)),
      section: 'articles',
      searches: true,
      main: html`<h1>${filter.query === undefined ? 'Articles' : html`Search: <span dir="auto">${filter.query}</span>`}</h1>
${searchForm(filter)}
${await chips(site, filter)}
${unknownNote(page.hint === null ? unknown : [...unknown, page.hint])}
<div class="beside">
<section aria-labelledby="found">
<div class="head"><h2 id="found">${facets.complete ? counted(facets.counted, 'article') : `More than ${number(facets.counted)} articles`}</h2>
<p class="muted">${orderNote(filter.sort, page.ranking)}${facets.counted === 0 ? NONE : html` <a class="jump" href="#narrow">Narrow it down</a>`}</p></div>
${
  page.articles.length === 0
    ? empty(
        'No article matches all of this.',
        html`<p>${activeFilters(filter).length > 0 ? 'Remove a filter above, or use fewer words.' : 'Nothing has been stored yet.'}</p>`,
      )
    : html`<div class="list">${page.articles.map((article) => articleItem(article, 'h3'))}</div>`
}
${pages(filter, page.nextCursor)}
${coverageNote(page.coverage)}
</section>
<div class="aside" id="narrow">
${await facetsOf(site, filter, facets)}
${unknown.length > 0 ? NONE : takeAlong('articles', questionOf(filter))}
</div>
</div>`,
    };
  };

export const articlesPage: Page = listPage('/articles');
export const searchPage: Page = listPage('/search');

function orderNote(sort: ArticleFilter['sort'], ranking: 'bm25' | 'title' | null): string {
  if (sort !== 'best') return sort === 'newest' ? 'Newest first.' : 'Oldest first.';
  return ranking === 'title'
    ? 'Very many articles have these words: those with them in the title come first.'
    : 'Best match first.';
}

async function chips({ names }: Site, filter: ArticleFilter): Promise<Html> {
  const active = activeFilters(filter);
  if (active.length === 0) return NONE;
  const labelled = await Promise.all(
    active.map(async ({ field, value, excluded, removeHref }) => {
      const text =
        field === 'company' || field === 'with'
          ? await names.company(value)
          : field === 'feed'
            ? names.feed(value)
            : value;
      return { name: field === 'query' ? 'words' : field, text, excluded, removeHref };
    }),
  );
  return html`<ul class="chips" aria-label="Filters in force">${labelled.map(
    ({ name, text, excluded, removeHref }) =>
      html`<li><a href="${removeHref}"><span class="visually-hidden">Remove filter </span><span class="chip-name">${name}${excluded ? ' not' : ''}</span> <span dir="auto">${text}</span> <span aria-hidden="true">×</span></a></li>`,
  )}
${labelled.length > 1 ? html`<li><a class="clear" href="/articles">Remove all</a></li>` : NONE}</ul>`;
}

function pages(filter: ArticleFilter, nextCursor: string | null): Html {
  const first = questionOf(filter);
  if (filter.cursor === undefined && nextCursor === null) return NONE;
  const next = new URLSearchParams(first);
  if (nextCursor !== null) next.set('cursor', nextCursor);
  return html`<nav class="pages" aria-label="Pages">
${filter.cursor === undefined ? NONE : html`<a href="${articlesHref(first)}">First page</a>`}
${nextCursor === null ? html`<span>This was the last page</span>` : html`<a href="${articlesHref(next)}" rel="next">Next page</a>`}
</nav>`;
}
