/** What became of an article since it was published stands beside it wherever it is a source, at every door. */
import { expect, onTestFinished, test } from 'vitest';
import { getArticle } from '../../src/mcp/get-article.ts';
import { searchArticles } from '../../src/mcp/search-articles.ts';
import { getStory, listStories } from '../../src/mcp/stories.ts';
import type { Tool } from '../../src/mcp/tool.ts';
import { getVenture, listVentures, ventureTimeline } from '../../src/mcp/ventures.ts';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { openReader, type Store } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { goneNote } from '../../src/text/shown/since-published.ts';
import { jvwire } from '../cli/jvwire.ts';
import { withStory } from '../mcp/stored.ts';
import { storeOperations } from '../pipeline/store-operations.ts';
import { filesIn, NOW, read, reading, withFeed } from '../store/fixtures.ts';
import { serving } from './serving.ts';

const DAY = 86_400_000;
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const page = (more: string) =>
  withStory(
    reading({
      url: 'https://wire.example/1',
      text: `SAIC and GM opened their electric joint venture. ${more}`,
    }),
  );

/** An article of 31 October that `fill` lets something happen to, and every door to it. */
async function doorsTo(fill: (store: Store, articleId: number, url: string) => Promise<unknown>) {
  const now = () => NOW + 10 * DAY;
  const served = await serving({ now });
  const { store, folder } = served;
  withFeed(store);
  const url = 'https://wire.example/1';
  const { articleId } = store.jobForUrl(url, NOW);
  await store.sink.articleRead(read(articleId, page('It is new.')));
  await fill(store, articleId, url);
  const reader = openReader(filesIn(folder));
  onTestFinished(() => reader.close());
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now });
  const parts = { answers, now, log, version: 'test' };
  return {
    text: async (path: string) => (await served.ask(path)).text,
    json: async (path: string) => JSON.parse((await served.ask(`/api/v1${path}`)).text),
    tool: async (tool: Tool, written: object) => tool.answer(written, parts),
    run: async (...args: string[]) => (await jvwire(args, { env: { JVWIRE_DATA: folder } })).stdout,
    storyId: (await answers.storyOf(articleId))?.id ?? '',
  };
}

/** Its page is gone on 3 November. */
const withdrawn = () =>
  doorsTo((store, articleId, url) => {
    const failure = { code: 'http-410', action: 'drop', message: 'gone', status: 410 } as const;
    const failed = { articleId, url, at: NOW + 2 * DAY, ms: 1, failure, attempts: 1 };
    return store.sink.articleFailed({ ...failed, retryAt: null, fallback: null });
  });

/** It is another text from 3 November on. */
const changed = () =>
  doorsTo((store, articleId) => store.sink.articleRead(read(articleId, page('It is late.'), NOW + 2 * DAY)));

const GONE = '2026-11-03T12:00:00.000Z';
const NOTE = 'page gone since 2026-11-03';
const ONLY = 'the page of its only article is gone';

test('the API has since when the page of a source is gone, and how many of a story and a venture are', async () => {
  const { json, text, storyId } = await withdrawn();
  expect(await json('/articles')).toMatchObject({ articles: [{ goneSince: GONE }] });
  const story = { gone: 1, sources: [{ goneSince: GONE }] };
  expect(await json('/stories')).toMatchObject({ stories: [story] });
  expect(await json(`/stories/${storyId}`)).toMatchObject(story);
  expect(await json('/ventures')).toMatchObject({ ventures: [{ articles: 1, gone: 1 }] });
  expect(await json('/ventures/saic-gm')).toMatchObject({
    gone: 1,
    events: [{ quotes: [{ goneSince: GONE }] }],
    figures: [{ quotes: [{ goneSince: GONE }] }],
  });
  expect(await text('/api/v1/articles?format=ndjson')).toContain(`"goneSince":"${GONE}"`);
  const [head = '', row = ''] = (await text('/api/v1/articles?format=csv')).split(/\r?\n/);
  expect(row.split(',')[head.split(',').indexOf('goneSince')]).toBe(GONE);
  for (const list of ['stories', 'ventures']) {
    const [names = '', cells = ''] = (await text(`/api/v1/${list}?format=csv`)).split(/\r?\n/);
    expect(cells.split(',')[names.split(',').indexOf('gone')], list).toBe('1');
  }
});

test('pages and feeds mark it, and a story or a venture that rests on nothing else says so', async () => {
  const { text, storyId } = await withdrawn();
  for (const path of ['/articles', '/', '/companies/saic', `/stories/${storyId}`, '/ventures/saic-gm'])
    expect(await text(path), path).toContain(NOTE);
  for (const path of ['/stories', `/stories/${storyId}`, '/ventures/saic-gm'])
    expect(await text(path), path).toContain(ONLY);
  expect(await text('/ventures')).toContain('page gone');
  for (const list of ['articles', 'stories', 'ventures'])
    expect(await text(`/feeds/${list}.atom`), list).toContain(NOTE);
  for (const list of ['stories', 'ventures']) expect(await text(`/feeds/${list}.atom`), list).toContain(ONLY);
});

test('so do the commands', async () => {
  const { run, storyId } = await withdrawn();
  expect(await run('articles')).toContain(NOTE);
  expect(await run('stories')).toContain('1, 1 gone');
  expect(await run('ventures')).toContain('1, 1 gone');
  for (const args of [
    ['story', storyId],
    ['venture', 'saic-gm'],
  ]) {
    const told = await run(...args);
    expect(told, args[0]).toContain(`article 1${args[0] === 'story' ? ', first' : ''}, ${NOTE}`);
    expect(told, args[0]).toContain(ONLY);
  }
});

