/** What articles say of ventures: which ventures a period speaks of, and what is told of these up to its end. */
import { expect, test } from 'vitest';
import type { VentureMention } from '../../src/core/model.ts';
import { keyInArticle, ventureKey } from '../../src/core/venture-key.ts';
import { listVentures } from '../../src/pipeline/answers/ledger.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { freshStore, item, polled, read, reading, withFeed } from './fixtures.ts';

interface Told extends Partial<VentureMention> {
  readonly day: string;
}

async function storeTelling(...told: readonly Told[]) {
  const store = withFeed(freshStore());
  const items = told.map((_, at) => item({ url: `https://wire.example/${at}`, title: `T${at}` }));
  const { jobs } = await store.sink.feedPolled(polled(items));
  for (const [at, { articleId, url }] of jobs.entries()) {
    const { day = '', ...mention } = told[at] ?? {};
    const page = reading({ url, publishedAt: `${day}T08:00:00.000Z`, publishedDay: day, title: `T${at}` });
    const [usual] = page.tagging.ventures;
    const ventures = usual ? [{ ...usual, ...mention }] : [];
    await store.sink.articleRead(read(articleId, { ...page, tagging: { ...page.tagging, ventures } }));
  }
  return store;
}
const at = (day: string): number => Date.parse(day);

test('a venture told of in a period is read with all that was told before', async () => {
  const store = await storeTelling(
    { day: '2026-01-01', ventureId: 'byd-toyota', stage: 'signed' },
    { day: '2025-01-01', stage: 'operating' },
    { day: '2026-10-01', stage: 'signed' },
    { day: '2026-10-20', stage: 'expanded' },
    { day: '2026-10-30', ventureId: 'byd-toyota', stage: 'operating' },
  );
  const days = (since: string | null, until: string | null) =>
    store
      .briefMentions({ since: since === null ? null : at(since), until: until === null ? null : at(until) })
      .map(({ key, day }) => `${key} ${day}`);
  expect(days(null, null)).toEqual([
    'saic-gm 2025-01-01',
    'byd-toyota 2026-01-01',
    'saic-gm 2026-10-01',
    'saic-gm 2026-10-20',
    'byd-toyota 2026-10-30',
  ]);
  expect(days('2026-10-01', '2026-10-21')).toEqual([
    'saic-gm 2025-01-01',
    'saic-gm 2026-10-01',
    'saic-gm 2026-10-20',
  ]);
  // Told of before the period and after it is not told of in it.
  expect(days('2026-09-01', '2026-10-02')).toEqual(['saic-gm 2025-01-01', 'saic-gm 2026-10-01']);
  expect(days(null, '2026-01-02')).toEqual(['saic-gm 2025-01-01', 'byd-toyota 2026-01-01']);
});

test('a mention is of its publisher\u2019s own day; what an article without a tag says of ventures is none', async () => {
  const store = withFeed(freshStore());
  const items = [1, 2].map((n) => item({ url: `https://wire.example/${n}`, title: `T${n}` }));
  const { jobs } = await store.sink.feedPolled(polled(items));
  for (const [n, { articleId, url }] of jobs.entries()) {
    const page = reading({
      url,
      title: url,
      publishedAt: '2026-10-30T20:00:00.000Z',
      publishedDay: '2026-10-31',
    });
    const tagging = { ...page.tagging, tagged: n === 0 };
    await store.sink.articleRead(read(articleId, { ...page, tagging }));
  }
  const mentions = store.briefMentions({ since: null, until: null });
  for (const told of [mentions, store.ventureMentions(['saic-gm'])])
    expect(told.map(({ articleId, day }) => [articleId, day])).toEqual([[1, '2026-10-31']]);
});

