/** `/stories/:id`: one story: its sources in order of time, who was first, who copied, and where their figures differ. */

import { addsToHeadline } from '../../core/shown-quote.ts';
import { ventureName } from '../../core/venture-key.ts';
import type { StorySourceView, StoryView } from '../../store/lists/story-queries.ts';
import { goneNote } from '../../text/shown/since-published.ts';
import { type Html, html, joined, NONE } from '../html.ts';
import { articleHref, outside, ventureHref } from '../links.ts';
import {
  DOT,
  foreign,
  languageMark,
  metaLine,
  nameOf,
  partnersText,
  sinceBadges,
  sourceName,
  stageBadge,
  titleOf,
} from '../parts.ts';
import type { Page } from '../site.ts';
import { headlineLanguage, storyDays } from '../story-item.ts';
import { counted, day, moment } from '../words.ts';

/** The first sources are shown, and how many later ones there are. */
const MAX_SOURCES = 100;

export const storyPage: Page = async ({ answers }, { id }) => {
  const story = await answers.story(id);
  const { headline, articles, copies, stage, sources } = story;
  return {
    title: `Story: ${titleOf(headline)}`,
    section: 'stories',
    main: html`<h1>${foreign(titleOf(headline), headlineLanguage(story))}</h1>
<p class="meta">${joined(
      [
        stage === null ? null : stageBadge(stage),
        storyDays(story),
        counted(articles, 'article'),
        copies === 0 ? null : html`${counted(copies, 'copy', 'copies')} among them`,
        goneNote(story),
      ],
      DOT,
    )}</p>
<div class="beside">
<section aria-labelledby="sources"><h2 id="sources">Sources in order</h2>
<ol class="timeline">${sources.slice(0, MAX_SOURCES).map((source) => sourceItem(source, story))}</ol>
${sources.length > MAX_SOURCES ? html`<p class="muted">and ${counted(sources.length - MAX_SOURCES, 'later article')}</p>` : NONE}
</section>
<div class="aside">${about(story)}${figures(story)}</div>
</div>`,
  };
};

function sourceItem(source: StorySourceView, { firstMover, sources }: StoryView): Html {
  const { articleId, url, title, language, publishedAt, day: when, copyOf, evidence } = source;
  const original = sources.find((other) => other.articleId === copyOf);
  return html`<li class="item">${metaLine(
    [
      sourceName(source.source),
      publishedAt === null ? html`seen ${day(when)}` : moment(publishedAt),
      languageMark(language),
      copyOf !== null &&
        html`copy of <a href="${articleHref(copyOf)}">${original === undefined ? `article ${copyOf}` : nameOf(original.source)}</a>`,
    ],
    [articleId === firstMover && html`<span class="badge phase-running">first</span>`, sinceBadges(source)],
  )}
<h3><a href="${articleHref(articleId)}">${foreign(titleOf(title), language)}</a></h3>
${evidence !== null && addsToHeadline(evidence) ? html`<blockquote>${foreign(evidence.sentence, language, 'p')}</blockquote>` : NONE}
<p class="meta">${outside(url, 'Read it where it was published')}</p></li>`;
}

function about({ partners, ventures }: StoryView): Html {
  if (partners.length + ventures.length === 0) return NONE;
  return html`<section class="card" aria-labelledby="about"><h2 id="about">What it is about</h2>
${partners.length === 0 ? NONE : html`<p>${partnersText(partners)}</p>`}
${ventures.length === 0 ? NONE : html`<ul class="plain">${ventures.map((venture) => html`<li><a href="${ventureHref(venture.id)}" dir="auto">${ventureName(venture)}</a></li>`)}</ul>`}
</section>`;
}

function figures({ figures: stated, sources }: StoryView): Html {
  if (stated.length === 0) return NONE;
  const names = new Map(sources.map((source) => [source.articleId, source.source]));
  return html`<section class="card" aria-labelledby="figures"><h2 id="figures">Figures as stated</h2>
${stated.map(
  ({
    what,
    currency,
    values,
    differs,
  }) => html`<h3>${what === 'amount' ? 'Sum' : 'Stake'}${currency === null ? NONE : html` in ${currency}`}${differs ? html` <span class="badge bad">sources differ</span>` : NONE}</h3>
<ul class="plain">${values.map(
    ({ stated: value, articles }) =>
      html`<li><strong dir="auto">${value}</strong> <span class="meta">${joined(
        articles
          .slice(0, 5)
          .map((id) => html`<a href="${articleHref(id)}">${nameOf(names.get(id) ?? `article ${id}`)}</a>`),
        html`, `,
      )}</span></li>`,
  )}</ul>`,
)}</section>`;
}
