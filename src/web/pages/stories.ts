/** `/stories`: what happened, each event once however many tell of it. */
import { STAGES } from '../../core/model.ts';
import { readWith } from '../../query/read-filter.ts';
import { storyFilterSchema } from '../../query/story-filter.ts';
import { checkField, filterForm, selectField, textField } from '../fields.ts';
import { type Html, html, NONE } from '../html.ts';
import { addressOf } from '../links.ts';
import { coverageNote, empty, unknownNote } from '../parts.ts';
import type { Page } from '../site.ts';
import { storyItem } from '../story-item.ts';

const PATH = '/stories';
const ROWS = 30;
const MOST_ROWS = 150;
const TAG = 'chinese-ev-jv';

export const storiesPage: Page = async ({ answers, names }, { params }) => {
  const given = new URLSearchParams([...params].filter(([, value]) => value !== ''));
  const { all, limit: rows, ...written } = Object.fromEntries(given);
  const limit = Math.min(MOST_ROWS, Math.max(1, Number.parseInt(rows ?? '', 10) || ROWS));
  const asked = readWith(storyFilterSchema, { ...(all ? {} : { tag: TAG }), ...written, limit });
  const { filter, unknown } = await answers.named(asked);
  const { stories, nextCursor, coverage } = answers.stories(filter);
  return {
    title: 'Stories',
    section: 'stories',
    main: html`<h1>Stories</h1>
<p class="lead">Each event once, with everyone who told of it, in any language.</p>
${filters(given)}
${unknownNote(unknown)}
${
  stories.length === 0
    ? empty('No story meets all of this.', html`<p><a href="/stories">Show all tagged stories</a></p>`)
    : html`<p class="muted found">The latest first.</p>
<div class="list">${stories.map((story) => storyItem(story, 'h2', names.feed))}</div>`
}
${pages(given, nextCursor)}
${coverageNote(coverage)}`,
  };
};

function filters(params: URLSearchParams): Html {
  const field = (name: string, label: string) => ({ form: 'stories', name, label, value: params.get(name) });
  return filterForm({ path: PATH, what: 'stories', params }, [
    textField(field('company', 'Company'), 'byd'),
    textField(field('venture', 'Venture'), 'saic-volkswagen'),
    selectField(field('stage', 'Stage'), STAGES),
    textField(field('lang', 'Language'), 'en, zh'),
    textField(field('since', 'From'), '2026-01-31, 7d'),
    textField(field('until', 'Up to'), '2026-12-31'),
    checkField(field('all', 'Untagged too')),
  ]);
}

function pages(params: URLSearchParams, nextCursor: string | null): Html {
  const first = new URLSearchParams(params);
  first.delete('cursor');
  if (nextCursor === null && !params.has('cursor')) return NONE;
  const next = new URLSearchParams(first);
  if (nextCursor !== null) next.set('cursor', nextCursor);
  return html`<nav class="pages" aria-label="Pages">
${params.has('cursor') ? html`<a href="${addressOf(PATH, first)}">First page</a>` : NONE}
${nextCursor === null ? html`<span>This was the last page</span>` : html`<a href="${addressOf(PATH, next)}" rel="next">Next page</a>`}
</nav>`;
}
