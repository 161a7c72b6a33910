/** `/trends`: charts of articles and of reports on ventures, over a period that the reader chooses. */
import { z } from 'zod';
import { oneOf } from '../../query/article-filter.ts';
import { readParams } from '../../query/read-filter.ts';
import { daysChart, monthsChart } from '../charts.ts';
import { attribute, html } from '../html.ts';
import { listTitle } from '../links.ts';
import { empty } from '../parts.ts';
import type { Page } from '../site.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;

const SPANS = {
  '1y': { text: '1 year', years: 1 },
  '5y': { text: '5 years', years: 5 },
  '20y': { text: '20 years', years: 20 },
} as const;
const NAMES = Object.keys(SPANS) as (keyof typeof SPANS)[];

const askedSchema = z.object({ span: oneOf(NAMES).optional() });

export const trendsPage: Page = ({ answers }, { params }) => {
  const { span = '5y' } = readParams(askedSchema, params);
  const months = answers.reportsByMonth({ ago: SPANS[span].years * 365.25 * DAY_MS });
  const days = answers.articlesByDay({ ago: (DAYS - 1) * DAY_MS });
  return {
    title: listTitle('Trends', params),
    section: 'trends',
    charts: true,
    main: html`<h1>Trends</h1>
<section aria-labelledby="months">
<div class="head"><h2 id="months">Reports on ventures</h2>
<nav aria-label="Time shown"><ul class="choices">${NAMES.map(
      (name) =>
        html`<li><a href="/trends?span=${name}"${attribute('aria-current', name === span ? 'true' : null)}>${SPANS[name].text}</a></li>`,
    )}</ul></nav></div>
<p class="muted">Each tagged article counts once, in the month it was published, by the stage of the venture that it is most about.</p>
${months.length === 0 ? empty('No tagged article in this time.') : monthsChart('months-chart', months)}
</section>
<section aria-labelledby="days"><h2 id="days">The last ${DAYS} days</h2>
${
  days.every(({ articles }) => articles === 0)
    ? empty('No stored article is from this time.')
    : daysChart('days-chart', days)
}
</section>`,
  };
};
