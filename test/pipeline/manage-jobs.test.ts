/** What is told of jobs. */
import { expect, test } from 'vitest';
import { queuedIn } from '../../src/pipeline/operations/manage-jobs.ts';

test('all that wait are counted, however many a list would show, but not results on their way into the store', () => {
  expect(
    queuedIn([
      { queue: 'feeds', running: 1, waiting: 20, delayed: 5 },
      { queue: 'articles', running: 4, waiting: 6_000, delayed: 275 },
      { queue: 'store', running: 1, waiting: 30, delayed: 0 },
    ]),
  ).toBe(6_300);
  expect(queuedIn([])).toBe(0);
});
