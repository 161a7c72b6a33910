/** `/companies` and `/companies/:id`: the companies that the tagger knows; one with its articles and ventures. */
import type { CompanySummary } from '../../pipeline/answers/companies.ts';
import { readFilter, readParams } from '../../query/read-filter.ts';
import { companyFilterSchema } from '../../query/venture-filter.ts';
import { filterForm, textField, writtenField } from '../fields.ts';
import { type Html, html } from '../html.ts';
import { askedIn, companyHref, listHref, listTitle, outside, ventureHref } from '../links.ts';
import { pageLinks, sliceOf } from '../paging.ts';
import { articleItem, empty, facts, partnersText, stageBadge, unknownNote } from '../parts.ts';
import type { Page } from '../site.ts';
import { counted, countryName, dayText, number } from '../words.ts';

const PATH = '/companies';
const ROWS = 100;
const ARTICLES = 10;
const VENTURES = 30;

export const companiesPage: Page = async ({ answers }, { params }) => {
  const given = askedIn(params, []);
  const asked = readParams(companyFilterSchema, askedIn(params, ['page']));
  const { filter, unknown } = await answers.named(asked);
  const companies = await answers.companies(filter);
  const slice = sliceOf(companies, given, ROWS);
  const field = writtenField('companies', given);
  return {
    title: listTitle('Companies', given),
    section: 'companies',
    main: html`<h1>Companies</h1>
<p class="lead">The companies whose names are recognised in articles, in any language. The page of a company lists those of its ventures that articles mention, including new ones.</p>
${filterForm({ path: PATH, what: 'companies', params: given }, [
  textField(field('name', 'Name in any language'), 'BYD, 比亚迪'),
  textField(field('country', 'Country'), 'CN, DE'),
])}
${unknownNote(unknown)}
<h2>${counted(slice.total, 'company', 'companies')}</h2>
${slice.total === 0 ? empty('No company has such a name.', html`<p><a href="/companies">Show all companies</a></p>`) : table(slice.rows)}
${pageLinks(PATH, given, slice)}`,
  };
};

function table(companies: readonly CompanySummary[]): Html {
  return html`<table class="cards">
<thead><tr><th scope="col">Company</th><th scope="col">Country</th><th scope="col">Kind</th><th scope="col" class="amount">Ventures in the ledger</th></tr></thead>
<tbody>${companies.map(
    ({ id, name, country, kind, ventures }) => html`<tr>
<th scope="row"><a href="${companyHref(id)}" dir="auto">${name}</a></th>
<td class="short">${countryName(country)}</td><td class="short">${kind}</td>
<td class="short amount" data-label="${ventures.length === 1 ? 'venture' : 'ventures'} in the ledger">${number(ventures.length)}</td></tr>`,
  )}</tbody></table>`;
}

export const companyPage: Page = async ({ answers, names }, { id: asked }) => {
  const company = await answers.company(asked);
  const { id } = company;
  const { articles } = answers.articles(readFilter({ company: id, limit: ARTICLES }));
  const { ventures, untold } = await answers.ventures({ company: { any: [id], none: [] } });
  const { name, country, kind, parent, aliases, sources, checked } = company;
  return {
    title: name,
    section: 'companies',
    main: html`<h1 dir="auto">${name}</h1>
<div class="beside">
<section aria-labelledby="articles">
<div class="head"><h2 id="articles">Latest articles</h2><a href="${listHref({ company: id })}">All articles</a></div>
${articles.length === 0 ? empty('No stored article mentions it.') : html`<div class="list">${articles.map((article) => articleItem(article, 'h3'))}</div>`}
</section>
<div class="aside">
<section class="card" aria-labelledby="facts"><h2 id="facts">Facts</h2>
${facts([
  ['Country', countryName(country)],
  ['Kind', kind],
  [
    'Ventures in the ledger',
    html`${number(company.ventures.length)}${[...ventures.filter((venture) => !venture.new), ...untold].map(
      (venture) =>
        html`<span class="line"><a href="${ventureHref(venture.id)}" dir="auto">${venture.name}</a></span>`,
    )}`,
  ],
  [
    'Controlled by',
    parent === null ? null : html`<a href="${companyHref(parent)}">${await names.company(parent)}</a>`,
  ],
  ['Also called', aliases.length === 0 ? null : html`<span dir="auto">${aliases.join(', ')}</span>`],
  [
    'Sources',
    html`${sources.map((source) => html`<span class="line">${outside(source, URL.canParse(source) ? new URL(source).hostname : source)}</span>`)}<span class="line muted">${checked === null ? 'not checked against a source' : `checked ${dayText(checked)}`}</span>`,
  ],
])}</section>
<section aria-labelledby="ventures">
<div class="head"><h2 id="ventures">${ventures.length === 0 ? 'Ventures mentioned' : html`${counted(ventures.length, 'venture')} mentioned`}</h2><a href="/ventures?company=${encodeURIComponent(id)}">As a table</a></div>
${
  ventures.length === 0
    ? empty('No article mentions a venture of this company.')
    : html`<ul class="plain list small">${ventures
        .slice(0, VENTURES)
        .map(
          (venture) =>
            html`<li class="item"><h3><a href="${ventureHref(venture.id)}" dir="auto">${venture.name}</a></h3><p class="meta">${stageBadge(venture.stage)} ${partnersText(venture.partners)}</p></li>`,
        )}</ul>`
}</section>
</div></div>`,
  };
};
