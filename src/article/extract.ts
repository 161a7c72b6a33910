/** Reads one page as an article: text, headline, authors, dates and a verdict on what the text is worth. */

import type { Element } from 'domhandler';
import type { Article, Verdict } from '../core/model.ts';
import { languageOf } from '../text/language/language.ts';
import { ampPublisher } from '../text/url/amp-cache.ts';
import { parseHttpUrl } from '../text/url/url.ts';
import { wordCount } from '../text/words/words.ts';
import { type AppliedRule, applySiteRule, outcomeOf, ruledDate, ruledRoot } from './apply-site-rule.ts';
import { filterBlocks } from './body/block-filter.ts';
import { chooseRoot } from './body/choose-root.ts';
import { joinBlocks } from './body/join-blocks.ts';
import { pruneTree } from './body/prune.ts';
import { renderBlocks } from './body/render.ts';
import { scorePage } from './body/score.ts';
import { confidenceOf, regularity } from './confidence.ts';
import { isElement } from './dom.ts';
import { findAuthors } from './metadata/authors.ts';
import { findDates } from './metadata/dates.ts';
import { readLinkedData } from './metadata/json-ld.ts';
import { readMetaTags } from './metadata/meta-tags.ts';
import { findHeading, linesNearHeading } from './metadata/near-heading.ts';
import {
  declaredLanguage,
  findCanonical,
  findImage,
  findSiteName,
  findSummary,
  siteLabel,
} from './metadata/page-facts.ts';
import { findTitle } from './metadata/title.ts';
import { findNextPage } from './next-page.ts';
import { gatherEvidence, measurePage, type PageMeasures } from './page-evidence.ts';
import { type Page, parsePage } from './parse-page.ts';
import { rescueText } from './rescue.ts';
import { judge } from './verdict.ts';

/** What the feed says of the article; used where the page has nothing. */
export interface ArticleHints {
  readonly title?: string | null;
  readonly authors?: readonly string[];
  readonly publishedAt?: string | null;
  readonly language?: string | null;
}

interface ExtractOptions {
  /** Address the page was fetched from. */
  readonly url: string;
  readonly hints?: ArticleHints;
  /** When that was, epoch ms: dates in its future are not believed. Without it, every date is. */
  readonly fetchedAt?: number | undefined;
}

/** Characters from which the language is detected; more only cost time. */
const LANGUAGE_SAMPLE = 3_000;

/** Verdicts with which no next page is sought: there is no article, or a paywall hides its other pages, too. */
const NO_NEXT_PAGE: ReadonlySet<Verdict> = new Set<Verdict>([
  'paywalled',
  'consent',
  'blocked',
  'not-article',
]);
const DOCUMENT = /\.s?html?$/i;

/** Regularity assumed for a text from the page's data, that of somewhat irregular pages: of six such development pages one had an F1 under 0.95. */
const RESCUED = 0.5;