test('what a period tells of one venture comes in order of time, also when its feed is removed', async () => {
  const store = await storeTelling(
    { day: '2026-10-20', stage: 'expanded' },
    { day: '2026-01-01', ventureId: 'byd-toyota' },
    { day: '2025-01-01' },
    { day: '2026-10-20', stage: 'signed' },
  );
  const told = (since: string | null, until: string | null) =>
    store
      .ventureMentions(['saic-gm'], {
        since: since === null ? null : at(since),
        until: until === null ? null : at(until),
      })
      .map(({ articleId }) => articleId);
  expect(told(null, null)).toEqual([3, 1, 4]);
  expect(told('2026-01-01', null)).toEqual([1, 4]);
  expect(told(null, '2026-10-20')).toEqual([3]);
  store.removeFeed('wire');
  expect(told(null, null)).toEqual([3, 1, 4]);
});

test('what nobody names is a venture of its own in each article, and has a name', async () => {
  const unnamed = { ventureId: null, name: null, partners: [], stage: 'signed' } as const;
  const store = await storeTelling(
    { day: '2019-07-02', ...unnamed },
    { day: '2026-11-23', ...unnamed },
    { day: '2026-11-23', ...unnamed, name: 'Zorvex Cells' },
  );
  const mentions = store.briefMentions({ since: null, until: null });
  const listed = listVentures(mentions, { companies: [], ventures: [] }, {}, at('2026-11-24'));
  expect(listed.map(({ id, name, articles }) => `${id}, ${name}, ${articles}`).sort()).toEqual([
    'new:unnamed-1, Unnamed venture of 2019-07-02, 1',
    'new:unnamed-2, Unnamed venture of 2026-11-23, 1',
    'new:zorvex-cells, Zorvex Cells, 1',
  ]);
  // The article and the filter lead to the same one.
  const { ventures } = store.getArticle('2') ?? { ventures: [] };
  expect(ventures.map((venture) => keyInArticle(ventureKey(venture), 2))).toEqual(['new:unnamed-2']);
  const filter = readFilter({ venture: 'new:unnamed-2' });
  expect(store.listArticles(filter, at('2026-11-24')).articles.map(({ id }) => id)).toEqual([2]);
});

test('a venture is one however the accents of its partners are written, also in what is asked for', async () => {
  const withPartner = (name: string) => ({
    ventureId: null,
    name: null,
    partners: [
      { companyId: 'catl', name: 'CATL', country: 'CN' },
      { companyId: null, name, country: null },
    ],
  });
  const store = await storeTelling(
    { day: '2026-11-22', ...withPartner('Grupo Ibérica') },
    { day: '2026-11-23', ...withPartner('Grupo Iberica') },
  );
  const mentions = store.briefMentions({ since: null, until: null });
  const listed = listVentures(mentions, { companies: [], ventures: [] }, {}, at('2026-11-24'));
  expect(listed.map(({ id, articles }) => [id, articles])).toEqual([['new:catl+grupo-iberica', 2]]);
  const filter = readFilter({ venture: 'new:catl+grupo-ibérica' });
  expect(store.listArticles(filter, at('2026-11-24')).articles).toHaveLength(2);
});

test('`venture: new` finds articles of ventures that the ledger does not know', async () => {
  const candidate = { ventureId: null, name: null } as const;
  const partners = [{ companyId: 'byd', name: 'BYD', country: 'CN' }];
  const store = await storeTelling(
    { day: '2026-10-01', stage: 'signed' },
    { day: '2026-10-02', ...candidate, partners, stage: 'signed' },
    { day: '2026-10-03', ...candidate, partners: [], stage: 'mou' },
  );
  const ids = (written: object) =>
    store
      .listArticles(readFilter({ ...written, sort: 'oldest' }), at('2026-11-24'))
      .articles.map(({ id }) => id);
  expect(ids({ venture: 'new' })).toEqual([2, 3]);
  expect(ids({ venture: 'new', stage: 'mou' })).toEqual([3]);
  expect(ids({ venture: 'new,saic-gm' })).toEqual([1, 2, 3]);
  expect(ids({ venture: '-new' })).toEqual([1]);
});
