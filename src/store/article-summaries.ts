/** Reads what lists show of articles, in the order of their ids as found. */
import type { Evidence, Verdict } from '../core/model.ts';
import { highlight, type Match } from '../text/highlight.ts';
import { sourceOf } from '../text/source-name.ts';
import { articles, articleTags } from './articles-schema.ts';
import type { Database } from './database.ts';
import { and, eq, inArray } from './drizzle.ts';
import { feeds } from './feeds-schema.ts';
import { isoOf, isoOrNull } from './iso.ts';

/** One line of a list. */
export interface ArticleSummary {
  readonly id: number;
  readonly url: string;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly publishedDay: string | null;
  readonly firstSeenAt: string;
  readonly language: string | null;
  readonly siteName: string | null;
  readonly feedId: string | null;
  /** What its source is called, see sourceOf(). */
  readonly source: string;
  readonly verdict: Verdict | null;
  readonly wordCount: number;
  readonly tagged: boolean;
  /** Of the tag; null when not tagged. */
  readonly confidence: number | null;
  /** The best quote; null when not tagged. */
  readonly evidence: Evidence | null;
  /** Text around the words searched for, only in a search. */
  readonly snippet?: string;
  /** Where the words stand in the snippet and in the title, UTF-16 offsets; only in a search. */
  readonly snippetMatches?: readonly Match[];
  readonly titleMatches?: readonly Match[];
}

/** The fields in order, and whether only a search has them. */
const FIELDS: Readonly<Record<keyof ArticleSummary, 'always' | 'search'>> = {
  id: 'always',
  url: 'always',
  title: 'always',
  publishedAt: 'always',
  publishedDay: 'always',
  firstSeenAt: 'always',
  language: 'always',
  siteName: 'always',
  feedId: 'always',
  source: 'always',
  verdict: 'always',
  wordCount: 'always',
  tagged: 'always',
  confidence: 'always',
  evidence: 'always',
  snippet: 'search',
  snippetMatches: 'search',
  titleMatches: 'search',
};

/** The names of a summary's fields, for the head of a table, which may have no row. */
export function summaryFields({ query }: { readonly query?: string | undefined }): readonly string[] {
  const fields = Object.entries(FIELDS).filter(([, when]) => when === 'always' || query !== undefined);
  return fields.map(([name]) => name);
}

/** Ids in one statement; SQLite takes 32,766 values. */
const AT_ONCE = 10_000;

/** The summaries in the order of `ids`. `query`: the words that are marked. */
export function summaries(
  db: Database,
  ids: readonly number[],
  query: string | undefined,
): { readonly summary: ArticleSummary; readonly sortAt: number }[] {
  const found = new Map<number, { readonly summary: ArticleSummary; readonly sortAt: number }>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const rows = db
      .select({ article: articles, tag: articleTags, feedName: feeds.name })
      .from(articles)
      .leftJoin(
        articleTags,
        and(eq(articleTags.articleId, articles.id), eq(articleTags.tag, 'chinese-ev-jv')),
      )
      .leftJoin(feeds, eq(feeds.id, articles.feedId))
      .where(inArray(articles.id, ids.slice(at, at + AT_ONCE)))
      .all();
    for (const { article, tag, feedName } of rows)
      found.set(article.id, { summary: summaryOf(article, tag, feedName, query), sortAt: article.sortAt });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

export function summaryOf(
  article: typeof articles.$inferSelect,
  tag: typeof articleTags.$inferSelect | null,
  feedName: string | null,
  query: string | undefined,
): ArticleSummary {
  return {
    id: article.id,
    url: article.url,
    title: article.title,
    publishedAt: isoOrNull(article.publishedAt),
    publishedDay: article.publishedDay,
    firstSeenAt: isoOf(article.firstSeenAt),
    language: article.language,
    siteName: article.siteName,
    feedId: article.feedId,
    source: sourceOf({ ...article, feedName }),
    verdict: article.verdict,
    wordCount: article.wordCount,
    tagged: article.tagged,
    confidence: tag?.confidence ?? null,
    evidence: tag?.evidence[0] ?? null,
    ...(query === undefined ? {} : marks(article, query)),
  };
}

function marks({ title, text }: { title: string | null; text: string }, query: string) {
  const whole = title ?? '';
  const inTitle = highlight(whole, query, { radius: whole.length });
  const inText = highlight(text, query);
  const shown = inText.matches.length > 0 ? inText : highlight(whole, query);
  return { snippet: shown.snippet, snippetMatches: shown.matches, titleMatches: inTitle.matches };
}
