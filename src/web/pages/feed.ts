/** `/feeds/:id`: one source with its state, blind times, latest polls and events. */

import { EVERYTHING } from '../../core/operations.ts';
import type { BlindWindow, Period, SourceCoverage } from '../../feed/watch/coverage.ts';
import type { FeedDetail, PollView } from '../../store/feeds/feed-views.ts';
import { notReadNote } from '../../text/language/read-for-tags.ts';
import { blindBar, blindText } from '../blind-bar.ts';
import { action, outOfReach } from '../fields.ts';
import { type Html, html, joined, NONE } from '../html.ts';
import { feedHref, listHref, outside } from '../links.ts';
import { DOT, empty, facts, scrolling } from '../parts.ts';
import type { Page } from '../site.ts';
import { countryName, languageName, moment, number, sentence } from '../words.ts';
import { stateBadge } from './feeds.ts';

const ROWS = 25;
const WINDOWS = 10;
const DAYS = 30;
const DAY_MS = 86_400_000;

export const feedPage: Page = ({ answers }, { id, may }) => {
  const feed = answers.feed(id, ROWS);
  const { period, sources } = answers.coverage({ ago: DAYS * DAY_MS }, feed.id);
  const [coverage] = sources;
  return {
    title: feed.name,
    section: 'feeds',
    main: html`<h1 dir="auto">${feed.name}</h1>
<p class="meta">${joined([stateBadge(feed.health.state), html`since ${moment(feed.health.since)}`, feed.health.why], DOT)}</p>
${feed.health.todo === null ? NONE : html`<p class="note">What to do: ${feed.health.todo}.</p>`}
${feed.warning === null ? NONE : html`<p class="note">${sentence(feed.warning)}.</p>`}
${notRead(feed.language)}
${may('write') ? actions(feed.id, answers.paused()) : outOfReach('To poll, pause or resume it', 'write')}
<div class="beside">
<div class="stack">
${coverage ? blindTimes(coverage, period) : NONE}
${polls(feed)}
</div>
<div class="aside">
${aboutFeed(feed)}
${eventsOf(feed)}
</div></div>`,
  };
};

function notRead(language: string | null): Html {
  const note = notReadNote(language);
  return note === null ? NONE : html`<p class="note">${languageName(language ?? '')}: ${note}.</p>`;
}

/** `paused`: ids of feeds, or EVERYTHING. */
const actions = (id: string, paused: readonly string[]): Html => html`<div class="actions">
${action(`${feedHref(id)}/poll`, 'Poll now')}
${paused.includes(id) ? action('/jobs/resume', 'Resume', { feed: id }) : action('/jobs/pause', 'Pause', { feed: id })}
${paused.includes(EVERYTHING) ? html`<a class="button" href="/jobs">Everything is paused</a>` : NONE}
</div>`;

function blindTimes(coverage: SourceCoverage, period: Period): Html {
  const windows = coverage.windows.slice(-WINDOWS).reverse();
  return html`<section aria-labelledby="blind"><h2 id="blind">The last ${DAYS} days</h2>
${blindBar(coverage, period)}<p>${blindText(coverage, period)}</p>
${windows.length === 0 ? NONE : html`<ul class="plain windows">${windows.map(windowItem)}</ul>`}
${windows.length < coverage.windows.length ? html`<p class="meta">The latest ${WINDOWS} of ${coverage.windows.length}.</p>` : NONE}
</section>`;
}

function windowItem({ from, until, reason, mayHaveMissed }: BlindWindow): Html {
  return html`<li class="meta">${moment(from)} to ${until === null ? 'now' : moment(until)}: <code>${reason}</code>, ${
    mayHaveMissed ? 'items may have been missed' : 'caught up'
  }</li>`;
}

function polls({ polls: latest, lastPolledAt }: FeedDetail): Html {
  if (latest.length === 0)
    return empty(lastPolledAt === null ? 'It has not been polled yet.' : 'Its latest polls were pruned.');
  return html`<section aria-labelledby="polls"><h2 id="polls">Latest polls</h2>
${scrolling(
  'Table of the latest polls',
  html`<table><thead><tr><th scope="col">When</th><th scope="col">Outcome</th><th scope="col" class="amount">New</th><th scope="col" class="amount">Known</th><th scope="col" class="amount">Rejected</th><th scope="col" class="amount">Took</th></tr></thead>
<tbody>${latest.map(
    (poll) =>
      html`<tr><th scope="row" class="nowrap">${moment(poll.at)}</th><td>${outcome(poll)}</td><td class="amount">${number(poll.new)}</td><td class="amount">${number(poll.known)}</td><td class="amount">${number(poll.rejected)}</td><td class="amount nowrap">${number(poll.ms)} ms</td></tr>`,
  )}</tbody></table>`,
)}</section>`;
}

function outcome({ outcome: what, code, message, rejections, warnings }: PollView): Html {
  const reasons = Object.entries(rejections).map(([reason, count]) => `${count} ${reason}`);
  const details = [code === null ? null : `${code}: ${message ?? ''}`, ...reasons, ...warnings.slice(0, 2)];
  return html`${what} <span class="meta">${joined(details, html`; `)}</span>`;
}

function aboutFeed(feed: FeedDetail): Html {
  const { id, url, site, language, region, kind, folder, origin, intervalMinutes, nextPollAt, redirectsTo } =
    feed;
  return html`<section class="card" aria-labelledby="about"><h2 id="about">About it</h2>
${facts([
  ['Id', html`<code>${id}</code>`],
  ['Address', outside(url)],
  ['Site', site === null ? null : outside(site)],
  ['Redirects to', redirectsTo === null ? null : outside(redirectsTo.url)],
  ['Language', language === null ? null : languageName(language)],
  ['Region', region === null ? null : countryName(region)],
  ['Kind', kind],
  ['Folder', folder],
  ['From', origin],
  ['Polled', `every ${number(Math.round(intervalMinutes))} minutes`],
  ['Next poll', feed.health.state === 'paused' ? `none: ${feed.health.why}` : moment(nextPollAt)],
  ['Last success', feed.lastSuccessAt === null ? 'never' : moment(feed.lastSuccessAt)],
  ['Last news', feed.lastNewAt === null ? 'never' : moment(feed.lastNewAt)],
  ['Note', feed.note],
])}
<p><a href="${listHref({ feed: id })}">Articles from it</a></p></section>`;
}

function eventsOf({ events }: FeedDetail): Html {
  if (events.length === 0) return NONE;
  return html`<section class="card" aria-labelledby="events"><h2 id="events">What happened to it</h2>
<ul class="plain">${events.map(({ at, message }) => html`<li class="meta">${moment(at)}: ${message}</li>`)}</ul></section>`;
}
