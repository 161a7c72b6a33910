/** Addresses within the page, and links out of it. */
import { type ArticleFilter, isListField, LIST_FIELDS, type ListField } from '../query/article-filter.ts';
import { filterToSearchParams } from '../query/read-filter.ts';
import { type Html, html } from './html.ts';

export const articleHref = (id: number): string => `/articles/${id}`;
export const ventureHref = (id: string): string => `/ventures/${encodeURIComponent(id)}`;
export const storyHref = (id: string): string => `/stories/${encodeURIComponent(id)}`;
export const companyHref = (id: string): string => `/companies/${encodeURIComponent(id)}`;
export const feedHref = (id: string): string => `/feeds/${encodeURIComponent(id)}`;
export const listHref = (params: Readonly<Record<string, string>>): string =>
  articlesHref(new URLSearchParams(params));

/** A link to a stored address, which may be anything: what is not http or https stays text. */
export function outside(url: string, text: Html | string = url): Html {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return html`<span class="address">${text}</span>`;
  return html`<a class="address" href="${url}" rel="noopener noreferrer nofollow">${text}</a>`;
}

/** The parameters of a question, from its first page. */
export function questionOf(filter: ArticleFilter): URLSearchParams {
  const params = filterToSearchParams(filter);
  params.delete('cursor');
  return params;
}

/** Where the page answers a question: words are searched for best first, so another order is said. */
export function articlesHref(params: URLSearchParams): string {
  const own = new URLSearchParams(params);
  const searching = own.has('query');
  if (searching && !own.has('sort')) own.set('sort', 'newest');
  if (!searching && own.get('sort') === 'best') own.delete('sort');
  return addressOf(searching ? '/search' : '/articles', own);
}

export function addressOf(path: string, params: URLSearchParams): string {
  return params.size === 0 ? path : `${path}?${params}`;
}

/** What an address asks of a list, as it was written: the rest of it, `shown`, says how the list is shown. */
export function askedIn(params: URLSearchParams, shown: readonly string[]): URLSearchParams {
  return new URLSearchParams([...params].filter(([name, value]) => value !== '' && !shown.includes(name)));
}

const MOST_TITLE = 120;

/** What a list is called in tabs, bookmarks and histories, where several of them must be told apart. */
export function listTitle(name: string, asked: URLSearchParams): string {
  const words = asked.get('query');
  const said = [...asked]
    .filter(([field, value]) => value !== '' && !['query', 'cursor', 'limit', 'sort'].includes(field))
    .map(([field, value]) => `${field} ${value}`);
  const all = words ? [words, ...said] : said;
  if (all.length === 0) return name;
  const title = [...`${name}: ${all.join(', ')}`];
  return title.length > MOST_TITLE ? `${title.slice(0, MOST_TITLE).join('')}…` : title.join('');
}

/** The same question with one more value of a field. */
export function withValue(filter: ArticleFilter, field: ListField, value: string): string {
  const params = questionOf(filter);
  params.append(field, value);
  return articlesHref(params);
}

/** The same question without one value (`-de` for one that is excluded), or without a field. */
export function withoutValue(filter: ArticleFilter, field: string, value?: string): string {
  const params = questionOf(filter);
  if (value === undefined) params.delete(field);
  else params.delete(field, value);
  return articlesHref(params);
}

/** What a form must send along so that the question stays the same but for its own fields. */
export function keptFields(filter: ArticleFilter, own: readonly string[]): Html {
  const kept = [...questionOf(filter)].filter(([name]) => !own.includes(name));
  return html`${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

export interface ActiveFilter {
  readonly field: string;
  readonly value: string;
  readonly excluded: boolean;
  /** The question without it. */
  readonly removeHref: string;
}

/** What narrows a list, one by one, the words included. */
export function activeFilters(filter: ArticleFilter): ActiveFilter[] {
  const lists = LIST_FIELDS.flatMap((field) => [
    ...(filter[field]?.any ?? []).map((value) => ({ field, value, excluded: false })),
    ...(filter[field]?.none ?? []).map((value) => ({ field, value, excluded: true })),
  ]).map(({ field, value, excluded }) => ({
    field,
    value,
    excluded,
    removeHref: withoutValue(filter, field, excluded ? `-${value}` : value),
  }));
  const scalars = [...questionOf(filter)]
    .filter(([field]) => !isListField(field) && field !== 'sort' && field !== 'limit')
    .map(([field, value]) => ({ field, value, excluded: false, removeHref: withoutValue(filter, field) }));
  return [...scalars, ...lists];
}
