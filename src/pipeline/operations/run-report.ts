/** Adds up what a run did. */
import type { ArticleEvent, PipelineEvent } from '../../core/jobs.ts';
import type { Verdict } from '../../core/model.ts';
import type { RunReport } from '../../core/operations.ts';

interface ReportBuilder {
  add(event: PipelineEvent): void;
  finish(end: {
    readonly at: number;
    readonly interrupted: boolean;
    readonly unwritable: string | null;
    readonly next: { readonly waiting: number; readonly at: number | null };
    readonly totals: RunReport['store'];
  }): RunReport;
}

/** The most failures that a report lists, so that a run over thousands of dead links stays readable. */
const MOST_FAILURES = 1_000;

/** Outcomes of articles that were read before. */
const VISITS: readonly ArticleEvent['outcome'][] = ['revised', 'unchanged', 'kept'];

export function createReport(startedAt: number): ReportBuilder {
  const feeds = { asked: 0, polled: 0, unchanged: 0, failed: 0 };
  const items = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {} as Record<string, number> };
  const articles = { stored: 0, merged: 0, revisited: 0, revised: 0, failed: 0 };
  const tagged = new Set<number>();
  const firstRead = new Set<number>();
  const verdicts: Partial<Record<Verdict, number>> = {};
  const failures: RunReport['failures'][number][] = [];

  const addFailure = (what: 'feed' | 'article', which: string, event: PipelineEvent): void => {
    if (!event.failure || failures.length >= MOST_FAILURES) return;
    failures.push({ what, which, code: event.failure.code, message: event.failure.message });
  };

  return {
    add: (event) => {
      if (event.kind === 'feed') {
        feeds.asked++;
        feeds[event.outcome]++;
        const { rejections, ...counts } = event.counts;
        for (const name of ['seen', 'new', 'known', 'rejected'] as const) items[name] += counts[name];
        for (const [reason, count] of Object.entries(rejections))
          items.rejections[reason] = (items.rejections[reason] ?? 0) + count;
        addFailure('feed', event.feedId, event);
        return;
      }
      const { articleId, outcome, merged } = event;
      // Two jobs of this run led to one new page, and the second found what the first had stored.
      if (firstRead.has(articleId) && (outcome === 'unchanged' || outcome === 'kept')) return;
      if (VISITS.includes(outcome)) {
        articles.revisited++;
        if (outcome === 'revised') articles.revised++;
        return;
      }
      if (outcome === 'stored' || merged?.first) {
        articles.stored++;
        firstRead.add(articleId);
        if (event.verdict) verdicts[event.verdict] = (verdicts[event.verdict] ?? 0) + 1;
      }
      if (outcome === 'merged' || outcome === 'failed') articles[outcome]++;
      if (merged) tagged.delete(merged.from);
      // The event of a merged article has the id and the tag of the article that stays.
      if (event.tagged && outcome !== 'retry' && outcome !== 'gone') tagged.add(articleId);
      if (outcome === 'failed') addFailure('article', event.url, event);
    },
    finish: ({ at, interrupted, unwritable, next, totals }) => ({
      interrupted,
      unwritable,
      seconds: (at - startedAt) / 1000,
      feeds,
      items,
      articles: {
        ...articles,
        tagged: tagged.size,
        verdicts,
        waiting: next.waiting,
        nextTryAt: next.at ? new Date(next.at).toISOString() : null,
      },
      failures,
      store: {
        articles: totals.articles,
        feedOnly: totals.feedOnly,
        failed: totals.failed,
        tagged: totals.tagged,
      },
    }),
  };
}
