/** Uses the feed's own text where the page has less of it: pages that are thin, behind a wall or could not be fetched. */
import { FULL_WORDS } from '../../article/verdict.ts';
import { isFailure } from '../../core/errors.ts';
import type { ItemHints, PageReading } from '../../core/jobs.ts';
import type { Article } from '../../core/model.ts';
import type { ResultSink, Sandbox } from '../../core/ports.ts';

/** What a feed carried of an article, its body included. */
export interface FeedContent {
  readonly item: ItemHints;
  readonly contentHtml: string;
}

/** Verdicts of pages that show less than there is. */
const INCOMPLETE: readonly Article['verdict'][] = ['thin', 'paywalled', 'consent', 'blocked'];

/** Returns a reading as it is, or with the text that the article's feed carried when the page shows less. */
type FeedTextReader = (articleId: number, reading: PageReading) => Promise<PageReading>;

/** Only for the process that holds the database, where the content of feeds is stored. */
export function createFeedTextReader(
  sandbox: Sandbox,
  feedContent: (articleId: number) => FeedContent | null,
): FeedTextReader {
  const withFeedText = async (articleId: number, page: PageReading): Promise<PageReading> => {
    if (!INCOMPLETE.includes(page.article.verdict)) return page;
    const content = feedContent(articleId);
    if (!content) return page;
    const item = { ...content.item, summary: content.contentHtml };
    const reading = await sandbox.readItem({ url: page.article.url, item });
    if (isFailure(reading) || reading.article.wordCount <= page.article.wordCount) return page;
    return { ...reading, article: combine(page.article, reading.article) };
  };
  return async (articleId, page) => {
    const reading = await withFeedText(articleId, page);
    const { ofItem } = reading;
    // The store uses `ofItem` if the page turns out to be another article's.
    return ofItem ? { ...reading, ofItem: await withFeedText(articleId, ofItem) } : reading;
  };
}

/** Wraps the sink so that everything stored has been through `withFeedText`. */
export function feedTextSink(sink: ResultSink, withFeedText: FeedTextReader): ResultSink {
  return {
    ...sink,
    articleRead: async (read) =>
      sink.articleRead({ ...read, reading: await withFeedText(read.articleId, read.reading) }),
    articleFailed: async (failed) => {
      const { articleId, fallback } = failed;
      return sink.articleFailed({
        ...failed,
        fallback: fallback && (await withFeedText(articleId, fallback)),
      });
    },
  };
}

/** The feed's text with the metadata of the page. */
function combine(page: Article, item: Article): Article {
  const full = item.wordCount >= FULL_WORDS;
  return {
    ...page,
    title: page.title ?? item.title,
    text: item.text,
    wordCount: item.wordCount,
    summary: page.summary ?? item.summary,
    language: item.language ?? page.language,
    verdict: full ? 'full' : 'thin',
    verdictReason: `the feed's text; the page alone is ${page.verdict}: ${page.verdictReason}`,
    extractor: 'feed',
    confidence: item.confidence,
  };
}
