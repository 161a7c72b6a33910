/** Makes a feed of a list of articles: each with its best quotes, the ventures it speaks of, and its source. */
import { TAG, type VentureMention, type Verdict } from '../../core/model.ts';
import { ventureName } from '../../core/venture-key.ts';
import { escapeText } from '../../feed/document/xml-node.ts';
import { type ArticleFilter, DEFAULT_LIMIT } from '../../query/article-filter.ts';
import { formatQueryText } from '../../query/query-text.ts';
import { filterToSearchParams } from '../../query/read-filter.ts';
import type { ArticleFindings } from '../../store/lists/article-findings.ts';
import type { ArticlePage, ArticleSummary } from '../../store/lists/article-queries.ts';
import { sinceNotes } from '../../text/shown/since-published.ts';
import { publishedDayText } from '../../text/shown/time-text.ts';
import { link, list, paragraph, partnersHtml, quotation, together } from './entry-html.ts';
import {
  type FeedCategory,
  type FeedEntry,
  type FeedPage,
  feedAddress,
  newestOf,
  tagUri,
} from './feed-page.ts';

/** Quotes that an entry shows. */
const QUOTES = 3;

/** What readers should know before they rely on the text; of a full one there is nothing to say. */
const NOTES: Readonly<Partial<Record<Verdict, string>>> = {
  thin: 'The page has little text.',
  paywalled: 'The page is behind a paywall: only its beginning was read.',
  consent: 'The page asks for consent first: its text was not read.',
  blocked: 'The page could not be read.',
  'not-article': 'The page is no article.',
};

/** `base` is where jvwire is reached, with a slash at its end; `now` in epoch ms. */
export function articleFeed(
  { articles, nextCursor }: Pick<ArticlePage, 'articles' | 'nextCursor'>,
  findings: ReadonlyMap<number, ArticleFindings>,
  filter: ArticleFilter,
  { base, now }: { readonly base: string; readonly now: number },
): FeedPage {
  const { cursor: _cursor, ...fromTheFirst } = filter;
  const first = filterToSearchParams(fromTheFirst);
  const next = new URLSearchParams(first);
  if (nextCursor !== null) next.set('cursor', nextCursor);
  // What is asked does not depend on how much of it a page has.
  const whole = { ...fromTheFirst, limit: DEFAULT_LIMIT };
  const params = filterToSearchParams(whole);
  const query = params.size === 0 ? '' : `?${params}`;
  const asked = formatQueryText(whole);
  const entries = articles.flatMap((article) => {
    const found = findings.get(article.id);
    return found === undefined ? [] : entryOf(article, found);
  });
  const page = filter.query === undefined ? 'articles' : 'search';
  return {
    id: tagUri(`articles${query}`),
    title: asked === '' ? 'jvwire: all articles' : `jvwire: ${asked}`,
    home: `${base}${page}${query}`,
    updatedAt: newestOf(entries, now),
    self: feedAddress(base, 'articles', filterToSearchParams(filter)),
    first: feedAddress(base, 'articles', first),
    next: nextCursor === null ? null : feedAddress(base, 'articles', next),
    entries,
  };
}

function entryOf(article: ArticleSummary, found: ArticleFindings): FeedEntry {
  const { source } = article;
  return {
    // With the moment of the first sighting, since another database has an article of the same number.
    id: tagUri(`article-${article.id}-${Date.parse(article.firstSeenAt)}`),
    url: article.url,
    title: article.title ?? article.url,
    authors: found.authors.length > 0 ? found.authors : [source],
    publishedAt: article.publishedAt ?? article.firstSeenAt,
    updatedAt: found.updatedAt,
    language: article.language,
    html: htmlOf(article, found, source),
    categories: categoriesOf(article, found),
  };
}

function htmlOf(article: ArticleSummary, found: ArticleFindings, source: string): string {
  // The headline stands above already.
  const inText = found.evidence.filter(({ field }) => field === 'text');
  const quotes = (inText.length > 0 ? inText : found.evidence)
    .slice(0, QUOTES)
    .map(({ sentence }) => sentence);
  // Where nothing is to be proven: the words searched for, or what the publisher says of it.
  const about = quotes.length > 0 ? null : (article.snippet ?? found.summary);
  const day = publishedDayText(article);
  const note = article.verdict === null ? undefined : NOTES[article.verdict];
  return together(
    ...quotes.map((quote) => quotation(quote, article.url, article.language)),
    about !== null && paragraph(escapeText(about)),
    paragraph([link(article.url, source), day, ...sinceNotes(article)].join(', ')),
    list(found.ventures.map(ventureHtml)),
    note !== undefined && paragraph(`<em>${note}</em>`),
  );
}

function ventureHtml({ name, partners, stage, stake, amount }: VentureMention): string {
  const facts = [stage, stake, amount].flatMap((fact) => (fact === null ? [] : escapeText(fact)));
  const sides = partnersHtml(partners);
  const named =
    sides === ''
      ? escapeText(ventureName({ name, partners }))
      : name === null
        ? sides
        : `${escapeText(name)}: ${sides}`;
  return [named, ...facts].join(', ');
}

function categoriesOf({ tagged }: ArticleSummary, { ventures, companies }: ArticleFindings): FeedCategory[] {
  const all: FeedCategory[] = [
    ...(tagged ? [{ kind: 'tag', term: TAG, label: 'Chinese EV joint venture' }] : []),
    ...ventures.flatMap(({ ventureId, name, stage, sector }) => [
      ...(ventureId === null ? [] : [{ kind: 'venture', term: ventureId, label: name ?? ventureId }]),
      ...(stage === null ? [] : [{ kind: 'stage', term: stage, label: stage }]),
      ...(sector === null ? [] : [{ kind: 'sector', term: sector, label: sector }]),
    ]),
    ...companies.map(({ companyId, name }) => ({ kind: 'company', term: companyId, label: name })),
  ];
  return [...new Map(all.map((category) => [`${category.kind}:${category.term}`, category])).values()];
}
