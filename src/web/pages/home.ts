/** `/`: the latest articles, stories and ventures, a chart, and how completely the sources were watched. */
import type { Answers } from '../../pipeline/answers/answers.ts';
import type { VentureSummary } from '../../pipeline/answers/ledger.ts';
import type { DayOfArticles } from '../../pipeline/answers/timeline.ts';
import { readFilter } from '../../query/read-filter.ts';
import type { FeedView } from '../../store/feeds/feed-views.ts';
import type { ArticleSummary } from '../../store/lists/article-summaries.ts';
import { shareText } from '../../text/shown/share-text.ts';
import { daysChart, monthsChart } from '../charts.ts';
import { type Html, html, NONE } from '../html.ts';
import { ventureHref } from '../links.ts';
import { articleItem, EVERYTHING_PAUSED, empty, partnersText, stageBadge } from '../parts.ts';
import type { Page } from '../site.ts';
import { storyItem } from '../story-item.ts';
import { counted, day } from '../words.ts';

const ARTICLES = 12;
const STORIES = 5;
/** Of these, the ones with several articles are shown. */
const STORIES_READ = 60;
const VENTURES = 6;
const CHART_DAYS = 30;
const CHART_YEARS = 5;
const WATCHED_DAYS = 7;
const DAY_MS = 86_400_000;

const TAGGED = readFilter({ tag: 'chinese-ev-jv', limit: ARTICLES });

export const homePage: Page = async ({ answers }) => {
  const { articles } = answers.articles(TAGGED);
  const { stories } = await answers.stories(readFilter({ tag: 'chinese-ev-jv', limit: STORIES_READ }));
  const shared = stories.filter((story) => story.articles > 1).slice(0, STORIES);
  const ventures = await latestVentures(answers, articles);
  const days = answers.articlesByDay({ ago: (CHART_DAYS - 1) * DAY_MS });
  return {
    title: 'What is new',
    section: 'new',
    charts: true,
    main: html`<h1>What is new</h1>
<p class="lead">Joint ventures of the Chinese electric-car industry, each with the sentence that reports it.</p>
${answers.everythingPaused() ? html`<p class="note">${EVERYTHING_PAUSED} <a href="/jobs">Jobs</a></p>` : NONE}
<div class="beside">
<section aria-labelledby="latest">
<div class="head"><h2 id="latest">Latest articles</h2><a href="/articles?tag=chinese-ev-jv">All tagged articles</a></div>
${
  articles.length === 0
    ? empty(
        'No article has been tagged yet.',
        html`<p>Run <code>jvwire run</code>, or wait for the daemon's next sweep. <a href="/feeds">See what is watched</a></p>`,
      )
    : html`<div class="list">${articles.map((article) => articleItem(article, 'h3'))}</div>`
}
</section>
<div class="aside">
<section aria-labelledby="watch"><h2 id="watch">Watch</h2>${watch(answers.feeds(), answers.coverage({ ago: WATCHED_DAYS * DAY_MS }))}</section>
${trend(days, answers)}
${
  shared.length === 0
    ? NONE
    : html`<section aria-labelledby="stories">
<div class="head"><h2 id="stories">Reported by several</h2><a href="/stories">All stories</a></div>
<ul class="plain list small">${shared.map((story) => html`<li>${storyItem(story, 'h3')}</li>`)}</ul>
</section>`
}
<section aria-labelledby="ventures">
<div class="head"><h2 id="ventures">Ventures in the news</h2><a href="/ventures">All ventures</a></div>
${
  ventures.length === 0
    ? empty('No article mentions a venture yet.')
    : html`<ul class="plain list small">${ventures.map(
        (
          venture,
        ) => html`<li class="item"><h3><a href="${ventureHref(venture.id)}" dir="auto">${venture.name}</a></h3>
<p class="meta">${stageBadge(venture.stage)} ${venture.lastDay === null ? NONE : day(venture.lastDay)}</p>
<p class="meta">${partnersText(venture.partners)}</p></li>`,
      )}</ul>`
}
</section>
</div>
</div>`,
  };
};

function watch(
  feeds: readonly FeedView[],
  { share, summary }: { readonly share: number | null; readonly summary: string | null },
): Html {
  const watched = feeds.filter(({ health }) => health.state !== 'paused');
  if (watched.length === 0 && feeds.length > 0)
    return empty('Every feed is paused or switched off.', html`<p><a href="/feeds">All feeds</a></p>`);
  if (watched.length === 0)
    return empty('No feed is watched.', html`<p><code>jvwire feeds add URL</code> adds one.</p>`);
  const trouble = watched.filter(({ health }) => !['ok', 'quiet'].includes(health.state)).length;
  return html`<p class="figure">${share === null ? 'Nothing has been watched yet.' : html`<strong>${shareText(share)}</strong> of the last ${WATCHED_DAYS} days watched`}</p>
<p>${counted(watched.length, 'source')}; ${
    trouble === 0
      ? 'all of them answer.'
      : html`<a href="/feeds">${trouble === 1 ? '1 needs' : `${trouble} need`} a look</a>.`
  }</p>
${summary === null ? html`<p class="muted">No blind time of an hour or more.</p>` : html`<p class="note">${summary}. <a href="/feeds">When and why</a></p>`}`;
}

/** The ventures reported on last. Looks no further back than these articles: reading the whole ledger would be slow. */
async function latestVentures(
  answers: Answers,
  articles: readonly ArticleSummary[],
): Promise<readonly VentureSummary[]> {
  const days = articles.map(({ publishedAt, firstSeenAt }) => Date.parse(publishedAt ?? firstSeenAt));
  if (days.length === 0) return [];
  const { ventures } = await answers.ventures({ since: { at: Math.min(...days) } });
  return ventures.slice(0, VENTURES);
}

/** A chart of the last days or, when nothing stored is that new, of the last years. */
function trend(days: readonly DayOfArticles[], answers: Answers): Html {
  const recent = days.some(({ articles }) => articles > 0);
  const months = recent ? [] : answers.reportsByMonth({ ago: CHART_YEARS * 365.25 * DAY_MS });
  return html`<section aria-labelledby="trend">
<div class="head"><h2 id="trend">${recent ? `The last ${CHART_DAYS} days` : `The last ${CHART_YEARS} years`}</h2><a href="/trends">Trends</a></div>
${
  recent
    ? daysChart('days-chart', days)
    : months.length === 0
      ? empty('Nothing to draw yet.')
      : monthsChart('months-chart', months)
}
</section>`;
}
