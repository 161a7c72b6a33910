/** Addresses of our own pages, and links to other sites. */
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

/** The parameters of a question, without a cursor: its first page. */
export function questionOf(filter: ArticleFilter): URLSearchParams {
  const params = filterToSearchParams(filter);
  params.delete('cursor');
  return params;
}

/** `/search` with words, else `/articles`. A search is best first by default, so any other order has to be spelled out. */
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

/** The parameters that have a value, without those named in `except`. */
export function askedIn(params: URLSearchParams, except: readonly string[]): URLSearchParams {
  return new URLSearchParams([...params].filter(([name, value]) => value !== '' && !except.includes(name)));
}

/** Characters. */
const MAX_TITLE = 120;

/** The document title of a list: it contains the question, so that tabs and bookmarks can be told apart. */
export function listTitle(name: string, asked: URLSearchParams): string {
  const words = asked.get('query');
  const fields = [...asked]
    .filter(([field, value]) => value !== '' && !['query', 'cursor', 'limit', 'sort'].includes(field))
    .map(([field, value]) => `${field} ${value}`);
  const all = words ? [words, ...fields] : fields;
  if (all.length === 0) return name;
  const title = [...`${name}: ${all.join(', ')}`];
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE).join('')}…` : title.join('');
}

/** The same question with one more value of a field. */
export function withValue(filter: ArticleFilter, field: ListField, value: string): string {
  const params = questionOf(filter);
  params.append(field, value);
  return articlesHref(params);
}

/** The same question without one value (`-de` for one that is excluded), or without the whole field. */
export function withoutValue(filter: ArticleFilter, field: string, value?: string): string {
  const params = questionOf(filter);
  if (value === undefined) params.delete(field);
  else params.delete(field, value);
  return articlesHref(params);
}

/** Hidden fields for the parts of the question that a form has no field for; `shown` names its own fields. */
export function keptFields(filter: ArticleFilter, shown: readonly string[]): Html {
  const kept = [...questionOf(filter)].filter(([name]) => !shown.includes(name));
  return html`${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

export interface ActiveFilter {
  readonly field: string;
  readonly value: string;
  readonly excluded: boolean;
  /** The question without it. */
  readonly removeHref: string;
}

/** Everything that narrows a list, one entry per value, the search words included. */
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
