/** `/articles/:id`: one article with its evidence marked in the text, and everything that is known about it. */

import { byLedgerOnly, byLedgerText } from '../../core/named-partners.ts';
import { isPruned } from '../../core/pruning.ts';
import { keyInArticle, ventureKey, ventureName } from '../../core/venture-key.ts';
import type { ArticleDetail } from '../../store/lists/article-detail.ts';
import type { StoryView } from '../../store/lists/story-queries.ts';
import { notReadNote } from '../../text/language/read-for-tags.ts';
import { timesText } from '../../text/shown/counted.ts';
import { type Html, html, joined, NONE } from '../html.ts';
import { companyHref, feedHref, outside, storyHref, ventureHref } from '../links.ts';
import { joinPassages, lineOf, marked, type Passage, paragraphsOf } from '../marked-text.ts';
import {
  DOT,
  empty,
  facts,
  foreign,
  languageMark,
  nameOf,
  partnersText,
  sinceBadges,
  sourceName,
  spoken,
  stageBadge,
  titleOf,
  verdictText,
} from '../parts.ts';
import type { Page } from '../site.ts';
import { headlineLanguage } from '../story-item.ts';
import { counted, languageName, moment, published } from '../words.ts';

/** Sightings and addresses that are listed; of the others only the number is shown. */
const MAX_LISTED = 20;

export const articlePage: Page = async ({ answers, names }, { id }) => {
  const article = answers.article(id);
  const story = await answers.storyOf(article.id);
  const places = placesOf(article);
  return {
    title: titleOf(article.title),
    section: 'articles',
    main: html`<article class="whole">
<header>
<h1${spoken(titleOf(article.title), article.language)}>${marked(lineOf(titleOf(article.title), places.title), 'headline')}</h1>
<p class="meta">${joined(
      [
        sourceName(article.source),
        article.authors.length > 0 ? html`<span dir="auto">${article.authors.join(', ')}</span>` : null,
        published(article),
        languageMark(article.language),
        counted(article.wordCount, 'word'),
      ],
      DOT,
    )}</p>
<p class="meta">${outside(article.url, 'Read it where it was published')}${DOT}<span class="jump"><a href="#evidence">Evidence and sources</a></span></p>
${notices(article)}
</header>
<div class="beside">
<div class="text">${body(article, places.text)}</div>
<div class="aside">
${evidence(article, places)}
${article.ventures.map((venture) => ventureOf(venture, article))}
${companies(article)}
${story === null || story.articles < 2 ? NONE : storyOf(story, article.id)}
${provenance(article, names.feed)}
</div>
</div>
</article>`,
  };
};

interface Places {
  readonly title: readonly Passage[];
  readonly text: readonly Passage[];
}

/** Where the sentences that prove a tag or a venture stand, overlaps joined. */
function placesOf({ tags, ventures }: ArticleDetail): Places {
  const all = [...tags, ...ventures].flatMap((found) => found.evidence);
  const passagesIn = (field: 'title' | 'text') => joinPassages(all.filter((one) => one.field === field));
  return { title: passagesIn('title'), text: passagesIn('text') };
}

function notices(article: ArticleDetail): Html {
  const { failure, visits, verdict, verdictReason, waiting, summary, text, id } = article;
  const { linkRot, revisions } = visits;
  const pruned = isPruned(article);
  return html`${failure === null ? NONE : html`<p class="note bad">Its page could not be read (${failure.code}: ${failure.message}; ${counted(failure.attempts, 'try', 'tries')}).${text || summary ? ' What follows is from its feed.' : NONE}</p>`}
${verdict === null || verdict === 'full' ? NONE : html`<p class="note">Its text is incomplete: ${verdictText(verdict)}${verdictReason === '' ? '' : html` (${verdictReason})`}.</p>`}
${waiting === null ? NONE : html`<p class="note">It is not read yet: ${waiting.lastFailure === null ? 'it was not tried so far' : html`${counted(waiting.attempts, 'try', 'tries')} failed (${waiting.lastFailure})`}. ${waiting.paused ? 'It is paused.' : html`${waiting.attempts === 0 ? 'Due since' : 'Next try'} ${moment(waiting.nextAt)}.`}</p>`}
${pruned ? html`<p class="note">Its text was pruned: ${summary ? 'what follows is only its summary' : 'nothing of it is kept'}. <code>jvwire ingest</code> with its address fetches it again.</p>` : NONE}
${linkRot === null ? NONE : html`<p class="note bad">Its page has been gone since ${moment(linkRot.at)} (${linkRot.code}).${pruned ? NONE : ' The text is kept here.'}</p>`}
${revisions === 0 ? NONE : html`<p class="note">Its publisher changed it ${timesText(revisions)}. <a href="/articles/${id}/revisions">See what changed</a></p>`}`;
}

function body({ text, language, summary, state }: ArticleDetail, places: readonly Passage[]): Html {
  const paragraphs = paragraphsOf(text, places);
  if (paragraphs.length > 0)
    return html`${paragraphs.map((paragraph) => foreign(marked(paragraph, 'quote'), language, 'p'))}`;
  if (summary !== null && summary !== '') return foreign(summary, language, 'p');
  return empty(state === 'pending' ? 'It has not been fetched yet.' : 'There is no text.');
}

