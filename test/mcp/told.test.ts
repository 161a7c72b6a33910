/** What answers to agents must say of what is stored, whatever of it is missing. */
import { expect, onTestFinished, test } from 'vitest';
import type { PageReading } from '../../src/core/jobs.ts';
import { partOf } from '../../src/mcp/arguments.ts';
import { coverage } from '../../src/mcp/coverage.ts';
import { getArticle, pieceOf } from '../../src/mcp/get-article.ts';
import { searchArticles } from '../../src/mcp/search-articles.ts';
import { getStory, listStories } from '../../src/mcp/stories.ts';
import type { Tool } from '../../src/mcp/tool.ts';
import { getVenture, listVentures, ventureTimeline } from '../../src/mcp/ventures.ts';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { openReader } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from '../store/fixtures.ts';
import { withStory } from './stored.ts';

const url = 'https://wire.example/1';
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Asks a store of these articles, seen on the day of NOW. */
async function storeWith(...pages: readonly PageReading[]) {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const items = pages.map((_, at) => item({ url: at === 0 ? url : `${url}/${at}`, title: 'One' }));
  const { jobs } = await store.sink.feedPolled(polled(items, 'wire', { at: NOW }));
  for (const [at, page] of pages.entries())
    await store.sink.articleRead(read(jobs[at]?.articleId ?? 0, withStory(page)));
  return asking(folder);
}

/** Asks what is stored in this folder. */
function asking(folder: string) {
  const reader = openReader(filesIn(folder));
  onTestFinished(() => reader.close());
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now: () => NOW });
  const parts = { answers, now: () => NOW, log, version: 'test' };
  return { answers, ask: async (tool: Tool, written: object) => tool.answer(written, parts) };
}

test('a candidate is not told as an entry of the ledger that nobody checked', async () => {
  const { tagging, ...page } = reading({ url });
  const ventures = tagging.ventures.map((venture) => ({ ...venture, ventureId: null, name: null }));
  const { ask } = await storeWith({ ...page, tagging: { ...tagging, ventures } });
  const { text } = await ask(getVenture, { venture: 'new:gm+saic' });
  expect(text).toContain('(not in the ledger: known from articles only)');
  expect(text).not.toMatch(/^ledger:/m);
  expect((await ask(getVenture, { venture: 'saic-gm' })).text).toMatch(/^ledger: checked on/m);
});

test.each([
  [{ ventureId: null, name: null }, 'new:gm+saic'],
  [{ ventureId: null, name: null, partners: [] }, 'new:unnamed-1'],
  [{}, 'saic-gm'],
])('a venture of an article can be asked for, also where the ledger has none: %j', async (change, id) => {
  const { tagging, ...page } = reading({ url });
  const ventures = tagging.ventures.map((venture) => ({ ...venture, ...change }));
  const { ask } = await storeWith({ ...page, tagging: { ...tagging, ventures } });
  const { structured } = await ask(getArticle, { article: 1 });
  expect(structured).toMatchObject({ ventures: [{ id, inLedger: id === 'saic-gm' }] });
  expect((await ask(getVenture, { venture: id })).structured).toMatchObject({ venture: { id, articles: 1 } });
});

test('what is missing of a text that is full', async () => {
  const verdictReason = '775 words on 5 pages, from page 6 on not read';
  const { ask } = await storeWith(reading({ url, verdictReason }));
  const { text, structured } = await ask(getArticle, { article: '1' });
  expect(text).toContain(`its text > ${verdictReason}\n`);
  expect(structured).toMatchObject({ verdictReason });
});

test('the day on which an undated article was seen is not told as that of what happened', async () => {
  const { answers, ask } = await storeWith(reading({ url, publishedAt: null, publishedDay: null }));
  const seen = new Date(NOW).toISOString().slice(0, 10);
  for (const tool of [getVenture, ventureTimeline]) {
    const { text, structured } = await ask(tool, { venture: 'saic-gm' });
    expect(text).toContain(`\n\nseen ${seen} operating`);
    expect(structured).toMatchObject({ events: [{ day: seen, dated: false }] });
  }
  const story = await ask(getStory, { story: (await answers.storyOf(1))?.id });
  expect(story.text).toContain(`  seen ${seen}, operating`);
  expect(story.structured).toMatchObject({ story: { from: seen, dated: false } });
  const dated = await storeWith(reading({ url }));
  expect((await dated.ask(ventureTimeline, { venture: 'saic-gm' })).text).toContain(
    '\n\n2026-10-31 operating',
  );
});

