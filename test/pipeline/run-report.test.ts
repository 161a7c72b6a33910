/** What a run adds up. */
import { expect, test } from 'vitest';
import type { ArticleEvent } from '../../src/core/jobs.ts';
import { createReport } from '../../src/pipeline/run-report.ts';

const article = (articleId: number, outcome: ArticleEvent['outcome'], tagged = true): ArticleEvent => ({
  kind: 'article',
  jobId: `article-${articleId}`,
  articleId,
  url: `https://wire.example/${articleId}`,
  outcome,
  failure: null,
  verdict: 'full',
  tagged,
  ms: 1,
});

test('an article is tagged once, however often its page was found or tried', () => {
  const report = createReport(0);
  // What is merged tells the article that it was merged into.
  report.add(article(1, 'stored'));
  for (let copy = 0; copy < 3; copy++) report.add(article(1, 'merged'));
  report.add(article(2, 'retry'));
  report.add(article(2, 'stored'));
  report.add(article(3, 'retry'));
  report.add(article(4, 'failed'));
  report.add(article(5, 'stored', false));
  const totals = { articles: 3, feedOnly: 1, failed: 1, tagged: 3 };
  const { articles } = report.finish({ at: 1, interrupted: false, next: { waiting: 1, at: null }, totals });
  expect(articles).toMatchObject({ stored: 3, merged: 3, failed: 1, tagged: 3 });
});
