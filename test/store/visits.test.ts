/** What a later look at an article changes: its version, its addresses, when it is looked at next; and what it may not. */
import { beforeEach, expect, test } from 'vitest';
import type { Article } from '../../src/core/model.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, item, NOW, polled, read, reading, withFeed } from './fixtures.ts';

const HOUR = 3_600_000;
const one = 'https://wire.example/2026/plant-opens';
const TEXT = 'SAIC and GM opened their electric joint venture. The gates are open.';
const LATER_TEXT = `${TEXT} Nine thousand cars a year leave it.`;

let store: Store;
let articleId: number;

beforeEach(async () => {
  store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'Plant opens' })]));
  articleId = jobs[0]?.articleId ?? 0;
});

/** What is read at this time of the page at `url`, by way of `redirects`. */
const visit = (
  at: number,
  fields: Partial<Article> & { url?: string },
  redirects: readonly string[] = [],
) => {
  const shown = read(articleId, reading({ url: one, title: 'Plant opens', text: TEXT, ...fields }), at);
  return store.sink.articleRead({ ...shown, url: one, page: { ...shown.page, redirects } });
};
const article = () => {
  const found = store.getArticle(String(articleId));
  if (!found) throw new Error('no article');
  return found;
};

test('an address that a visit is sent on to is one of the article, and brings no second one', async () => {
  await visit(NOW, {});
  const moved = 'https://wire.example/archive/plant-opens';
  const hop = 'https://go.wire.example/plant';
  await visit(NOW + HOUR, { url: moved, canonicalUrl: moved }, [one, hop, moved]);
  for (const address of [moved, hop]) expect(store.getArticle(address)?.id).toBe(articleId);
  const again = await store.sink.feedPolled(polled([item({ guid: 'x', url: moved, title: 'Plant opens' })]));
  expect(again).toMatchObject({ new: 0, known: 1, jobs: [] });
});

test("the feed's words never take the place of a page's, however many they are", async () => {
  await visit(NOW, { verdict: 'thin' });
  expect(await visit(NOW + HOUR, { text: LATER_TEXT, extractor: 'feed' })).toMatchObject({ kind: 'kept' });
  expect(article()).toMatchObject({ text: TEXT, extractor: 'blocks' });
});

test('an article that its publisher moved to another site is found there, with what changed', async () => {
  await visit(NOW, {});
  const moved = 'https://new-wire.example/2026/plant-opens';
  const found = { url: moved, canonicalUrl: moved, text: LATER_TEXT };
  expect(await visit(NOW + HOUR, found, [one, moved])).toMatchObject({ kind: 'revised' });
  expect(article()).toMatchObject({ text: LATER_TEXT, visits: { revisions: 1 } });
});

test('an article keeps its address, whatever its page declares later', async () => {
  await visit(NOW, {});
  const declared = 'https://wire.example/2026/another-plant-opens';
  await visit(NOW + HOUR, { canonicalUrl: declared, text: LATER_TEXT });
  expect(article()).toMatchObject({ text: LATER_TEXT, canonicalUrl: one });
});

const OWN = 'https://wire.example/business/plant-opens-991';
const WALL = { verdict: 'blocked', extractor: 'feed', canonicalUrl: 'https://wall.example/' } as const;

test('behind what was a wall an article has the address that its page declares, and is known by it', async () => {
  await visit(NOW, WALL);
  expect(await visit(NOW + HOUR, { canonicalUrl: OWN, text: LATER_TEXT })).toMatchObject({ kind: 'revised' });
  expect(article()).toMatchObject({ canonicalUrl: OWN, text: LATER_TEXT });
  const again = await store.sink.feedPolled(polled([item({ guid: 'x', url: OWN, title: 'Plant opens' })]));
  expect(again).toMatchObject({ new: 0, known: 1, jobs: [] });
});

test('an address that another article has stays there, and what stands behind the wall is read all the same', async () => {
  const { jobs } = await store.sink.feedPolled(polled([item({ url: OWN, title: 'Another plant' })]));
  const other = jobs[0]?.articleId ?? 0;
  await store.sink.articleRead(
    read(other, reading({ url: OWN, title: 'Another plant', text: 'Of another.' })),
  );
  await visit(NOW, WALL);
  const { canonicalUrl } = article();
  expect(await visit(NOW + HOUR, { canonicalUrl: OWN, text: LATER_TEXT })).toMatchObject({ kind: 'revised' });
  expect(article()).toMatchObject({ canonicalUrl, text: LATER_TEXT });
  expect(store.getArticle(OWN)?.id).toBe(other);
});

test('a page that was gone is there again when its server says that it is as it was', async () => {
  await visit(NOW, {});
  const failure = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  const failed = { articleId, url: one, at: NOW + HOUR, ms: 1, failure, attempts: 1 };
  await store.sink.articleFailed({ ...failed, retryAt: null, fallback: null });
  expect(article().visits.linkRot).not.toBeNull();
  await store.sink.articleUnchanged({ articleId, url: one, at: NOW + 24 * HOUR, ms: 1 });
  expect(article().visits.linkRot).toBeNull();
});

test('a visit to where the page was found counts, though that address is of another article', async () => {
  const found = 'https://wire.example/live/today';
  const byHand = store.jobForUrl('https://wire.example/go/991', NOW);
  const other = read(
    byHand.articleId,
    reading({ url: found, title: 'Live: today', text: 'All of it.' }),
    NOW,
  );
  await store.sink.articleRead({ ...other, url: byHand.url });
  await visit(NOW, { url: found }, [one, found]);
  expect(store.getArticle(found)?.id).toBe(byHand.articleId);
  expect(store.dueArticles(NOW + HOUR, 10)).toMatchObject([{ articleId, url: found }]);
  const same = { articleId, url: found, at: NOW + HOUR, ms: 1 };
  expect(await store.sink.articleUnchanged(same)).toMatchObject({ kind: 'unchanged' });
  expect(store.dueArticles(NOW + HOUR, 10)).toEqual([]);
});

test('a visit is a first try however often the article was tried, and waits while its feed is paused', async () => {
  const failure = { code: 'timeout-body', action: 'retry', message: 'too slow' } as const;
  const failed = { articleId, url: one, at: NOW, ms: 1, failure, attempts: 2 };
  await store.sink.articleFailed({ ...failed, retryAt: NOW, fallback: null });
  await visit(NOW, {});
  expect(store.dueArticles(NOW + HOUR, 10)).toMatchObject([{ articleId, attempts: 0 }]);
  store.pause('wire', NOW);
  expect(store.dueArticles(NOW + HOUR, 10)).toEqual([]);
  store.resume('wire', NOW);
  expect(store.dueArticles(NOW + HOUR, 10)).toHaveLength(1);
});

test('an article whose publisher adds a venture is looked at again from then on', async () => {
  await visit(NOW, { text: 'A plant opens its gates.' });
  expect(article()).toMatchObject({ tagged: false, visits: { nextAt: null } });
  await visit(NOW + 2 * HOUR, {});
  expect(article()).toMatchObject({
    tagged: true,
    visits: { nextAt: new Date(NOW + 24 * HOUR).toISOString() },
  });
});