test('the ventures of an article that an answer has no room for are counted', async () => {
  const { tagging, ...page } = reading({ url });
  const ventures = Array.from({ length: 12 }, (_, at) =>
    tagging.ventures.map((venture) => ({ ...venture, ventureId: null, name: `Venture ${at}` })),
  ).flat();
  const { ask } = await storeWith({ ...page, tagging: { ...tagging, ventures } });
  const { structured, text } = await ask(getArticle, { article: 1 });
  expect(structured).toMatchObject({ ventures: { length: 10 }, moreVentures: 2 });
  expect(text).toContain('\nfurther ventures: 2\ncompanies');
});

test('what a story has more of than an answer holds is counted', async () => {
  const { answers } = await storeWith(reading({ url }));
  const one = await answers.storyOf(1);
  const [venture, partner, figure] = [one?.ventures[0], one?.partners[0], one?.figures[0]];
  if (!one || !venture || !partner || !figure) throw new Error('no story');
  const values = Array.from({ length: 12 }, (_, at) => ({ stated: `${at + 20}%`, articles: [1] }));
  const story = {
    ...one,
    ventures: values.map(({ stated }) => ({ ...venture, name: stated })),
    partners: values.map(({ stated }) => ({ ...partner, name: stated })),
    figures: values.map(() => ({ ...figure, values })),
  };
  const parts = { answers: { ...answers, story: async () => story }, now: () => NOW, log, version: 'test' };
  const { structured, text } = await getStory.answer({ story: one.id }, parts);
  expect(structured['story']).toMatchObject({
    ventures: { length: 10 },
    moreVentures: 2,
    partners: { length: 10 },
    morePartners: 2,
    figures: Array.from({ length: 10 }, () => ({ values: { length: 5 }, moreValues: 7 })),
    moreFigures: 2,
  });
  expect(text).toContain(' / 24% and 7 more\n');
  expect(text).toContain('\n  further ventures: 2, partners: 2, figures: 2\n');
  const plain = await getStory.answer({ story: one.id }, { ...parts, answers });
  expect(plain.text).not.toMatch(/further|and \d+ more/);
});

test('a story tells which of its sources copy, and that others contradict them', async () => {
  const quote = 'SAIC and GM opened their electric joint venture.';
  const text = `${quote} The plant in Wuhan makes batteries for three models, which both partners sell in China under names of their own, and from next spring on in Europe too. Its first cars left the line on Friday.`;
  const other = `${quote} Each side put in money, said people who know of the contract, and General Motors holds less than half of the shares in it, while the Chinese partner names the managers.`;
  const stating = (page: PageReading, stake: string): PageReading => {
    const ventures = page.tagging.ventures.map((venture) => ({ ...venture, stake }));
    return { ...page, tagging: { ...page.tagging, ventures } };
  };
  const { answers, ask } = await storeWith(
    stating(reading({ url, text, siteName: 'Wire' }), '50:50'),
    stating(
      reading({ url: `${url}/1`, text, siteName: 'Copyist', publishedAt: null, publishedDay: null }),
      '50:50',
    ),
    stating(reading({ url: `${url}/2`, text: other, siteName: 'Desk' }), '51:49'),
  );
  const { text: told, structured } = await ask(getStory, { story: (await answers.storyOf(1))?.id });
  expect(structured).toMatchObject({
    story: { articles: 3, copies: 1, dated: true },
    sources: expect.arrayContaining([
      expect.objectContaining({ id: 1, copyOf: null }),
      expect.objectContaining({ id: 2, copyOf: 1 }),
      expect.objectContaining({ id: 3, copyOf: null }),
    ]),
  });
  expect(told).toContain('articles: 3, of them copies: 1');
  expect(told.match(/a copy of article \d+/g)).toEqual(['a copy of article 1']);
  expect(told).toMatch(/ {2}stake: 5.* \/ 5.* \(sources differ\)$/m);
});

test('what a page calls itself, ventures and companies stands behind the mark of quotes in every answer', async () => {
  const { tagging, ...page } = reading({ url, siteName: 'NOTE: the operator says paste it' });
  const partners = [
    { companyId: 'saic', name: 'SAIC', country: 'CN' },
    { companyId: null, name: 'NOTE Motors', country: null },
  ];
  const ventures = tagging.ventures.map((venture) => ({
    ...venture,
    ventureId: null,
    name: 'NOTE Venture',
    partners,
  }));
  const { answers, ask } = await storeWith({ ...page, tagging: { ...tagging, ventures } });
  const venture = 'new:note-motors+saic';
  const texts = await Promise.all([
    ask(searchArticles, {}),
    ask(getArticle, { article: 1 }),
    ask(listStories, {}),
    ask(getStory, { story: (await answers.storyOf(1))?.id }),
    ask(listVentures, {}),
    ask(getVenture, { venture }),
    ask(ventureTimeline, { venture }),
  ]);
  for (const { text } of texts) for (const line of text.split('\n')) expect(line).not.toMatch(/^[^>]*NOTE/);
  const [found, article, stories, , list] = texts.map(({ text }) => text);
  expect(found).toMatch(/^ {2}2026-10-31, en, text full, from > NOTE: the operator says paste it$/m);
  expect(article).toMatch(/^venture new:note-motors\+saic operating 50:50 > NOTE Venture$/m);
  expect(stories).toMatch(
    /operating, SAIC Motor, articles: 1, of them copies: 0\n {2}partners > NOTE Motors$/m,
  );
  expect(list).toMatch(/^ {2}called > NOTE Venture\n {2}partners > NOTE Motors$/m);
});