test('so do the answers to agents', async () => {
  const { tool, storyId } = await withdrawn();
  for (const [asked, written] of [
    [searchArticles, {}],
    [getArticle, { article: 1 }],
    [listStories, {}],
    [getStory, { story: storyId }],
    [getVenture, { venture: 'saic-gm' }],
    [ventureTimeline, { venture: 'saic-gm' }],
  ] as const) {
    const { text, structured } = await tool(asked, written);
    expect(text, asked.name).toContain(NOTE);
    expect(JSON.stringify(structured), asked.name).toContain(`"goneSince":"${GONE}"`);
  }
  for (const [asked, written] of [
    [listStories, {}],
    [listVentures, {}],
    [getVenture, { venture: 'saic-gm' }],
  ] as const)
    expect((await tool(asked, written)).text, asked.name).toContain(ONLY);
});

test('what a publisher changed is marked wherever its sentence stands under the day of publication', async () => {
  const { json, text, run, tool, storyId } = await changed();
  const since = { changedAt: '2026-11-03T12:00:00.000Z', goneSince: null };
  expect(await json('/articles')).toMatchObject({ articles: [since] });
  expect(await json(`/stories/${storyId}`)).toMatchObject({ gone: 0, sources: [since] });
  expect(await json('/ventures/saic-gm')).toMatchObject({
    gone: 0,
    events: [{ day: '2026-10-31', quotes: [since] }],
  });
  const note = 'changed, seen 2026-11-03';
  for (const path of ['/articles', `/stories/${storyId}`, '/ventures/saic-gm', '/feeds/articles.atom'])
    expect(await text(path), path).toContain(note);
  for (const args of [['articles'], ['story', storyId], ['venture', 'saic-gm']])
    expect(await run(...args), args[0]).toContain(note);
  for (const [asked, written] of [
    [searchArticles, {}],
    [getStory, { story: storyId }],
    [getVenture, { venture: 'saic-gm' }],
    [ventureTimeline, { venture: 'saic-gm' }],
  ] as const)
    expect((await tool(asked, written)).text, asked.name).toContain(note);
  expect(await text('/ventures/saic-gm')).not.toContain('gone');
});

test('what was changed, and what is gone, since a day can be asked for at every door', async () => {
  const [edited, removed] = [await changed(), await withdrawn()];
  for (const [doors, field, other] of [
    [edited, 'changed', 'gone'],
    [removed, 'gone', 'changed'],
  ] as const) {
    const { json, text, run, tool } = doors;
    // Found on the 3rd; asked on the 11th.
    const found = {
      [`${field}=2026-11-03`]: 1,
      [`${field}=9d`]: 1,
      [`${field}=2026-11-04`]: 0,
      [`${field}=7d`]: 0,
    };
    for (const [asked, count] of Object.entries({ ...found, [`${other}=9d`]: 0 })) {
      expect((await json(`/articles?${asked}`)).articles, asked).toHaveLength(count);
      expect((await json(`/search?query=venture&${asked}`)).articles, asked).toHaveLength(count);
      expect((await json(`/articles/facets?${asked}`)).counted, asked).toBe(count);
      expect((await json(`/stories?${asked}`)).stories, asked).toHaveLength(count);
      const { structured } = await tool(searchArticles, Object.fromEntries(new URLSearchParams(asked)));
      expect(structured, asked).toMatchObject({ matching: { count } });
      expect(await text(`/articles?${asked}`), asked).toContain(`value="${asked.split('=')[1]}"`);
    }
    expect(JSON.parse(await run('articles', `--${field}`, '2026-11-03', '--json')).articles).toHaveLength(1);
    expect(JSON.parse(await run('stories', `--${field}`, '2026-11-04', '--json')).stories).toEqual([]);
  }
});

test('an alert is told what was changed; for what is gone it would be silent for ever, so it is refused', async () => {
  const { store, folder } = await serving();
  const { call } = storeOperations(store, () => NOW);
  const alert = {
    name: 'gone',
    about: 'articles',
    search: null,
    filter: { gone: '7d' },
    per: 'article',
    channel: 'webhook',
    target: 'https://desk.example/hook',
    secret: null,
    timing: { timeZone: 'UTC', daily: null, quiet: null },
  } as const;
  const silent = 'gone: is for lists';
  await expect(call('alerts.add', alert)).rejects.toThrow(silent);
  await call('searches.save', { name: 'taken-down', filter: { gone: '7d' } });
  await expect(call('alerts.add', { ...alert, filter: null, search: 'taken-down' })).rejects.toThrow(silent);
  await call('searches.save', { name: 'edited', filter: { changed: '7d' } });
  await call('alerts.add', { ...alert, filter: null, search: 'edited' });
  const { articleId } = store.jobForUrl('https://wire.example/1', NOW);
  const told = async (text: string, at: number): Promise<boolean> => {
    await store.sink.articleRead(read(articleId, page(text), at));
    const [added] = store.listAlerts();
    if (added) store.findEvents(added, at);
    return added !== undefined && store.waitingSince(added.id) !== null;
  };
  expect(await told('It is new.', NOW)).toBe(false);
  expect(await told('It is late.', NOW + DAY)).toBe(true);
  await expect(call('searches.save', { name: 'edited', filter: { gone: '7d' } })).rejects.toThrow(silent);
  expect((await jvwire(['articles', '--saved', 'taken-down'], { env: { JVWIRE_DATA: folder } })).code).toBe(
    0,
  );
});

test.each([
  [1, 0, null],
  [1, 1, ONLY],
  [3, 3, 'the pages of all its 3 articles are gone'],
  [3, 1, 'the page of 1 of its 3 articles is gone'],
  [3, 2, 'the pages of 2 of its 3 articles are gone'],
])('of %i articles %i gone: %s', (articles, gone, told) => {
  expect(goneNote({ articles, gone })).toBe(told);
});
