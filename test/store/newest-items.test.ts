/** Documents that list more than is recorded: what is new is among what is taken, wherever it stands. */
import { expect, test } from 'vitest';
import { newestItems } from '../../src/store/results/newest-items.ts';
import { freshStore, item, NOW, polled, withFeed } from './fixtures.ts';

const HOUR = 3_600_000;
const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
const guids = (...found: Parameters<typeof newestItems>) => newestItems(...found).map(({ guid }) => guid);

test('a sitemap of more than can be taken, oldest first, brings its new pages at every poll', async () => {
  const store = withFeed(freshStore());
  const sitemap = (pages: number) =>
    Array.from({ length: pages }, (_, n) =>
      item({ url: `https://wire.example/story-${n}`, updatedAt: ago(pages - n) }),
    );
  const first = await store.sink.feedPolled(polled(sitemap(5_100)));
  expect(first).toMatchObject({ seen: 5_100, new: 5_000, rejected: 100, rejections: { 'too-many': 100 } });
  const second = await store.sink.feedPolled(polled(sitemap(5_103)));
  expect(second).toMatchObject({ new: 3, known: 4_997, rejections: { 'too-many': 103 } });
  expect(store.itemsOf('https://wire.example/story-5102')).toHaveLength(1);
});

test('the newest by date, published before updated, in the order of the document', () => {
  const found = [
    item({ guid: 'old', publishedAt: ago(90), updatedAt: ago(1) }),
    item({ guid: 'updated', updatedAt: ago(2) }),
    item({ guid: 'new', publishedAt: ago(1) }),
  ];
  expect(guids(found, 2, NOW)).toEqual(['updated', 'new']);
  expect(guids(found, 3, NOW)).toEqual(['old', 'updated', 'new']);
});

test('of those without a date that can be, the ones nearest to either end', () => {
  const found = ['1', '2', '3', '4', '5', '6'].map((guid) => item({ guid, publishedAt: ago(-9_000) }));
  expect(guids(found, 4, NOW)).toEqual(['1', '2', '5', '6']);
  expect(guids([...found, item({ guid: '7', publishedAt: ago(1) })], 4, NOW)).toEqual(['1', '2', '6', '7']);
});
