/** Stories as typed by hand, against the newsroom: across languages, with their sources, put right by hand. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettleReport, StoryDecided } from '../../src/core/operations.ts';
import { parseFeed } from '../../src/feed/document/parse.ts';
import type { ArticleExplanation } from '../../src/pipeline/explain/explain-article.ts';
import { FEED_FORMATS } from '../../src/pipeline/feeds-out/feed-page.ts';
import type { StoryPage, StoryView } from '../../src/store/lists/story-queries.ts';
import { type Newsroom, startNewsroom } from '../newsroom/server.ts';
import { broken } from '../pipeline/feed-rules.ts';
import { jvwire } from './jvwire.ts';
import { lastingPlace } from './newsroom-settings.ts';

let newsroom: Newsroom;
let place: ReturnType<typeof lastingPlace>;
let env: Record<string, string>;

beforeAll(async () => {
  newsroom = await startNewsroom({ slowMs: 50 });
  place = lastingPlace(newsroom);
  ({ env } = place);
  expect(await jvwire(['run'], { env })).toMatchObject({ code: 0 });
  expect(await jvwire(['cluster'], { env })).toMatchObject({ code: 0, stdout: '' });
});

afterAll(async () => {
  await newsroom.close();
  place.remove();
});

const ask = (...args: string[]) => jvwire(args, { env });
async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await ask(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

const list = async (...args: string[]) => (await json<StoryPage>('stories', ...args)).stories;
const all = () => list('--limit', '500');
const acrossLanguages = (stories: readonly StoryView[]): StoryView[] =>
  stories.filter(({ sources }) => new Set(sources.map(({ language }) => language)).size > 1);

test('stories join reports in different languages, and each article is in one', async () => {
  const stories = await all();
  expect(acrossLanguages(stories).length).toBeGreaterThanOrEqual(3);
  const ids = stories.flatMap(({ sources }) => sources.map(({ articleId }) => articleId));
  expect(new Set(ids).size).toBe(ids.length);
});

test('`story ID` has its sources in order, who was first, partners, stage and figures', async () => {
  const story = acrossLanguages(await all()).find(({ headline }) => /Leapmotor/.test(headline));
  if (story === undefined) throw new Error('the story of Leapmotor is not there');
  expect(await json<StoryView>('story', story.id)).toEqual(story);
  const { code, stdout } = await ask('story', story.id);
  expect(code).toBe(0);
  const [first, second] = story.sources;
  expect(story.firstMover).toBe(first?.articleId);
  expect(stdout).toContain(`${story.headline}\n${story.id} · 2023-10-26 · 2 articles · signed\n`);
  expect(stdout).toContain('partners  Stellantis (NL) + Leapmotor (CN)');
  expect(stdout).toContain(`article ${first?.articleId}, first`);
  expect(stdout.indexOf(first?.url ?? '?')).toBeLessThan(stdout.indexOf(second?.url ?? '?'));
  expect(stdout).toMatch(/stake\n {2}51/);
  for (const { evidence } of story.sources) expect(stdout).toContain(`  “${evidence?.sentence}”`);
});

test('filters narrow the list, and a wrong one is a usage error', async () => {
  const byd = await list('--company', 'byd');
  expect(byd.length).toBeGreaterThan(0);
  expect(byd.length).toBeLessThan((await all()).length);
  const both = await list('--company', 'byd', '--company', 'geely');
  expect(both.length).toBeGreaterThan(byd.length);
  const signed = await list('--tag', 'chinese-ev-jv', '--stage', 'signed');
  expect(signed.some(({ headline }) => /Leapmotor/.test(headline))).toBe(true);
  expect(await list('--since', '2100-01-01')).toEqual([]);
  expect(await ask('stories', '--cursor', 'x')).toMatchObject({ code: 2, stdout: '' });
  expect(await ask('stories', '--since', 'soon')).toMatchObject({ code: 2, stdout: '' });
  expect(await ask('story', 'nothing')).toMatchObject({ code: 1, stdout: '' });
});

test('--all has every story once, row by row', async () => {
  const { code, stdout } = await ask('stories', '--all', '--format', 'ndjson');
  expect(code).toBe(0);
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as StoryView);
  expect(rows).toEqual(await all());
  const csv = await ask('stories', '--all', '--format', 'csv');
  expect(csv.stdout).toBe((await ask('stories', '--limit', '500', '--format', 'csv')).stdout);
  for (const wrong of [['--all'], ['--all', '--format', 'csv', '--limit', '5']])
    expect(await ask('stories', ...wrong)).toMatchObject({ code: 2, stdout: '' });
});

test.each(['stories', 'ventures'])('%s are feeds that lead to where they are served', async (list) => {
  for (const format of FEED_FORMATS) {
    const { code, stdout, stderr } = await ask(
      list,
      '--company',
      'BYD',
      '--format',
      format,
      '--base',
      'https://wire.example/jv',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(broken(format, stdout)).toEqual([]);
    expect(stdout).toContain(`https://wire.example/jv/feeds/${list}.`);
    const { items } = await parseFeed(Buffer.from(stdout));
    const { [list]: listed } = await json<Record<string, { id: string }[]>>(list, '--company', 'byd');
    expect(items.map(({ url }) => url).sort()).toEqual(
      listed?.map(({ id }) => `https://wire.example/jv/${list}/${encodeURIComponent(id)}`).sort(),
    );
  }
});

test('a list goes on behind its cursor', async () => {
  const { stories, nextCursor } = await json<StoryPage>('stories', '--limit', '2');
  const next = await json<StoryPage>('stories', '--limit', '500', '--cursor', nextCursor ?? '');
  expect([...stories, ...next.stories]).toEqual(await all());
  expect(next.nextCursor).toBeNull();
  const { stderr } = await ask('stories', '--limit', '2');
  expect(stderr).toContain(`more: --cursor ${nextCursor}\n`);
});

test('an exclusion means what it means for articles', async () => {
  const exclude = ['--tag=-chinese-ev-jv', '--limit', '200'];
  const stories = await list(...exclude);
  const { articles } = await json<{ articles: { id: number }[] }>('articles', ...exclude);
  const untagged = new Set(articles.map(({ id }) => id));
  expect(stories.length).toBeGreaterThan(0);
  for (const { sources } of stories)
    expect(sources.some(({ articleId }) => untagged.has(articleId))).toBe(true);
  const whole = (await all()).filter(({ sources }) =>
    sources.some(({ articleId }) => untagged.has(articleId)),
  );
  expect(stories.map(({ id }) => id).sort()).toEqual(whole.map(({ id }) => id).sort());
});

test('`explain` tells why an article is in its story, and why not in the next', async () => {
  const stories = await all();
  const [story] = acrossLanguages(stories);
  if (story === undefined) throw new Error('no story across languages');
  const [first, second] = story.sources.map(({ articleId }) => articleId);
  const explained = await json<ArticleExplanation>('explain', String(second));
  expect(explained.story).toMatchObject({
    id: story.id,
    articles: story.articles,
    joined: { reason: 'close', compared: [{ articleId: first }] },
  });
  const [nearest] = explained.story?.joined?.compared ?? [];
  const sum = Object.values(nearest?.evidence ?? {}).reduce((total, points) => total + points, 0);
  expect(nearest?.points).toBeCloseTo(sum);
  expect(nearest?.points).toBeGreaterThan(explained.story?.needed.best ?? 9);
  expect(nearest?.shared.length).toBeGreaterThan(0);
  const { stdout } = await ask('explain', String(second));
  expect(stdout).toContain(`story     ${story.id}, ${story.articles} articles\n`);
  expect(stdout).toContain(`${nearest?.points.toFixed(2)} to article ${first}`);
  const ids = stories.flatMap(({ sources }) => sources.map(({ articleId }) => articleId));
  const { articles } = await json<{ articles: { id: number }[] }>('articles', '--limit', '1000');
  const none = articles.find(({ id }) => !ids.includes(id));
  expect((await ask('explain', String(none?.id))).stdout).toContain('story     none: it names no company\n');
});

test('what is merged and split by hand stays so after `cluster`', async () => {
  const [story] = acrossLanguages(await all());
  if (story === undefined) throw new Error('no story across languages');
  const off = story.sources.at(-1)?.articleId ?? 0;
  const split = await json<StoryDecided>('story', 'split', story.id, String(off));
  expect(split.stories.map(({ articles }) => articles.length).sort()).toEqual([1, story.articles - 1]);
  expect((await json<SettleReport>('cluster')).moved).toBe(0);
  const [a, b] = split.stories.map(({ id }) => id);
  const merged = await json<StoryDecided>('story', 'merge', a ?? '', b ?? '');
  expect(merged.stories).toHaveLength(1);
  expect((await json<SettleReport>('cluster')).moved).toBe(0);
  expect((await json<StoryView>('story', b ?? '')).id).toBe(story.id);
  expect(await ask('story', 'split', story.id, 'x')).toMatchObject({ code: 2 });
});

test('tagging again by the same rules leaves the stories as they are', async () => {
  const before = await all();
  expect(await ask('retag')).toMatchObject({ code: 0 });
  expect(await all()).toEqual(before);
});
