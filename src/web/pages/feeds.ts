/** `/feeds`: the state of each source, and when it could not be watched. */

import { z } from 'zod';
import type { SourceCoverage } from '../../feed/watch/coverage.ts';
import { FEED_STATES, type FeedState } from '../../feed/watch/health.ts';
import { bySeverity, SEVERITY } from '../../pipeline/answers/feed-json.ts';
import { oneOf } from '../../query/article-filter.ts';
import { readParams } from '../../query/read-filter.ts';
import type { FeedView } from '../../store/feeds/feed-views.ts';
import { shareText } from '../../text/shown/share-text.ts';
import { blindBar, blindText } from '../blind-bar.ts';
import { attribute, type Html, html, NONE } from '../html.ts';
import { feedHref, listTitle } from '../links.ts';
import { pageLinks, sliceOf } from '../paging.ts';
import { empty } from '../parts.ts';
import type { Page } from '../site.ts';
import { moment, number, sentence } from '../words.ts';

const PATH = '/feeds';
const ROWS = 50;
const DAYS = 30;
const DAY_MS = 86_400_000;

/** A misspelled state is an error: a list of all feeds would be taken for the list of those in that state. */
const askedSchema = z.object({ state: oneOf(FEED_STATES).optional(), page: z.string().optional() });

export const feedsPage: Page = ({ answers }, { params }) => {
  const { state = null } = readParams(askedSchema, params);
  const all = answers.feeds();
  const coverage = answers.coverage({ ago: DAYS * DAY_MS });
  const asked = bySeverity(all).filter(({ health }) => state === null || health.state === state);
  const slice = sliceOf(asked, params, ROWS);
  const covered = new Map(coverage.sources.map((source) => [source.feedId, source]));
  return {
    title: listTitle('Feeds', params),
    section: 'feeds',
    main: html`<h1>Feeds</h1>
<p class="lead">${coverage.share === null ? 'Nothing has been watched yet' : html`<strong>${shareText(coverage.share)}</strong> of the last ${DAYS} days watched`}${coverage.summary === null ? '.' : html`: ${coverage.summary}.`}</p>
${states(all, state)}
${
  slice.total === 0
    ? empty(
        all.length === 0 ? 'No feed is watched.' : 'No feed is in this state.',
        all.length === 0
          ? html`<p><code>jvwire feeds add URL</code> adds one.</p>`
          : html`<p><a href="/feeds">Show all feeds</a></p>`,
      )
    : table(slice.rows, covered, coverage.period)
}
${pageLinks(PATH, params, slice)}`,
  };
};

function states(feeds: readonly FeedView[], chosen: FeedState | null): Html {
  const counts = SEVERITY.map((state) => ({
    state,
    count: feeds.filter(({ health }) => health.state === state).length,
  })).filter(({ count }) => count > 0);
  return html`<nav aria-label="By state"><ul class="choices">
<li><a href="${PATH}"${attribute('aria-current', chosen === null ? 'true' : null)}>all ${number(feeds.length)}</a></li>
${counts.map(({ state, count }) => html`<li><a href="${PATH}?state=${state}"${attribute('aria-current', state === chosen ? 'true' : null)}>${state} ${number(count)}</a></li>`)}
</ul></nav>`;
}

export const stateBadge = (state: FeedState): Html =>
  html`<span class="badge state-${state}">${state}</span>`;

function table(
  feeds: readonly FeedView[],
  covered: ReadonlyMap<string, SourceCoverage>,
  period: { readonly since: number; readonly until: number },
): Html {
  return html`<table class="cards feeds">
<thead><tr><th scope="col">Feed</th><th scope="col">State</th><th scope="col">Last ${DAYS} days</th><th scope="col">Last polled</th></tr></thead>
<tbody>${feeds.map(({ id, name, health, lastPolledAt, warning }) => {
    const coverage = covered.get(id);
    return html`<tr>
<th scope="row"><a href="${feedHref(id)}" dir="auto">${name}</a></th>
<td>${stateBadge(health.state)}${health.state === 'ok' ? NONE : html` <span class="meta">${health.why}${health.todo === null ? NONE : html`; ${health.todo}`}.</span>`}${warning === null ? NONE : html` <span class="meta">${sentence(warning)}.</span>`}</td>
<td>${coverage === undefined || coverage.share === null ? html`<span class="muted">not watched</span>` : html`${blindBar(coverage, period)}<span class="meta">${blindText(coverage, period)}</span>`}</td>
<td class="nowrap polled">${lastPolledAt === null ? html`<span class="muted">never</span>` : moment(lastPolledAt)}</td>
</tr>`;
  })}</tbody></table>
<p class="muted">A bar is the last ${DAYS} days, from left to right. Green: watched. Red: the source could not be seen, and items may have been missed. Amber: the same, but what was missed came later. Grey: not watched yet.</p>`;
}
