/** Reads the list entries of articles, in the order of the ids given. */
import { type Evidence, TAG, type VentureMention, type Verdict } from '../../core/model.ts';
import { shownQuote } from '../../core/shown-quote.ts';
import { highlighter, type Match } from '../../text/search/highlight.ts';
import type { SincePublished } from '../../text/shown/since-published.ts';
import { sourceOf } from '../../text/shown/source-name.ts';
import { CHANGED_AT } from '../articles/revisions.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, inArray, sql } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { articles, articleTags, articleVentures } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';

/** A venture in a list entry; the evidence is with the article itself. */
export interface ListedVenture
  extends Pick<VentureMention, 'name' | 'partners' | 'stage' | 'sector' | 'stake' | 'amount'> {
  /** Its id in the ledger, or a key made from its partners (`new:...`) for one that the ledger does not know. */
  readonly id: string;
}

/** One entry of a list. Times are ISO 8601. */
export interface ArticleSummary extends SincePublished {
  readonly id: number;
  readonly url: string;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly publishedDay: string | null;
  readonly firstSeenAt: string;
  readonly language: string | null;
  readonly siteName: string | null;
  readonly feedId: string | null;
  /** Name of its source, see sourceOf(). */
  readonly source: string;
  readonly verdict: Verdict | null;
  readonly wordCount: number;
  readonly tagged: boolean;
  /** Confidence of the tag, 0 to 1; null when not tagged. */
  readonly confidence: number | null;
  /** The best quote, see shownQuote(); null when not tagged. */
  readonly evidence: Evidence | null;
  /** The most central first. */
  readonly ventures: readonly ListedVenture[];
  /** Text around the words searched for; only in a search. */
  readonly snippet?: string;
  /** Where the words stand in the snippet and in the title, UTF-16 offsets; only in a search. */
  readonly snippetMatches?: readonly Match[];
  readonly titleMatches?: readonly Match[];
}

/** All fields in order, each with whether it is always there or only in a search. */
const FIELDS: Readonly<Record<keyof ArticleSummary, 'always' | 'search'>> = {
  id: 'always',
  url: 'always',
  title: 'always',
  publishedAt: 'always',
  publishedDay: 'always',
  firstSeenAt: 'always',
  changedAt: 'always',
  goneSince: 'always',
  language: 'always',
  siteName: 'always',
  feedId: 'always',
  source: 'always',
  verdict: 'always',
  wordCount: 'always',
  tagged: 'always',
  confidence: 'always',
  evidence: 'always',
  ventures: 'always',
  snippet: 'search',
  snippetMatches: 'search',
  titleMatches: 'search',
};

/** The names of a summary's fields, for the header of a table that may have no rows. */
export function summaryFields({ query }: { readonly query?: string | undefined }): readonly string[] {
  const fields = Object.entries(FIELDS).filter(([, when]) => when === 'always' || query !== undefined);
  return fields.map(([name]) => name);
}

/** The columns of `articles` that a summary needs. */
const COLUMNS = {
  id: articles.id,
  url: articles.url,
  title: articles.title,
  publishedAt: articles.publishedAt,
  publishedDay: articles.publishedDay,
  firstSeenAt: articles.firstSeenAt,
  linkRotAt: articles.linkRotAt,
  changedAt: CHANGED_AT,
  language: articles.language,
  siteName: articles.siteName,
  feedId: articles.feedId,
  verdict: articles.verdict,
  wordCount: articles.wordCount,
  tagged: articles.tagged,
  sortAt: articles.sortAt,
};
/** Texts are most of the database: they are read only where words are highlighted in them. */
const NO_TEXT = sql<string>`''`;

/** Ids per statement; SQLite allows 32,766 parameters. */
const AT_ONCE = 10_000;

/** The summaries in the order of `ids`; an id without an article is left out. The words of `query` are highlighted. */
export function summaries(
  db: Database,
  ids: readonly number[],
  query: string | undefined,
): { readonly summary: ArticleSummary; readonly sortAt: number }[] {
  const found = new Map<number, { readonly summary: ArticleSummary; readonly sortAt: number }>();
  const mark = query === undefined ? null : highlighter(query);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const ventures = venturesOf(db, some);
    for (const row of rowsOf(db, some, mark !== null))
      found.set(row.id, { summary: summaryOf(row, ventures.get(row.id) ?? [], mark), sortAt: row.sortAt });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

function rowsOf(db: Database, ids: readonly number[], withText: boolean) {
  return db
    .select({
      ...COLUMNS,
      text: withText ? articles.text : NO_TEXT,
      confidence: articleTags.confidence,
      evidence: articleTags.evidence,
      feedName: feeds.name,
    })
    .from(articles)
    .leftJoin(articleTags, and(eq(articleTags.articleId, articles.id), eq(articleTags.tag, TAG)))
    .leftJoin(feeds, eq(feeds.id, articles.feedId))
    .where(inArray(articles.id, [...ids]))
    .all();
}

function venturesOf(db: Database, ids: readonly number[]): Map<number, ListedVenture[]> {
  const { articleId, key: id, name, partners, stage, sector, stake, amount } = articleVentures;
  const rows = db
    .select({ articleId, venture: { id, name, partners, stage, sector, stake, amount } })
    .from(articleVentures)
    .where(inArray(articleId, [...ids]))
    .orderBy(asc(articleId), asc(articleVentures.position))
    .all();
  const found = new Map<number, ListedVenture[]>();
  for (const { articleId: article, venture } of rows)
    found.set(article, [...(found.get(article) ?? []), venture]);
  return found;
}

type SummaryRow = ReturnType<typeof rowsOf>[number];

function summaryOf(
  row: SummaryRow,
  ventures: readonly ListedVenture[],
  mark: ReturnType<typeof highlighter> | null,
): ArticleSummary {
  return {
    id: row.id,
    url: row.url,
    title: row.title,
    publishedAt: isoOrNull(row.publishedAt),
    publishedDay: row.publishedDay,
    firstSeenAt: isoOf(row.firstSeenAt),
    changedAt: isoOrNull(row.changedAt),
    goneSince: isoOrNull(row.linkRotAt),
    language: row.language,
    siteName: row.siteName,
    feedId: row.feedId,
    source: sourceOf(row),
    verdict: row.verdict,
    wordCount: row.wordCount,
    tagged: row.tagged,
    confidence: row.confidence,
    evidence: shownQuote(row.evidence ?? []),
    ventures,
    ...(mark === null ? {} : marks(row, mark)),
  };
}

function marks({ title, text }: SummaryRow, mark: ReturnType<typeof highlighter>) {
  const whole = title ?? '';
  const inTitle = mark(whole, { radius: whole.length });
  const inText = mark(text);
  const shown = inText.matches.length > 0 ? inText : mark(whole);
  return { snippet: shown.snippet, snippetMatches: shown.matches, titleMatches: inTitle.matches };
}
