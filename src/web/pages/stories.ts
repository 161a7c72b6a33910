/** `/stories`: events, each listed once however many articles report it. */
import { z } from 'zod';
import { STAGES } from '../../core/model.ts';
import { readParams } from '../../query/read-filter.ts';
import { storyFilterSchema } from '../../query/story-filter.ts';
import { checkField, filterForm, selectField, textField, writtenField } from '../fields.ts';
import { type Html, html, NONE } from '../html.ts';
import { addressOf, askedIn, listTitle } from '../links.ts';
import { coverageNote, empty, unknownNote } from '../parts.ts';
import type { Page } from '../site.ts';
import { storyItem } from '../story-item.ts';
import { takeAlong } from '../take-along.ts';

const PATH = '/stories';
const ROWS = 30;
const MAX_ROWS = 150;
const TAGGED = { tag: { any: ['chinese-ev-jv'], none: [] } };

/** Without `all` the page lists tagged stories only. */
const filterSchema = storyFilterSchema.extend({ all: z.stringbool('must be true or false').optional() });

export const storiesPage: Page = async ({ answers }, { params }) => {
  const given = askedIn(params, []);
  const { all = false, limit, tag, ...asked } = readParams(filterSchema, given);
  const { filter, unknown } = await answers.named({
    ...asked,
    ...(tag || all ? { tag } : TAGGED),
    limit: given.has('limit') ? Math.min(MAX_ROWS, limit) : ROWS,
  });
  const { stories, nextCursor, coverage } = await answers.stories(filter);
  return {
    title: listTitle('Stories', given),
    section: 'stories',
    main: html`<h1>Stories</h1>
<p class="lead">Each event once, with every article that reports it, in any language.</p>
${filters(given, all)}
${unknownNote(unknown)}
${
  stories.length === 0
    ? empty('No story matches all of this.', html`<p><a href="/stories">Show all tagged stories</a></p>`)
    : html`<p class="muted found">Latest first.</p>
<div class="list">${stories.map((story) => storyItem(story, 'h2'))}</div>`
}
${pages(given, nextCursor)}
${coverageNote(coverage)}
${unknown.length > 0 ? NONE : takeAlong('stories', questionOf(given, all))}`,
  };
};

/** The question for the API, which lists untagged stories too unless the tag is given. */
function questionOf(given: URLSearchParams, all: boolean): URLSearchParams {
  const params = askedIn(given, ['all', 'cursor']);
  if (!params.has('tag') && !all) for (const tag of TAGGED.tag.any) params.set('tag', tag);
  return params;
}

function filters(params: URLSearchParams, all: boolean): Html {
  const field = writtenField('stories', params);
  // Filters that the form has no field for, so that sending it does not drop them.
  const kept = ['tag', 'sector', 'changed', 'gone', 'limit'].flatMap((name) =>
    params.getAll(name).map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  );
  return filterForm({ path: PATH, what: 'stories', params, kept: html`${kept}` }, [
    textField(field('company', 'Company'), 'byd'),
    textField(field('with', 'And with'), 'toyota'),
    textField(field('venture', 'Venture'), 'saic-gm'),
    selectField(field('stage', 'Stage'), STAGES),
    textField(field('lang', 'Language'), 'en, zh'),
    textField(field('since', 'From'), '2026-01-31, 7d'),
    textField(field('until', 'Up to'), '2026-12-31'),
    checkField(field('all', 'Untagged too'), all),
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
