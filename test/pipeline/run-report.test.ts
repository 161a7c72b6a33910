/** What a run adds up. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { printReport } from '../../src/cli/commands/run.ts';
import { describeReport } from '../../src/cli/describe-report.ts';
import type { Failure } from '../../src/core/errors.ts';
import type { ArticleEvent } from '../../src/core/jobs.ts';
import { createReport } from '../../src/pipeline/operations/run-report.ts';

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
  const { articles } = report.finish({
    at: 1,
    interrupted: false,
    unwritable: null,
    next: { waiting: 1, at: null },
    totals,
  });
  expect(articles).toMatchObject({ stored: 3, merged: 3, failed: 1, tagged: 3 });
});

test('a page that two jobs of a run led to is read once and merged once, and is no visit', () => {
  const report = createReport(0);
  report.add({ ...article(2, 'merged'), jobId: 'article-1', merged: { from: 1, first: true } });
  report.add({ ...article(2, 'unchanged'), verdict: null });
  // Read under its new address, then found to be one that an earlier run had read.
  report.add(article(4, 'stored'));
  report.add({ ...article(3, 'merged'), merged: { from: 4, first: false } });
  const { articles } = report.finish({
    at: 1,
    interrupted: false,
    unwritable: null,
    next: { waiting: 0, at: null },
    totals: { articles: 2, feedOnly: 0, failed: 0, tagged: 2 },
  });
  expect(articles).toMatchObject({ stored: 2, verdicts: { full: 2 }, merged: 2, revisited: 0, tagged: 2 });
});

test('its summary tells what came in, and of many failures the first and the number of the others', () => {
  const failures = Array.from({ length: 24 }, (_, n) => ({
    what: 'article' as const,
    which: `https://wire.example/${n}`,
    code: n === 20 ? 'robots' : 'http-404',
    message: 'answered\n404',
  }));
  const told = (changed: object = {}) => {
    const base = createReport(0).finish({
      at: 1,
      interrupted: false,
      unwritable: null,
      next: { waiting: 0, at: null },
      totals: { articles: 1, feedOnly: 0, failed: 0, tagged: 1 },
    });
    return describeReport({ ...base, failures, ...changed, articles: { ...base.articles, ...changed } });
  };
  const lines = told().split('\n');
  expect(lines).toContain('  article https://wire.example/19: http-404: answered 404');
  expect(lines.filter((line) => line.startsWith('  article'))).toHaveLength(20);
  expect(lines.at(-2)).toBe('  and 4 more: http-404 3, robots 1');
  expect(told({ failures: failures.slice(0, 20) })).not.toContain('more:');
  expect(told({ tagged: 1 })).toContain('\ntagged    1 mentions a Chinese EV joint venture\n');
  expect(told({ tagged: 2 })).toContain('\ntagged    2 mention a Chinese EV joint venture\n');
  expect(told({ verdicts: { thin: 1, full: 3 }, stored: 4 })).toContain(
    '4 stored (full 3, thin 1), 0 merged',
  );
  expect(told({ interrupted: true })).toContain('\ninterrupted: the next run goes on from here\n');
  expect(told()).not.toMatch(/interrupted|waiting|again/);
  expect(told({ waiting: 1 })).toContain('\nwaiting   1 article to be tried (again)\n');
  expect(told({ waiting: 2, nextTryAt: '2026-11-20T09:12:40.000Z' })).toContain(
    '\nwaiting   2 articles to be tried (again), the first at 2026-11-20 09:12:40Z\n',
  );
  expect(told({ revisited: 3, revised: 1 })).toContain(
    '\nagain     3 looked at again, 1 of them had changed\n',
  );
});

test('a run that could not store says so once, blames no feed for it, and fails', async () => {
  const failure: Failure = { code: 'not-stored', action: 'retry', message: 'disk is full' };
  const counts = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {} };
  const feed = { kind: 'feed', jobId: 'feed-a', feedId: 'a', articleIds: [], ms: 1, counts } as const;
  const report = createReport(0);
  report.add({ ...feed, outcome: 'polled', failure: null });
  report.add({ ...feed, jobId: 'feed-b', feedId: 'b', outcome: 'failed', failure });
  report.add({ ...article(1, 'retry', false), failure });
  const finished = report.finish({
    at: 1,
    interrupted: false,
    unwritable: 'database or disk is full',
    next: { waiting: 1, at: null },
    totals: { articles: 0, feedOnly: 0, failed: 0, tagged: 0 },
  });
  const text = describeReport(finished);
  expect(text.match(/full/g)).toHaveLength(1);
  expect(text).toContain('the database cannot be written: database or disk is full');
  expect(text).not.toContain('feed b');

  vi.spyOn(process.stdout, 'write').mockImplementation((_text, ...rest) => {
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  await printReport(finished, {});
  expect(process.exitCode).toBe(1);
});