function evidence({ tags, id, language, rulesVersion }: ArticleDetail, places: Places): Html {
  const [tag] = tags;
  const note = notReadNote(language);
  if (tag === undefined)
    return html`<section aria-labelledby="evidence"><h2 id="evidence">Not tagged</h2>
${note === null ? NONE : html`<p class="note">${languageName(language ?? '')}: ${note}.</p>`}
${
  rulesVersion === null
    ? html`<p>No rule has looked at it: it has not been read.</p>`
    : html`<p>No rule found a Chinese EV joint venture in it. <code>jvwire explain ${id}</code> shows which came close.</p>`
}</section>`;
  const anchor = (field: 'title' | 'text', start: number): string => {
    const place = places[field].findIndex((passage) => passage.start <= start && start < passage.end);
    return `#${field === 'title' ? 'headline' : 'quote'}-${place + 1}`;
  };
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
<p class="meta">Tagged with confidence <strong>${tag.confidence.toFixed(2)}</strong>: of 100 articles with this confidence, about ${Math.round(100 * tag.confidence)} are tagged correctly.</p>
<ol class="quotes">${tag.evidence.map(
    ({ field, sentence, start, rule }) =>
      html`<li><blockquote>${foreign(sentence, language, 'p')}</blockquote><p class="meta"><a href="${anchor(field, start)}">${field === 'title' ? 'in the headline' : 'in the text'}</a>${DOT}rule <code>${rule}</code></p></li>`,
  )}</ol></section>`;
}

function ventureOf(venture: ArticleDetail['ventures'][number], { id, companies }: ArticleDetail): Html {
  const { partners, stage, sector, stake, amount, confidence } = venture;
  const key = keyInArticle(ventureKey(venture), id);
  const unnamed = byLedgerOnly(partners, companies);
  return html`<section class="card"><h2><a href="${ventureHref(key)}" dir="auto">${ventureName(venture)}</a></h2>
${facts([
  ['Partners', html`${partnersText(partners)}${byLedger(unnamed.map(({ name }) => name))}`],
  ['Stage', stageBadge(stage)],
  ['Sector', sector],
  ['Stake', stake],
  ['Sum', amount],
  ['Confidence', confidence.toFixed(2)],
])}</section>`;
}

function byLedger(names: readonly string[]): Html {
  if (names.length === 0) return NONE;
  return html`<span class="line muted">${joined(
    names.map((name) => nameOf(name)),
    html`, `,
  )} ${byLedgerText(names.length)}</span>`;
}

function companies({ companies: named }: ArticleDetail): Html {
  if (named.length === 0) return NONE;
  return html`<section aria-labelledby="companies"><h2 id="companies">Companies</h2>
<ul class="chips">${named.map(
    ({ companyId, name, mentions }) =>
      html`<li><a href="${companyHref(companyId)}"><span dir="auto">${name}</span> <span class="count">${mentions}<span class="visually-hidden"> ${mentions === 1 ? 'mention' : 'mentions'}</span></span></a></li>`,
  )}</ul></section>`;
}

function storyOf(story: StoryView, own: number): Html {
  const { id, headline, articles, sources } = story;
  const others = sources.filter(({ articleId }) => articleId !== own).slice(0, 5);
  return html`<section aria-labelledby="story"><h2 id="story">Story</h2>
<p><a href="${storyHref(id)}">${foreign(titleOf(headline), headlineLanguage(story))}</a></p>
<p class="meta">${counted(articles, 'article')}; the ${articles === 2 ? 'other' : 'others'}:</p>
<ul class="plain">${others.map(
    ({ articleId, source, title, language, copyOf, ...since }) =>
      html`<li class="meta">${nameOf(source)}: <a href="/articles/${articleId}">${foreign(titleOf(title), language)}</a>${copyOf === own ? ' (a copy of this one)' : NONE}${sinceBadges(since)}</li>`,
  )}</ul></section>`;
}

function provenance(article: ArticleDetail, feedName: (id: string) => string): Html {
  const { sightings, urls, canonicalUrl, extractor, confidence, rulesVersion, fetchedAt, visits, id } =
    article;
  const { verdict, verdictReason, state } = article;
  return html`<section aria-labelledby="provenance"><h2 id="provenance">How it came here</h2>
${facts([
  [
    'Seen in',
    sightings.length === 0
      ? 'no feed that is watched: fetched by hand, or its feed was removed'
      : listed(
          sightings.map(
            ({ feedId, firstSeenAt }) =>
              html`<a href="${feedHref(feedId)}">${nameOf(feedName(feedId))}</a>, ${moment(firstSeenAt)}`,
          ),
        ),
  ],
  ['Fetched', fetchedAt !== null ? moment(fetchedAt) : state === 'pending' ? 'not yet' : 'never'],
  ['Looked at again', visits.lastAt === null ? null : moment(visits.lastAt)],
  ['Text', verdict && `${verdictText(verdict)}${verdictReason === '' ? '' : ` (${verdictReason})`}`],
  ['Read by', extractor === '' ? null : `${extractor}, confidence ${confidence.toFixed(2)}`],
  ['Rules', rulesVersion],
  ['Address', outside(canonicalUrl)],
  ['Also at', urls.length === 0 ? null : listed(urls.map((url) => outside(url)))],
])}
<p class="meta">Every step: <code>jvwire explain ${id}</code></p></section>`;
}

function listed(items: readonly Html[]): Html {
  const more = items.length - MAX_LISTED;
  return html`${items.slice(0, MAX_LISTED).map((item) => html`<span class="line">${item}</span>`)}${more > 0 ? `and ${more} more` : NONE}`;
}
