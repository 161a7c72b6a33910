/** Articles and reports over time, from the store to the numbers of the charts. */
import { expect, test } from 'vitest';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { daysOf, monthsOf } from '../../src/pipeline/answers/timeline.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { freshStore, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';

const DAY_MS = 86_400_000;
const day = (text: string): number => Date.parse(text) / DAY_MS;

test('every day of a period is there, with or without articles', () => {
  const period = { since: Date.parse('2026-02-27'), until: Date.parse('2026-03-02T09:00:00Z') };
  expect(daysOf([{ day: day('2026-03-01'), articles: 3, tagged: 1 }], period)).toEqual([
    { day: '2026-02-27', articles: 0, tagged: 0 },
    { day: '2026-02-28', articles: 0, tagged: 0 },
    { day: '2026-03-01', articles: 3, tagged: 1 },
    { day: '2026-03-02', articles: 0, tagged: 0 },
  ]);
  // One that ends at midnight has nothing of the day that begins then.
  const midnight = { ...period, until: Date.parse('2026-03-01') };
  expect(daysOf([], midnight).map((one) => one.day)).toEqual(['2026-02-27', '2026-02-28']);
  // One that begins at noon has what came that afternoon.
  const noon = { ...midnight, since: Date.parse('2026-02-27T12:00:00Z') };
  expect(daysOf([], noon).map((one) => one.day)).toEqual(['2026-02-27', '2026-02-28']);
});

test('months run from the first report to the last of the period, over the turn of a year', () => {
  const counts = [
    { day: day('2025-11-03'), stage: 'signed' as const, articles: 2 },
    { day: day('2025-11-29'), stage: null, articles: 1 },
    { day: day('2026-01-01'), stage: 'mou' as const, articles: 1 },
  ];
  const months = monthsOf(counts, { since: 0, until: Date.parse('2026-02-01') });
  expect(months.map(({ month, tagged, stages }) => [month, tagged, stages.signed, stages.mou])).toEqual([
    ['2025-11', 3, 2, 0],
    ['2025-12', 0, 0, 0],
    ['2026-01', 1, 0, 1],
  ]);
  expect(monthsOf([], { since: 0, until: NOW })).toEqual([]);
});

test('stages are counted by day of the tagged articles of a period, each once, by what it is most about', async () => {
  const store = withFeed(freshStore());
  const told = [
    '2026-10-29T23:59:00Z',
    '2026-10-30T00:00:00Z',
    '2026-10-30T09:00:00Z',
    '2026-10-31T00:00:00Z',
  ];
  for (const [at, published] of told.entries()) {
    const url = `https://wire.example/${at}`;
    const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'T' })]));
    const page = reading({ url, title: `T${at}`, publishedAt: new Date(published).toISOString() });
    const [one] = page.tagging.ventures;
    const several = one ? [one, { ...one, ventureId: 'other', stage: 'mou' as const }] : [];
    const tagging = { ...page.tagging, ventures: at === 2 ? [] : several };
    await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, { ...page, tagging }));
  }
  const period = { since: Date.parse('2026-10-30'), until: Date.parse('2026-10-31') };
  expect(store.stagesByDay(period)).toEqual([
    { day: day('2026-10-30'), stage: null, articles: 1 },
    { day: day('2026-10-30'), stage: 'operating', articles: 1 },
  ]);
  // A period has the moment with which it begins, and not that with which the next one begins.
  expect(store.articlesByDay(period)).toEqual([{ day: day('2026-10-30'), articles: 2, tagged: 2 }]);
});

test('the store counts what lists show, by the day of publication', async () => {
  const store = withFeed(freshStore());
  const urls = [1, 2, 3].map((n) => `https://wire.example/${n}`);
  const { jobs } = await store.sink.feedPolled(polled(urls.map((url) => item({ url, title: 'T' }))));
  const published = ['2026-10-31T08:00:00.000Z', '2026-10-31T23:59:00.000Z', '2026-10-30T00:00:00.000Z'];
  for (const [index, { articleId, url }] of jobs.slice(0, 2).entries()) {
    const told = index === 0 ? {} : { text: 'Nothing of that kind.' };
    const publishedAt = published[index] ?? null;
    await store.sink.articleRead(read(articleId, reading({ url, title: url, publishedAt, ...told })));
  }
  const answers = createAnswers({
    reader: { ...store, pagesOf: () => [] },
    knowledge: async () => loadKnowledge(),
    now: () => NOW,
  });
  expect(answers.articlesByDay({ ago: 2 * DAY_MS })).toEqual([
    { day: '2026-10-30', articles: 0, tagged: 0 },
    { day: '2026-10-31', articles: 2, tagged: 1 },
    { day: '2026-11-01', articles: 0, tagged: 0 },
  ]);
  expect(answers.articlesByDay({ ago: 9999 * DAY_MS })).toHaveLength(92);
  const months = answers.reportsByMonth({ ago: 365 * DAY_MS });
  expect(months.map(({ month, tagged, stages }) => [month, tagged, stages.operating])).toEqual([
    ['2026-10', 1, 1],
    ['2026-11', 0, 0],
  ]);
});
