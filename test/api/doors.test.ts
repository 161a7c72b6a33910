/** That an article is told alike at every door: command line, API, pages, feeds, SQL, and the tools of agents. */
import { expect, test } from 'vitest';
import type { Article, FeedItem } from '../../src/core/model.ts';
import { jvwire } from '../cli/jvwire.ts';
import { withStory } from '../mcp/stored.ts';
import { item, NOW, polled, read, reading } from '../store/fixtures.ts';
import { serving } from './serving.ts';

const HOME = 'https://wire.example/';

/** What each door answers of article 1, as text. */
async function doorsOf(
  asked: string,
  fields: Partial<Article>,
  listed: Partial<FeedItem> = {},
): Promise<Readonly<Record<string, string>>> {
  const { store, folder, ask } = await serving({ now: () => NOW });
  const feed = { id: 'volt-desk', url: 'https://wire.example/feed', name: 'Volt Desk' } as const;
  store.addFeeds([{ ...feed, language: 'en', origin: 'user', enabled: true }], NOW);
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: asked, title: 'One', ...listed })], feed.id),
  );
  const page = withStory(reading({ url: asked, ...fields }));
  const done = { ...read(jobs[0]?.articleId ?? 0, page), url: asked };
  expect(await store.sink.articleRead(done)).toMatchObject({ kind: 'stored' });
  const env = { JVWIRE_DATA: folder };
  const cli = async (...args: string[]) => (await jvwire(args, { env })).stdout;
  const web = async (path: string) => (await ask(path)).text;
  const tool = async (name: string, args: object) => {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: args },
    });
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    return (await ask('/mcp', { method: 'POST', headers, body })).text;
  };
  return {
    articles: await cli('articles'),
    search: await cli('search', 'joint'),
    venture: await cli('venture', 'saic-gm'),
    'articles --json': await cli('articles', '--json'),
    article: await cli('article', '1'),
    'article --json': await cli('article', '1', '--json'),
    explain: await cli('explain', '1'),
    sql: await cli('sql', 'SELECT url, canonical_url, final_url FROM v_articles', '--format', 'csv'),
    retag: await cli('retag', '--dry-run', '--json'),
    '/api/v1/articles': await web('/api/v1/articles'),
    '/api/v1/articles/1': await web('/api/v1/articles/1'),
    '/feeds/articles.atom': await web('/feeds/articles.atom'),
    '/feeds/stories.json': await web('/feeds/stories.json'),
    '/articles': await web('/articles'),
    '/articles/1': await web('/articles/1'),
    '/ventures/saic-gm': await web('/ventures/saic-gm'),
    '/stories': await web('/stories'),
    get_venture: await tool('get_venture', { venture: 'saic-gm' }),
    search_articles: await tool('search_articles', {}),
    get_article: await tool('get_article', { article: '1' }),
  };
}

/** All but the lists for people, which lead to an article by its number. */
const addressed = (doors: Readonly<Record<string, string>>) =>
  Object.entries(doors).filter(
    ([door]) => !['articles', 'search', '/articles', '/stories', '/ventures/saic-gm'].includes(door),
  );

test('an article has one address, that which its page calls its own', async () => {
  const address = 'https://wire.example/2026/plant';
  const found = 'https://wire.example/amp/plant-7';
  const doors = await doorsOf(found, { canonicalUrl: address });
  for (const [door, answer] of addressed(doors)) expect(answer, door).toContain(address);
  expect(JSON.parse(doors['article --json'] ?? '')).toMatchObject({ url: address, finalUrl: found });
  expect(JSON.parse(doors['/api/v1/articles/1'] ?? '')).toMatchObject({ url: address, finalUrl: found });
  expect(doors['sql']).toBe(`url,canonical_url,final_url\n${address},${address},${found}\n`);
  for (const door of ['get_article', 'search_articles', 'retag', '/feeds/articles.atom'])
    expect(doors[door], door).not.toContain(found);
}, 60_000);

test('one that was sent to the home page is cited where its feed says that it stands', async () => {
  const address = 'https://wire.example/2026/plant';
  const wall = { url: HOME, canonicalUrl: HOME, verdict: 'blocked', extractor: 'feed' } as const;
  const doors = await doorsOf(address, wall);
  for (const [door, answer] of addressed(doors)) expect(answer, door).toContain(address);
  expect(JSON.parse(doors['article --json'] ?? '')).toMatchObject({ url: address, finalUrl: HOME });
  for (const door of ['get_article', 'search_articles', '/articles/1'])
    expect(doors[door], door).not.toContain(`${HOME}"`);
}, 60_000);

test('no door says that no date was given of an article whose date lies in the future', async () => {
  const embargo = { publishedAt: '2027-03-01T06:00:00.000Z' };
  const unread = { publishedAt: null, publishedDay: null };
  const doors = await doorsOf('https://wire.example/2026/plant', unread, embargo);
  for (const [door, answer] of Object.entries(doors)) {
    expect(answer, door).not.toContain('2027');
    expect(answer, door).not.toMatch(/no date given|unknown time|undated/);
  }
  for (const door of ['article', 'explain', 'search_articles', 'get_article'])
    expect(doors[door], door).toContain('no usable date');
  for (const door of ['/articles/1', '/feeds/articles.atom', '/feeds/stories.json'])
    expect(doors[door], door).toMatch(/seen (<time datetime=")?2026-11-01/);
}, 60_000);

test('a source that a page does not name is called by the name of its feed', async () => {
  const doors = await doorsOf('https://wire.example/2026/plant', { siteName: null });
  // explain names the feed beside its id, and the reports and tables of programs name no source.
  const { explain, sql, retag, ...telling } = doors;
  for (const [door, answer] of Object.entries(telling)) expect(answer, door).toContain('Volt Desk');
  for (const door of ['articles', 'search', 'venture', '/feeds/stories.json', 'get_article', 'get_venture'])
    expect(doors[door], door).not.toContain('volt-desk');
}, 60_000);

test('words that look like operators are answered with a hint at every door that lists', async () => {
  const { folder, ask } = await serving({ now: () => NOW });
  const { stdout, stderr } = await jvwire(['search', 'toyota OR nissan'], { env: { JVWIRE_DATA: folder } });
  expect(stdout + stderr).toContain('no article matches');
  expect(stderr).toContain('OR is searched for like any word');
  const asked = 'query=toyota+OR+nissan';
  expect((await ask(`/search?${asked}`)).text).toContain('OR is searched for like any word');
  expect((await ask(`/api/v1/search?${asked}`)).json['hint']).toMatch(/^OR is searched for like any word/);
  expect((await ask('/api/v1/search?query=toyota+%22OR%22+nissan')).json['hint']).toBeNull();
}, 60_000);

test('a country that no feed is of is answered with where to look at every door that lists', async () => {
  const { folder, ask } = await serving({ now: () => NOW });
  const hint = "no feed is of TH, and an article's country is that of its feed";
  for (const more of [[], ['--all', '--format', 'csv'], ['--format', 'atom']]) {
    const asked = ['articles', '--country', 'thailand', ...more];
    const { stderr } = await jvwire(asked, { env: { JVWIRE_DATA: folder } });
    expect([more, stderr]).toEqual([more, expect.stringContaining(hint)]);
  }
  expect((await ask('/articles?country=TH')).text).toContain('found among the ventures');
  expect((await ask('/api/v1/articles?country=TH')).json['hint']).toContain(hint);
  expect((await ask('/api/v1/articles?country=-TH')).json['hint']).toBeNull();
}, 60_000);