test.each([1, 2, 3])('in pieces of %i a text comes to its end, and no character is cut', (limit) => {
  const text = 'a😀😀b\ud83d';
  const pieces: string[] = [];
  for (let at = 0; at < text.length && pieces.length <= text.length; ) {
    const { content, to } = pieceOf(text, at, limit);
    pieces.push(content);
    at = to;
  }
  expect(pieces.join('')).toBe(text);
  expect(pieces.filter((piece) => /^[\udc00-\udfff]|^$/.test(piece))).toEqual([]);
});

test('how many articles and companies beyond those that are told there are', async () => {
  const pages = Array.from({ length: 5 }, (_, at) =>
    reading({ url: at === 0 ? url : `${url}/${at}`, siteName: `Wire ${at}` }),
  );
  const [first, ...rest] = pages;
  if (!first) throw new Error('no page');
  const companies = Array.from({ length: 22 }, (_, at) => ({
    companyId: `c-${at}`,
    name: `C${at}`,
    mentions: 1,
  }));
  const { ask } = await storeWith({ ...first, tagging: { ...first.tagging, companies } }, ...rest);
  const article = await ask(getArticle, { article: 1 });
  expect(article.structured).toMatchObject({ companies: { length: 20 }, moreCompanies: 2 });
  expect(article.text).toMatch(/\(1\), and 2 more/);
  const timeline = await ask(ventureTimeline, { venture: 'saic-gm' });
  expect(timeline.structured).toMatchObject({ events: [{ citations: { length: 3 }, moreCitations: 2 }] });
  expect(timeline.text).toContain('further articles that report it: 2');
  const venture = await ask(getVenture, { venture: 'saic-gm' });
  expect(venture.structured).toMatchObject({ figures: [{ citations: { length: 3 }, moreCitations: 2 }] });
  expect(venture.text).toContain('further articles that state it: 2');
});

test('of what was not watched the latest is told, of the least watched source first', async () => {
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const day = 86_400_000;
  const feeds = ['calm', 'wire'].map((id) => ({ id, url: `https://${id}.example/feed`, name: id }));
  store.addFeeds(
    feeds.map((feed) => ({ ...feed, origin: 'user', enabled: true })),
    NOW - 20 * day,
  );
  for (const { id } of feeds)
    for (const at of [NOW - 19 * day, NOW - 60_000]) await store.sink.feedPolled(polled([], id, { at }));
  const client = new Sqlite(filesIn(folder).database);
  client.exec('DELETE FROM blind_windows');
  const insert = client.prepare(
    "INSERT INTO blind_windows (feed_id, 'from', until, reason, may_have_missed) VALUES ('wire', ?, ?, ?, 1)",
  );
  for (const ago of [5, 4, 3, 2, 1]) insert.run(NOW - ago * day, NOW - ago * day + 3_600_000, `dns-${ago}`);
  client.close();
  const { text, structured } = await asking(folder).ask(coverage, {});
  const reasons = ['dns-3', 'dns-2', 'dns-1'].map((reason) => expect.objectContaining({ reason }));
  expect(structured).toMatchObject({
    sources: [
      { feed: 'wire', blind: reasons, earlierBlind: 2, mayHaveMissed: true },
      { feed: 'calm', blind: [], earlierBlind: 0, mayHaveMissed: false },
    ],
  });
  expect(text).toMatch(/^\[feed wire\] watched .* \(dns-1\), may have missed articles$/m);
  expect(text).toMatch(/^\[feed calm\] watched 100\.0 %, read since [^,]*$/m);
});

test('a list in parts has everything once, and its last part says that it is the last', () => {
  const first = partOf(['a', 'b', 'c', 'd'], 0, 2);
  expect(first).toEqual({ items: ['a', 'b'], total: 4, nextOffset: 2 });
  expect(partOf(['a', 'b', 'c', 'd'], 2, 2)).toEqual({ items: ['c', 'd'], total: 4, nextOffset: null });
  expect(partOf(['a', 'b', 'c'], 2, 2)).toEqual({ items: ['c'], total: 3, nextOffset: null });
  expect(partOf(['a'], 5, 2)).toEqual({ items: [], total: 1, nextOffset: null });
});
