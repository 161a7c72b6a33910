/** Adds up what a run did and says it in a few lines. */
import type { Verdict } from '../core/model.ts';
import type { PipelineEvent } from '../core/ports.ts';
import { forTerminal } from './output.ts';

export interface RunReport {
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly feeds: {
    readonly asked: number;
    readonly polled: number;
    readonly unchanged: number;
    readonly failed: number;
  };
  /** seen = new + known + rejected */
  readonly items: {
    readonly seen: number;
    readonly new: number;
    readonly known: number;
    readonly rejected: number;
    readonly rejections: Readonly<Record<string, number>>;
  };
  readonly articles: {
    readonly stored: number;
    readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
    /** Pages that turned out to be ones we have. */
    readonly merged: number;
    readonly failed: number;
    /** Failed for now; the next run tries again. */
    readonly waiting: number;
    readonly nextTryAt: string | null;
    readonly tagged: number;
  };
  readonly failures: readonly {
    readonly what: 'feed' | 'article';
    readonly which: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly store: { readonly articles: number; readonly tagged: number };
}

/** Failures listed one by one; beyond that their number by code says more. */
const SHOWN_FAILURES = 20;

export function createRunSummary(startedAt: number) {
  const feeds = { asked: 0, polled: 0, unchanged: 0, failed: 0 };
  const items = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {} as Record<string, number> };
  const articles = { stored: 0, merged: 0, failed: 0, tagged: 0 };
  const verdicts: Partial<Record<Verdict, number>> = {};
  const failures: RunReport['failures'][number][] = [];

  const fail = (what: 'feed' | 'article', which: string, event: PipelineEvent): void => {
    if (event.failure)
      failures.push({ what, which, code: event.failure.code, message: event.failure.message });
  };

  return {
    interrupted: false,
    add(event: PipelineEvent): void {
      if (event.kind === 'feed') {
        feeds.asked++;
        feeds[event.outcome]++;
        const { seen, known, rejected, rejections } = event.receipt;
        items.seen += seen;
        items.new += event.receipt.new;
        items.known += known;
        items.rejected += rejected;
        for (const [reason, count] of Object.entries(rejections))
          items.rejections[reason] = (items.rejections[reason] ?? 0) + count;
        fail('feed', event.feedId, event);
        return;
      }
      if (event.tagged) articles.tagged++;
      if (event.outcome === 'stored' && event.verdict)
        verdicts[event.verdict] = (verdicts[event.verdict] ?? 0) + 1;
      if (event.outcome === 'stored' || event.outcome === 'merged' || event.outcome === 'failed')
        articles[event.outcome]++;
      if (event.outcome === 'failed') fail('article', event.url, event);
    },
    finish(
      endedAt: number,
      next: { readonly waiting: number; readonly at: number | null },
      totals: { readonly articles: number; readonly tagged: number },
    ): RunReport {
      return {
        interrupted: this.interrupted,
        seconds: (endedAt - startedAt) / 1000,
        feeds,
        items,
        articles: {
          ...articles,
          verdicts,
          waiting: next.waiting,
          nextTryAt: next.at ? new Date(next.at).toISOString() : null,
        },
        failures,
        store: { articles: totals.articles, tagged: totals.tagged },
      };
    },
  };
}

export function describeSummary(report: RunReport): string {
  const { feeds, items, articles, failures } = report;
  const counts = (record: Readonly<Record<string, number | undefined>>): string =>
    Object.entries(record)
      .sort(([, a], [, b]) => (b ?? 0) - (a ?? 0))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const aside = (text: string): string => (text === '' ? '' : ` (${text})`);
  const lines = [
    `feeds     ${feeds.polled} polled, ${feeds.unchanged} unchanged, ${feeds.failed} failed`,
    `items     ${items.seen} seen: ${items.new} new, ${items.known} known, ${items.rejected} rejected${aside(counts(items.rejections))}`,
    `articles  ${articles.stored} stored${aside(counts(articles.verdicts))}, ${articles.merged} merged, ${articles.failed} failed`,
    `tagged    ${articles.tagged} mention a Chinese EV joint venture`,
    `in all    ${report.store.articles} articles, ${report.store.tagged} tagged; this run took ${report.seconds.toFixed(1)} s`,
  ];
  if (articles.waiting > 0) {
    const when = articles.nextTryAt === null ? '' : `, the first at ${articles.nextTryAt}`;
    lines.push(`waiting   ${articles.waiting} articles to be tried (again)${when}`);
  }
  if (report.interrupted) lines.push('interrupted: the next run goes on from here');
  for (const failure of failures.slice(0, SHOWN_FAILURES))
    lines.push(
      `  ${failure.what} ${forTerminal(failure.which)}: ${failure.code}: ${forTerminal(failure.message)}`,
    );
  if (failures.length > SHOWN_FAILURES) {
    const byCode: Record<string, number> = {};
    for (const { code } of failures.slice(SHOWN_FAILURES)) byCode[code] = (byCode[code] ?? 0) + 1;
    lines.push(`  and ${failures.length - SHOWN_FAILURES} more: ${counts(byCode)}`);
  }
  return `${lines.join('\n')}\n`;
}