/** Whether a link leaves the site: its host lacks the site's label, as sites spread over several domains. */
function isForeign(href: string, label: string): boolean {
  if (!/^(?:https?:)?\/\//i.test(href) || label === '') return false;
  const slash = href.indexOf('/', href.indexOf('//') + 2);
  return !href
    .slice(0, slash < 0 ? 300 : slash)
    .toLowerCase()
    .includes(label);
}

/** The text of a page's article and what is known of how it was found. */
interface Body {
  readonly text: string;
  readonly root: Element | null;
  /** Whether the site's rule chose the root. */
  readonly ruled: boolean;
  readonly regularity: number;
  readonly measures: PageMeasures;
}

interface BodySources {
  readonly title: string | null;
  /** Element that shows it. */
  readonly heading: Element | null;
  readonly label: string;
  readonly rule: AppliedRule | null;
}

function readBody(page: Page, { title, heading, label, rule }: BodySources): Body {
  const scores = scorePage(page.root);
  const measures = measurePage(page, scores);
  const removed = pruneTree(page.root, scores);
  const usual = chooseRoot(page.root, scores, removed, heading);
  const own = rule === null ? null : ruledRoot(rule, scores, removed, usual);
  const root = own ?? usual;
  const all = root === null ? [] : renderBlocks(root, removed, (href) => isForeign(href, label));
  const blocks = filterBlocks(all, { title });
  const text = joinBlocks(blocks);
  const total = page.root.children.reduce(
    (sum, child) => sum + (isElement(child) ? (scores.get(child)?.score ?? 0) : 0),
    0,
  );
  const rendered = all.reduce((sum, block) => sum + block.text.length, 0);
  const share = root === null ? 0 : (scores.get(root)?.score ?? 0) / Math.max(1, total);
  const kept = text.length / Math.max(1, rendered);
  return {
    text,
    root,
    ruled: own !== null,
    regularity: regularity({ blocks, text, share, kept }),
    measures,
  };
}

/** An article with what only the caller of this stage needs. */
export interface ArticleReading {
  readonly article: Article;
  /** See `regularity`; the confidence is derived from it. */
  readonly regularity: number;
  /** Address of the next page of an article that is spread over several. */
  readonly nextPage: string | null;
}

/** Never throws: any string yields an Article, whose verdict says what it is worth. */
export function extractArticle(html: string, options: ExtractOptions): Article {
  return readArticle(html, options).article;
}

export function readArticle(html: string, options: ExtractOptions): ArticleReading {
  const hints = options.hints ?? {};
  const page = parsePage(html);
  const served = parseHttpUrl(options.url);
  const url = served === null ? null : (ampPublisher(served) ?? served);
  const rule = applySiteRule(page, url);
  const meta = readMetaTags(page);
  const linked = readLinkedData(page, url);
  const siteName = findSiteName(meta, linked);
  const label = siteLabel(url);
  const host = url?.hostname.replace(/^www\./, '') ?? '';
  const title =
    rule?.title ??
    findTitle({
      page,
      meta,
      linked,
      siteName,
      siteLabel: label,
      host,
      hint: hints.title ?? null,
    });
  const heading = findHeading(page, title);
  const lines = linesNearHeading(heading);
  const body = readBody(page, { title, heading, label, rule });
  const blockWords = wordCount(body.text);
  const rescue = rescueText({ linked, html: page.html, title, text: body.text, words: blockWords });
  const text = rescue?.text ?? body.text;
  const words = rescue === null ? blockWords : wordCount(text);
  const regular = rescue === null ? body.regularity : RESCUED;
  const evidence = gatherEvidence({
    page,
    meta,
    linked,
    measures: body.measures,
    root: body.root,
    text,
    words,
    url,
  });
  const { verdict, reason } = judge(evidence);
  const declared = declaredLanguage(page, meta, linked) ?? hints.language ?? null;
  const language = languageOf(text.slice(0, LANGUAGE_SAMPLE), declared);
  const dates = findDates({
    page,
    meta,
    linked,
    url,
    language: declared ?? language,
    hint: hints.publishedAt ?? null,
    lines,
    state: rescue?.facts ?? null,
    fetchedAt: options.fetchedAt ?? null,
  });
  const published = ruledDate(rule, dates.published);
  const canonical = findCanonical(page, meta, url, options.url);
  const article: Article = {
    url: options.url,
    canonicalUrl: canonical,
    title,
    authors:
      rule?.authors ??
      findAuthors({
        page,
        root: body.root,
        meta,
        linked,
        siteNames: [siteName ?? '', label],
        hints: hints.authors ?? [],
        lines,
        state: rescue?.facts ?? null,
        language,
      }),
    publishedAt: published?.instant ?? null,
    publishedDay: published?.day ?? null,
    modifiedAt: dates.modified?.instant ?? null,
    language,
    siteName,
    summary: findSummary(meta, linked, text),
    image: findImage(page, meta, linked, canonical),
    text,
    wordCount: words,
    verdict,
    verdictReason: reason,
    extractor: rescue?.extractor ?? (body.ruled ? 'site-rule' : 'blocks'),
    confidence: confidenceOf({ verdict, regularity: regular, words }),
    ...outcomeOf(rule, body.ruled, verdict),
  };
  // list pages are numbered, too, but are seldom declared an article or named like a document
  const mayBeList = !evidence.declaredArticle && !DOCUMENT.test(url?.pathname ?? '');
  const nextPage = mayBeList || NO_NEXT_PAGE.has(verdict) ? null : findNextPage(page, url);
  return { article, regularity: regular, nextPage };
}
