/** Every version of an article, and word by word what its publisher changed from one to the next. Pure. */

import type { Revision, Visits } from '../../store/articles/revisions.ts';
import type { ArticleDetail } from '../../store/lists/article-detail.ts';
import { type FigureExchange, figureExchanges } from '../../stories/readable-diff.ts';
import { type ArticleChange, type DiffSpan, wordDiff } from '../../stories/revision.ts';

export interface ArticleVersions {
  readonly id: number;
  readonly url: string;
  readonly visits: Visits;
  /** The oldest first; the last is the one that is shown. */
  readonly versions: readonly ArticleVersion[];
  /** One fewer than versions. */
  readonly changes: readonly VersionChange[];
}

/** Times are ISO 8601. */
interface ArticleVersion {
  readonly number: number;
  /** When it was first read; null for the feed's words about a page that was never read. */
  readonly from: string | null;
  /** When the next version was found in its place; null for the current one. */
  readonly until: string | null;
  readonly title: string | null;
  readonly text: string;
  readonly contentHash: string | null;
}

export interface VersionChange extends ArticleChange {
  readonly from: number;
  readonly to: number;
  /** When the change was found. */
  readonly at: string;
  /** Figures that changed, in the order of the text, each with its replacement, as people read them. */
  readonly exchanges: readonly FigureExchange[];
  readonly diff: { readonly title: readonly DiffSpan[]; readonly text: readonly DiffSpan[] };
}

/** `revisions`: the oldest first. */
export function articleVersions(article: ArticleDetail, revisions: readonly Revision[]): ArticleVersions {
  const contents = [...revisions, article];
  const versions = contents.map(
    ({ title, text, contentHash }, index): ArticleVersion => ({
      number: index + 1,
      from: revisions[index - 1]?.at ?? article.fetchedAt,
      until: revisions[index]?.at ?? null,
      title,
      text,
      contentHash,
    }),
  );
  const changes = revisions.map(({ at, changes: change, title, text }, index): VersionChange => {
    const next = contents[index + 1] ?? article;
    const diff = { title: wordDiff(title ?? '', next.title ?? ''), text: wordDiff(text, next.text) };
    const exchanges = figureExchanges(change.figures, [diff.title, diff.text], article.language);
    return { from: index + 1, to: index + 2, at, ...change, exchanges, diff };
  });
  return { id: article.id, url: article.canonicalUrl, visits: article.visits, versions, changes };
}
