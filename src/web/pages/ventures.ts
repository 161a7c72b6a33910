/** `/ventures`: the ventures as a table, or their events on a timeline. */
import { SECTORS, STAGES } from '../../core/model.ts';
import type { VentureSummary } from '../../pipeline/answers/ledger.ts';
import type { NamedVenture } from '../../pipeline/answers/untold.ts';
import { oneOf } from '../../query/article-filter.ts';
import { readParams } from '../../query/read-filter.ts';
import { ventureFilterSchema } from '../../query/venture-filter.ts';
import { filterForm, selectField, textField, writtenField } from '../fields.ts';
import { attribute, type Html, html, joined, NONE } from '../html.ts';
import { addressOf, askedIn, listTitle, ventureHref } from '../links.ts';
import { pageLinks, sliceOf } from '../paging.ts';
import { coverageNote, empty, partnersText, stageBadge, unknownNote } from '../parts.ts';
import type { Page } from '../site.ts';
import { takeAlong } from '../take-along.ts';
import { tracks } from '../venture-tracks.ts';
import { counted, countryName, day, number } from '../words.ts';

const ROWS = 50;
/** Ventures without articles that are named. */
const NAMED = 20;
const PATH = '/ventures';
const pageSchema = ventureFilterSchema.extend({ view: oneOf(['table', 'timeline']).optional() });

export const venturesPage: Page = async ({ answers, now }, { params }) => {
  const given = askedIn(params, []);
  const { view, ...asked } = readParams(pageSchema, askedIn(params, ['page']));
  const { filter, unknown } = await answers.named(asked);
  const asTimeline = view === 'timeline';
  const { ventures, untold, coverage } = await answers.ventures(filter);
  const slice = sliceOf(ventures, given, ROWS);
  return {
    title: listTitle('Ventures', given),
    section: 'ventures',
    main: html`<h1>Ventures</h1>
<p class="lead">Every joint venture that a stored article mentions, with its current stage from the ledger and later articles.</p>
${filters(given, asked.new)}
${unknownNote(unknown)}
<div class="head"><h2>${counted(slice.total, 'venture')}</h2>${views(given, asTimeline)}</div>
${
  slice.total === 0
    ? empty('No article mentions such a venture.', html`<p><a href="/ventures">Show all ventures</a></p>`)
    : asTimeline
      ? tracks(answers.timelines(slice.rows, filter), now())
      : tableView(slice.rows)
}
${pageLinks(PATH, given, slice)}
${untoldVentures(untold)}
${coverageNote(coverage)}
${unknown.length > 0 ? NONE : takeAlong('ventures', askedIn(given, ['view', 'page']))}`,
  };
};

function filters(params: URLSearchParams, isNew: boolean | undefined): Html {
  const field = writtenField('ventures', params);
  const kept =
    params.get('view') === 'timeline' ? html`<input type="hidden" name="view" value="timeline">` : NONE;
  return filterForm({ path: PATH, what: 'ventures', params, kept }, [
    textField(field('company', 'Company'), 'byd'),
    textField(field('with', 'And with'), 'toyota'),
    textField(field('country', 'Country'), 'CN, DE'),
    selectField(field('sector', 'Sector'), SECTORS),
    selectField(field('stage', 'Stage'), STAGES),
    textField(field('since', 'Reported since'), '2026-01-31, 7d'),
    textField(field('until', 'Reported until'), '2026-01-31'),
    textField(field('begun', 'Begun since'), '2024-01-01'),
    selectField({ ...field('new', 'In the ledger'), value: isNew === undefined ? null : String(isNew) }, [
      ['true', 'no'],
      ['false', 'yes'],
    ]),
  ]);
}

/** Names only the first ones: the form finds the others. */
function untoldVentures(untold: readonly NamedVenture[]): Html {
  if (untold.length === 0) return NONE;
  const names = untold
    .slice(0, NAMED)
    .map(({ id, name }) => html`<a href="${ventureHref(id)}" dir="auto">${name}</a>`);
  const more = untold.length > NAMED ? `, and ${untold.length - NAMED} more` : '';
  return html`<p class="note">The ledger has ${counted(untold.length, 'venture')} that no article mentions: ${joined(names, html`, `)}${more}.</p>`;
}

function views(params: URLSearchParams, asTimeline: boolean): Html {
  const table = new URLSearchParams(params);
  table.delete('view');
  const timeline = new URLSearchParams(params);
  timeline.set('view', 'timeline');
  return html`<nav aria-label="View"><ul class="choices">
<li><a href="${addressOf(PATH, table)}"${attribute('aria-current', asTimeline ? null : 'true')}>Table</a></li>
<li><a href="${addressOf(PATH, timeline)}"${attribute('aria-current', asTimeline ? 'true' : null)}>Timeline</a></li>
</ul></nav>`;
}

function tableView(ventures: readonly VentureSummary[]): Html {
  return html`<table class="cards ventures">
<thead><tr><th scope="col">Venture</th><th scope="col">Partners</th><th scope="col">Stage</th><th scope="col">Sector</th><th scope="col">Seat</th><th scope="col">Founded</th><th scope="col">First reported</th><th scope="col">Last reported</th><th scope="col" class="amount">Articles</th></tr></thead>
<tbody>${ventures.map(
    (venture) => html`<tr>
<th scope="row"><a href="${ventureHref(venture.id)}" dir="auto">${venture.name}</a>${venture.new ? html` <span class="badge">new to the ledger</span>` : NONE}</th>
<td class="partners">${partnersText(venture.partners)}</td>
<td class="short">${stageBadge(venture.stage)}</td>
<td class="short">${venture.sector ?? html`<span class="muted">not said</span>`}</td>
<td class="short">${venture.country === null ? html`<span class="muted">not known</span>` : countryName(venture.country)}</td>
<td class="short nowrap" data-since="founded">${venture.founded === null ? NONE : day(venture.founded)}</td>
<td class="short nowrap" data-since="first&nbsp;reported">${venture.firstDay === null ? NONE : day(venture.firstDay)}</td>
<td class="short nowrap" data-since="last&nbsp;reported">${venture.lastDay === null ? NONE : day(venture.lastDay)}</td>
<td class="short amount" data-label="${venture.articles === 1 ? 'article' : 'articles'}">${number(venture.articles)}${venture.gone === 0 ? NONE : html` <span class="badge bad">${venture.gone === venture.articles ? 'page gone' : `${venture.gone} gone`}</span>`}</td>
</tr>`,
  )}</tbody></table>`;
}
