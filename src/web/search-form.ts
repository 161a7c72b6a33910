/** The search form of the article list, and the form to correct a query that could not be read. */
import { SECTORS, VERDICTS } from '../core/model.ts';
import type { ArticleFilter } from '../query/article-filter.ts';
import type { QueryTextError } from '../query/query-error.ts';
import { MAX_TEXT } from '../query/query-text.ts';
import { formatTimePoint } from '../query/time-point.ts';
import { selectField, textField, typedFields } from './fields.ts';
import { type Html, html, NONE } from './html.ts';
import { keptFields } from './links.ts';
import { verdictText } from './parts.ts';
import { sentence } from './words.ts';

const FORM = 'search';

export function searchForm(filter: ArticleFilter): Html {
  const { query, sort, since, until, changed, gone } = filter;
  const [sector, verdict] = [singleValue(filter.sector), singleValue(filter.verdict)];
  // Without sector and verdict where a select cannot show their values: those are sent along in hidden fields.
  const shown = [
    'query',
    'sort',
    'since',
    'until',
    'changed',
    'gone',
    ...(sector ? ['sector'] : []),
    ...(verdict ? ['verdict'] : []),
  ];
  const defaultSort = query === undefined ? 'newest' : 'best';
  const open = since || until || changed || gone || filter.sector || filter.verdict || sort !== defaultSort;
  return html`<form role="search" class="search" action="/search" method="get" data-busy="Searching">
${searchBox(query ?? '', null)}
<details class="more"${open ? html` open` : NONE}>
<summary>Time, changes, sector, text, order</summary>
<div class="fields">
${textField({ form: FORM, name: 'since', label: 'From', value: since ? formatTimePoint(since) : null }, '2026-01-31, 7d')}
${textField({ form: FORM, name: 'until', label: 'Up to', value: until ? formatTimePoint(until) : null }, '2026-12-31')}
${textField({ form: FORM, name: 'changed', label: 'Changed from', value: changed ? formatTimePoint(changed) : null }, '7d')}
${textField({ form: FORM, name: 'gone', label: 'Page gone from', value: gone ? formatTimePoint(gone) : null }, '7d')}
${selectField({ form: FORM, name: 'sector', label: 'Sector', value: sector }, SECTORS)}
${selectField(
  { form: FORM, name: 'verdict', label: 'Text', value: verdict },
  VERDICTS.map((verdict) => [verdict, verdictText(verdict)] as const),
)}
${selectField(
  { form: FORM, name: 'sort', label: 'Order', value: sort === defaultSort ? null : sort },
  [
    ['best', 'best match'],
    ['newest', 'newest first'],
    ['oldest', 'oldest first'],
  ],
  'automatic',
)}
</div>
</details>
${keptFields(filter, shown)}
</form>`;
}

/** The only value of a filter, which a select can show; null for several, or an excluded one. */
function singleValue(values: ArticleFilter['sector'] | ArticleFilter['verdict']): string | null {
  return values?.any.length === 1 && values.none.length === 0 ? (values.any[0] ?? null) : null;
}

function searchBox(query: string, error: Html | null): Html {
  return html`<label for="query">Words and fields</label>
<div class="box"><input id="query" name="query" type="search" maxlength="${MAX_TEXT}" value="${query}" autocomplete="off" dir="auto" data-search aria-describedby="${error === null ? 'query-help' : 'query-error query-help'}"${error === null ? NONE : html` aria-invalid="true"`}>
<button type="submit">Search</button></div>
${error === null ? NONE : html`<div id="query-error" class="error" role="alert">${error}</div>`}
<p id="query-help" class="help"><code>"a phrase"</code>, <code>begin*</code>, <code>-without</code>; fields too: <code>company:byd stage:signed since:7d -lang:de</code></p>`;
}

/** The form again, with what was entered; `place` marks the mistake in the query, null when it is elsewhere. */
export function correctionForm(params: URLSearchParams, error: Error, place: QueryTextError | null): Html {
  const typed = params.get('query') ?? '';
  const message =
    place === null
      ? html`<p>${sentence(error.message)}</p>`
      : html`<p>${sentence(place.reason)}</p>${pointed(typed, place.offset)}`;
  return html`<form role="search" class="search" action="/search" method="get" data-busy="Searching">
${searchBox(typed, message)}
<div class="fields">${typedFields(params, ['query'])}</div>
</form>`;
}

/** Characters of a long query that are shown on either side of the mistake. */
const AROUND = 60;

function pointed(typed: string, offset: number): Html {
  const from = Math.max(0, offset - AROUND);
  const wrong = String.fromCodePoint(typed.codePointAt(offset) ?? 0x20);
  return html`<p class="pointed" dir="auto"><span class="visually-hidden">At character ${offset + 1}: </span>${from > 0 ? '…' : ''}${typed.slice(from, offset)}<mark>${wrong}</mark>${typed.slice(offset + wrong.length, offset + AROUND)}</p>`;
}
