/** Stories in a real database: the same for any order of arrival, kept as people decided, never two for one article. */
import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import type { PageReading } from '../../src/core/jobs.ts';
import type { Sandbox } from '../../src/core/ports.ts';
import { storyExplanation } from '../../src/pipeline/explain/explain-story.ts';
import { createStoryReader } from '../../src/pipeline/ingest/story-features.ts';
import { mergeStories, splitStory } from '../../src/pipeline/operations/decide-stories.ts';
import { settleStories } from '../../src/pipeline/operations/settle-stories.ts';
import { readFilter, readWith } from '../../src/query/read-filter.ts';
import { storyFilterSchema } from '../../src/query/story-filter.ts';
import { openForReading } from '../../src/store/file/database.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { conditionsOf } from '../../src/store/lists/article-conditions.ts';
import { pageOfStories } from '../../src/store/lists/story-pages.ts';
import type { StoryView } from '../../src/store/lists/story-queries.ts';
import type { Store } from '../../src/store/store.ts';
import { settle } from '../../src/stories/settle.ts';
import { readFeatures } from '../../src/stories/stored-features.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import { type Labelled, ownArticles } from '../stories/labelled.ts';
import { filesIn, freshStore, item, NOW, polled, reading, temporaryFolder, withFeed } from './fixtures.ts';

const knowledge = loadKnowledge();
const tag = createTagger(knowledge);
const storyFeatures = createStoryReader(knowledge, tag);
const labelled = ownArticles().slice(0, 60);

/** What a reader's child process does with these inputs, without the process. */
const sandbox = async (): Promise<Sandbox> =>
  ({ storyFeatures: async (inputs) => inputs.map(storyFeatures) }) as Partial<Sandbox> as Sandbox;
const NEVER = new AbortController().signal;
const cluster = (store: Store) => settleStories(store, sandbox, null, NEVER);

const urlOf = (article: Labelled): string =>
  `https://paper.example/${encodeURIComponent(article.id.replaceAll(' ', '-'))}`;

function readingOf(article: Labelled, fields: Partial<PageReading['article']> = {}): PageReading {
  const { title, text, language, publishedAt } = article;
  const read = reading({ url: urlOf(article), title, text, language, publishedAt, authors: [], ...fields });
  const tagging = tag({
    title: read.article.title ?? undefined,
    text: read.article.text,
    lang: language,
    publishedAt: publishedAt ?? undefined,
  });
  return { ...read, tagging, storyFeatures: storyFeatures({ ...read.article, tagging }) };
}

let readings = 0;

/** Each reading comes a second after the one before. */
async function arrive(store: Store, result: PageReading): Promise<number> {
  const { articleId } = store.jobForUrl(result.article.url, NOW);
  const { url, text } = result.article;
  const body = new TextEncoder().encode(text);
  const hash = createHash('sha256').update(body).digest('hex');
  const page = { url, redirects: [], status: 200, headers: {}, hash, bytes: body.length, body };
  const at = NOW + readings++ * 1000;
  const receipt = await store.sink.articleRead({ articleId, url, at, ms: 1, reading: result, page });
  return receipt.articleId;
}

async function storeWith(articles: readonly Labelled[], folder = temporaryFolder()): Promise<Store> {
  const store = freshStore(folder);
  for (const article of articles) await arrive(store, readingOf(article));
  return store;
}

function sqlOn(folder: string) {
  const client = new Sqlite(filesIn(folder).database);
  onTestFinished(() => void client.close());
  return client;
}

const allStories = (store: Store) => store.listStories({ limit: 500 }, NOW).stories;

/** Story id and addresses of each story, sorted. */
function storiesIn(store: Store): string[] {
  return allStories(store)
    .map(({ id, sources }) => `${id}: ${sources.map(({ url }) => url).join(' ')}`)
    .sort();
}

/** The same order for the same seed. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state;
  };
  return list
    .map((value) => ({ value, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

const storyOf = (store: Store, articleId: number): string =>
  allStories(store).find(({ sources }) => sources.some((one) => one.articleId === articleId))?.id ?? 'none';

test('articles of one event join one story as they arrive, in any language', async () => {
  const store = await storeWith(labelled);
  const joined = allStories(store).filter(({ articles }) => articles > 1);
  expect(joined.length).toBeGreaterThan(5);
  expect(joined.some(({ sources }) => new Set(sources.map(({ language }) => language)).size > 1)).toBe(true);
});

test('after settling any order of arrival gives the same stories, which are those of settling in memory', async () => {
  const expected: string[][] = [];
  for (const seed of [1, 2, 3]) {
    const store = await storeWith(shuffled(labelled, seed));
    const { articles } = await cluster(store);
    expect(articles).toBeGreaterThan(50);
    expected.push(storiesIn(store));
    expect((await cluster(store)).moved).toBe(0);
  }
  expect(expected[1]).toEqual(expected[0]);
  expect(expected[2]).toEqual(expected[0]);
  const inMemory = settle(
    labelled.flatMap((article) => {
      const body = readingOf(article).storyFeatures;
      const features = body === null ? null : readFeatures(body);
      const publishedAt = article.publishedAt === null ? null : Date.parse(article.publishedAt);
      return features === null ? [] : [{ ...features, key: urlOf(article), publishedAt }];
    }),
  );
  expect(inMemory.map(({ id, articles }) => `${id}: ${articles.join(' ')}`).sort()).toEqual(expected[0]);
}, 30_000);

test('the same article twice changes nothing', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled.slice(0, 20), folder);
  const client = sqlOn(folder);
  const rows = () =>
    ['story_features', 'story_keys', 'stories', 'story_articles', 'story_aliases'].map((table) =>
      client.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`.replace(/, 2, 3(?=$)/, '')).all(),
    );
  const before = rows();
  for (const article of labelled.slice(0, 20)) await arrive(store, readingOf(article));
  expect(rows()).toEqual(before);
});

test('no article is in two stories, and no story is empty, whatever comes anew and changed', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled, folder);
  for (const article of shuffled(labelled, 7).slice(0, 20))
    await arrive(store, readingOf(article, { text: `${article.text}\n\nMore was added later.` }));
  await arrive(store, readingOf(labelled[0] as Labelled, { text: labelled[1]?.text ?? '' }));
  for (const article of labelled.slice(20, 26))
    await arrive(store, readingOf(article, { title: 'Weather', text: 'It rained all day.' }));
  expectWhole(folder);
  await cluster(store);
  expectWhole(folder);
});

function expectWhole(folder: string): void {
  const client = sqlOn(folder);
  const one = (sql: string) => client.prepare(sql).pluck().get();
  expect(one('SELECT count(*) FROM story_articles')).toBe(one('SELECT count(*) FROM story_features'));
  expect(one('SELECT count(*) FROM stories WHERE id NOT IN (SELECT story_id FROM story_articles)')).toBe(0);
  expect(
    one(`SELECT count(*) FROM stories WHERE (from_at, to_at) <> (SELECT min(at), max(at) FROM story_features
      JOIN story_articles USING (article_id) WHERE story_id = stories.id)`),
  ).toBe(0);
  // Who asks for a story by its id is not led elsewhere.
  expect(one('SELECT count(*) FROM story_aliases WHERE old_id IN (SELECT id FROM stories)')).toBe(0);
  expect(client.pragma('foreign_key_check')).toEqual([]);
}

test('the only article of a story that turns out to tell of another event leads from its story to that one', async () => {
  const store = await storeWith(labelled.slice(0, 4));
  const { title, text, publishedAt, language } = labelled[0] as Labelled;
  const rain = { id: 'rain', title: 'BYD hires', text: 'BYD hires five thousand people in Hungary.' };
  const alone: Labelled = { ...(labelled[0] as Labelled), ...rain };
  const id = await arrive(store, readingOf(alone));
  const before = storyOf(store, id);
  expect(store.getStory(before)?.articles).toBe(1);
  await arrive(store, readingOf(alone, { title: `${title}, at last`, text, publishedAt, language }));
  expect(storyOf(store, id)).not.toBe(before);
  expect(store.getStory(before)?.id).toBe(storyOf(store, id));
  expect(store.getStory(before)?.articles).toBe(5);
});

/** Two articles of one text under two headlines, and a third one of it elsewhere: B is the page that A leads to later. */
async function copies() {
  const told = labelled[0] as Labelled;
  const store = await storeWith(labelled.slice(0, 12).filter(({ story }) => story !== told.story));
  const copy = (id: string, title: string) => ({ ...told, id, title });
  const [a, b, c] = [
    copy('a', told.title),
    copy('b', `${told.title}: more`),
    copy('c', `Again: ${told.title}`),
  ];
  const ids = { a: await arrive(store, readingOf(a)), b: await arrive(store, readingOf(b)) };
  /** A publisher sends readers of A on to B. */
  const leadOn = async () => {
    const shown = readingOf(b);
    const [from, to] = [urlOf(a), urlOf(b)];
    const body = new TextEncoder().encode(shown.article.text);
    const hash = createHash('sha256').update(to).update(body).digest('hex');
    const page = { url: to, redirects: [from, to], status: 200, headers: {}, hash, bytes: body.length, body };
    const at = NOW + readings++ * 1000;
    return store.sink.articleRead({ articleId: ids.a, url: from, at, ms: 1, reading: shown, page });
  };
  return { store, ids, a, c, leadOn };
}

test.each([
  ['named first', 0],
  ['named second', 1],
])(
  'what people decided of an article, %s, holds for the one that it turns out to be',
  async (_name, place) => {
    const { store, ids, a, leadOn } = await copies();
    splitStory(store, storyOf(store, ids.b), [ids.b], NOW);
    const other = allStories(store).find(({ sources }) =>
      sources.every(({ articleId }) => articleId !== ids.a && articleId !== ids.b),
    );
    const pair = [storyOf(store, ids.b), other?.id ?? ''] as const;
    mergeStories(store, pair[place] ?? '', pair[1 - place] ?? '', NOW);
    expect(await leadOn()).toMatchObject({ kind: 'merged', articleId: ids.a });
    const partner = other?.sources[0]?.articleId ?? 0;
    // At once when it comes anew, and after settling.
    await arrive(store, readingOf(a, { text: `${a.text}\n\nMore was added later.` }));
    expect(storyOf(store, ids.a)).toBe(storyOf(store, partner));
    await cluster(store);
    expect(storyOf(store, ids.a)).toBe(storyOf(store, partner));
  },
);

test('what people decided between two articles that turn out to be one page says nothing of it', async () => {
  const { store, ids, c, leadOn } = await copies();
  splitStory(store, storyOf(store, ids.b), [ids.b], NOW);
  mergeStories(store, storyOf(store, ids.a), storyOf(store, ids.b), NOW);
  expect(await leadOn()).toMatchObject({ kind: 'merged', articleId: ids.a });
  const third = await arrive(store, readingOf(c));
  expect(storyOf(store, third)).toBe(storyOf(store, ids.a));
  const { story } = store.articleHistory(String(ids.a)) ?? { story: null };
  expect(story && storyExplanation(story).joined?.reason).toBe('close');
});

test('the story of an article that was merged into another leads to the story of that one', async () => {
  const { store, ids, leadOn } = await copies();
  splitStory(store, storyOf(store, ids.b), [ids.b], NOW);
  const before = storyOf(store, ids.b);
  expect(before).not.toBe(storyOf(store, ids.a));
  expect(await leadOn()).toMatchObject({ kind: 'merged', articleId: ids.a });
  expect(store.getStory(before)?.id).toBe(storyOf(store, ids.a));
});

test('a story that goes on without an article that was merged into another is still found by its id', async () => {
  const { store, ids, c, leadOn } = await copies();
  const third = await arrive(store, readingOf(c));
  splitStory(store, storyOf(store, ids.a), [ids.a], NOW);
  const before = storyOf(store, ids.b);
  expect([storyOf(store, third), storyOf(store, ids.a) === before]).toEqual([before, false]);
  expect(await leadOn()).toMatchObject({ kind: 'merged', articleId: ids.a });
  expect(store.getStory(before)?.sources.map(({ articleId }) => articleId)).toEqual([third]);
});

test('a story keeps its id when the article that it is known by is corrected', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled.slice(0, 4), folder);
  const before = storiesIn(store);
  expect(before).toHaveLength(1);
  const [first] = labelled as [Labelled];
  const text = first.text.replace('1.5 billion', '1.6 billion');
  expect(text).not.toBe(first.text);
  await arrive(store, readingOf(first, { text }));
  expect(storiesIn(store)).toEqual(before);
  expect((await cluster(store)).moved).toBe(0);
  expectWhole(folder);
});

test('an article that its publisher dates otherwise takes its place among the others of its story', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled.slice(0, 4), folder);
  const [first, , , last] = labelled as [Labelled, Labelled, Labelled, Labelled];
  const id = await arrive(store, readingOf(last));
  const [before] = allStories(store);
  expect(before?.sources.at(-1)?.articleId).toBe(id);
  const day = new Date(Date.parse(first.publishedAt ?? '') - 86_400_000).toISOString();
  await arrive(store, readingOf(last, { text: `${last.text}\n\nCorrected.`, publishedAt: day }));
  const [after] = allStories(store);
  expect(after).toMatchObject({ articles: 4, sources: [{ articleId: id, publishedAt: day }, {}, {}, {}] });
  expectWhole(folder);
  const { from_at: begins } = sqlOn(folder).prepare('SELECT from_at FROM stories').get() as {
    from_at: number;
  };
  expect(begins).toBe(Date.parse(day));
});

test('a story stays with those that remain when the article that it is known by turns out to tell of another event', async () => {
  const store = await storeWith(labelled.slice(0, 12));
  const [first] = labelled as [Labelled];
  const before = storyOf(store, await arrive(store, readingOf(first)));
  const rest = (store.getStory(before)?.sources ?? []).map(({ articleId }) => articleId).slice(1);
  expect(rest.length).toBeGreaterThan(1);
  const other = labelled.slice(0, 12).find(({ story }) => story !== first.story) as Labelled;
  const { title, text, language, publishedAt } = other;
  const id = await arrive(
    store,
    readingOf(first, { title: `${title}, at last`, text, language, publishedAt }),
  );
  expect(storyOf(store, id)).not.toBe(storyOf(store, rest[0] ?? 0));
  expect(store.getStory(before)?.sources.map(({ articleId }) => articleId)).toEqual(rest);
});

test('an article that no longer names a company leaves its story', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled.slice(0, 10), folder);
  const [article] = labelled as [Labelled];
  const id = await arrive(store, readingOf(article));
  expect(storyOf(store, id)).not.toBe('none');
  await arrive(store, readingOf(article, { title: 'Weather', text: 'It rained all day.' }));
  expect(storyOf(store, id)).toBe('none');
  expect(sqlOn(folder).prepare('SELECT count(*) FROM story_keys WHERE article_id = ?').pluck().get(id)).toBe(
    0,
  );
});

test('pages behind a cursor are the whole list, also where stories end at one time', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled, folder);
  sqlOn(folder).prepare('UPDATE stories SET to_at = to_at / 10000000000 * 10000000000').run();
  const whole = allStories(store).map(({ id }) => id);
  const ends = sqlOn(folder).prepare('SELECT count(DISTINCT to_at) FROM stories').pluck().get();
  expect(ends).toBeLessThan(whole.length);
  const paged: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = store.listStories({ limit: 3, ...(cursor ? { cursor } : {}) }, NOW);
    paged.push(...page.stories.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(whole);
  expect(() => store.listStories({ limit: 3, cursor: 'x' }, NOW)).toThrow(UsageError);
});

test('a list of stories has those with an article that meets the filter, whichever way it is found', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled, folder);
  const { db, close } = openForReading(filesIn(folder).database);
  onTestFinished(close);
  const filters = [
    {},
    { lang: 'zh' },
    { tag: '-chinese-ev-jv' },
    { company: 'byd,toyota' },
    { company: 'byd', lang: '-en' },
    { stage: 'signed', tag: 'chinese-ev-jv' },
    { since: '2017-03-01', until: '2019-11-30' },
    { until: '2018-01-01', company: 'volkswagen' },
    { sector: 'batteries', since: '2019-01-01' },
    { venture: 'nothing' },
  ];
  let found = 0;
  for (const written of filters) {
    const articles = store.listArticles(readFilter({ ...written, limit: 500 }), NOW).articles;
    const ids = new Set(articles.map(({ id }) => id));
    const expected = allStories(store)
      .filter(({ sources }) => sources.some(({ articleId }) => ids.has(articleId)))
      .map(({ id }) => id);
    found += expected.length;
    const filter = readWith(storyFilterSchema, { ...written, limit: 500 });
    expect(store.listStories(filter, NOW).stories.map(({ id }) => id)).toEqual(expected);
    const conditions = conditionsOf(db, filter, NOW);
    for (const short of [0, 10_000])
      for (const walked of [1, 10_000])
        for (const limit of [3, 10_000]) {
          const page = pageOfStories(db, { conditions, after: null, limit }, { short, walked });
          expect(page.map(({ id }) => id)).toEqual(expected.slice(0, limit));
        }
  }
  expect(found).toBeGreaterThan(50);
});

test('`story` narrows a list of articles to one story, by any id that it had', async () => {
  const store = await storeWith(labelled);
  await cluster(store);
  const [a, b] = allStories(store);
  if (a === undefined || b === undefined) throw new Error('no two stories');
  const idsIn = (written: object) =>
    store
      .listArticles(readFilter({ limit: 500, ...written }), NOW)
      .articles.map(({ id }) => id)
      .sort();
  const members = (story: StoryView) => story.sources.map(({ articleId }) => articleId).sort();
  expect(idsIn({ story: a.id })).toEqual(members(a));
  expect(idsIn({ story: [a.id, b.id] })).toEqual([...members(a), ...members(b)].sort());
  expect(idsIn({ query: `story:${b.id}` })).toEqual(members(b));
  expect(idsIn({ story: 's000000000000' })).toEqual([]);
  const others = idsIn({}).filter((id) => !members(a).includes(id));
  expect(idsIn({ story: `-${a.id}` })).toEqual(others);
  const merged = mergeStories(store, a.id, b.id, NOW).stories[0];
  for (const { id } of [a, b]) expect(idsIn({ story: id })).toEqual([...(merged?.articles ?? [])].sort());
});

test('what was merged by hand stays merged, and the old ids lead to it', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled, folder);
  await cluster(store);
  const [a, b] = allStories(store);
  if (a === undefined || b === undefined) throw new Error('no two stories');
  const { stories } = mergeStories(store, a.id, b.id, NOW);
  expect(stories).toHaveLength(1);
  expectWhole(folder);
  await cluster(store);
  const merged = store.getStory(a.id);
  expect(merged?.id).toBe(stories[0]?.id);
  expect(store.getStory(b.id)).toEqual(merged);
  expect(() => mergeStories(store, a.id, b.id, NOW)).toThrow('one story already');
});

test('what was split by hand stays apart, and can be merged again', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled, folder);
  await cluster(store);
  const whole = allStories(store).find(({ articles }) => articles > 2);
  if (whole === undefined) throw new Error('no story of three articles');
  const off = whole.sources.at(-1)?.articleId ?? 0;
  splitStory(store, whole.id, [off], NOW);
  expectWhole(folder);
  const first = whole.sources[0] ?? { articleId: 0 };
  expect(storyOf(store, off)).not.toBe(storyOf(store, first.articleId));
  await cluster(store);
  expect(storyOf(store, off)).not.toBe(storyOf(store, first.articleId));
  mergeStories(store, storyOf(store, off), storyOf(store, first.articleId), NOW);
  await cluster(store);
  expect(storyOf(store, off)).toBe(storyOf(store, first.articleId));
  expect(() => splitStory(store, whole.id, [999_999], NOW)).toThrow('not in story');
  expect(() => splitStory(store, 'none', [1], NOW)).toThrow('no story "none"');
});

test('a story of some two hundred articles can be split in halves', async () => {
  const told = labelled[0] as Labelled;
  const store = freshStore();
  const ids: number[] = [];
  for (let at = 0; at < 190; at++) {
    const copy = { ...told, id: `copy ${at}`, title: `${told.title} ${at}`, text: `${told.text}\n\n${at}` };
    ids.push(await arrive(store, readingOf(copy)));
  }
  const [whole] = allStories(store);
  expect(whole?.articles).toBe(190);
  splitStory(store, whole?.id ?? '', ids.slice(0, 95), NOW);
  expect(allStories(store).map(({ articles }) => articles)).toEqual([95, 95]);
});

test('articles stored before there were stories get theirs by settling', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled, folder);
  await cluster(store);
  const before = storiesIn(store);
  const client = sqlOn(folder);
  for (const table of ['story_articles', 'stories', 'story_keys', 'story_features'])
    client.prepare(`DELETE FROM ${table}`).run();
  const { made } = await cluster(store);
  expect(made).toBe(client.prepare('SELECT count(*) FROM story_features').pluck().get());
  expect(storiesIn(store)).toEqual(before);
});

test('stories that an older version found are due to be settled at once', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(labelled.slice(0, 12), folder);
  expect(store.settledAt.read()).toBeNull();
  store.settledAt.write(NOW);
  expect(store.settledAt.read()).toBe(NOW);
  const before = storiesIn(store);
  const client = sqlOn(folder);
  client.exec(`UPDATE passes SET name = 'settle'`);
  client.exec(`UPDATE story_features SET version = 0, body = json_set(body, '$.v', 0)`);
  expect(storiesIn(store)).toEqual([]);
  expect(store.settledAt.read()).toBe(0);
  expect((await cluster(store)).made).toBe(12);
  expect((await cluster(store)).made).toBe(0);
  expect(storiesIn(store)).toEqual(before);
  store.settledAt.write(NOW + 1);
  expect(store.settledAt.read()).toBe(NOW + 1);
});

test('settling what is recent leaves the stories of before alone', async () => {
  const store = await storeWith(labelled);
  await cluster(store);
  const before = storiesIn(store);
  const { articles } = await settleStories(store, sandbox, Date.parse('2022-01-01'), NEVER);
  expect(articles).toBeGreaterThan(0);
  expect(articles).toBeLessThan(labelled.length);
  expect(storiesIn(store)).toEqual(before);
});

const SURVIVORS = [
  ['had been read', true],
  ['waits for its own page', false],
] as const;

/** An article that was given up and is known by its feed; asked for once more, it turns out to be another one's page. */
async function givenUp(store: Store) {
  const article = labelled[0] as Labelled;
  const made = readingOf(article);
  const { title } = made.article;
  const given = `${urlOf(article)}/short-link`;
  const url = made.article.url;
  const { articleId } = withFeed(store).jobForUrl(given, NOW);
  const teaser = { text: made.article.text.slice(0, 200), verdict: 'thin', extractor: 'feed' } as const;
  const fallback = readingOf(article, { url: given, canonicalUrl: given, ...teaser });
  const failure = { code: 'http-403', action: 'drop', message: 'refused' } as const;
  const failed = { articleId, url: given, at: NOW, ms: 1, failure, attempts: 1, retryAt: null, fallback };
  await store.sink.articleFailed(failed);
  /** Gives the other article. */
  const leadOn = async (isRead: boolean): Promise<number> => {
    const { jobs } = await store.sink.feedPolled(polled([item({ url, title })]));
    const other = jobs[0]?.articleId ?? 0;
    if (isRead) await arrive(store, made);
    store.requeueArticles([articleId], NOW + 1000);
    const page = { url, redirects: [given, url], status: 200, headers: {}, hash: 'h', bytes: 0, body: null };
    const read = { articleId, url: given, at: NOW + 90_000_000, ms: 1, reading: made, page };
    expect(await store.sink.articleRead(read)).toMatchObject({ kind: 'merged', articleId: other });
    return other;
  };
  return { articleId, leadOn };
}

test.each(SURVIVORS)(
  'the story of a given-up article leads on when it turns out to be one that %s',
  async (_name, isRead) => {
    const store = freshStore();
    const { articleId, leadOn } = await givenUp(store);
    const id = store.storyOfArticle(articleId)?.id ?? '';
    expect(store.getStory(id)?.articles).toBe(1);
    const other = await leadOn(isRead);
    expect(store.getStory(id)?.sources.map((source) => source.articleId)).toEqual([other]);
  },
);

test.each(SURVIVORS)(
  'what people decided of a given-up article holds when it turns out to be one that %s',
  async (_name, isRead) => {
    const folder = temporaryFolder();
    const told = labelled[0]?.story;
    const elsewhere = labelled.slice(0, 12).filter(({ story }) => story !== told);
    const store = await storeWith(elsewhere, folder);
    const { articleId, leadOn } = await givenUp(store);
    const [partner] = allStories(store).filter(({ sources }) => sources[0]?.articleId !== articleId);
    mergeStories(store, storyOf(store, articleId), partner?.id ?? '', NOW);
    const other = await leadOn(isRead);
    await cluster(store);
    expect(storyOf(store, other)).toBe(storyOf(store, partner?.sources[0]?.articleId ?? 0));
    expectWhole(folder);
  },
);

test('articles that lack their features are looked for some thousand ids at a time', () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const client = new Sqlite(filesIn(folder).database);
  client.exec(`INSERT INTO articles (id, url, state, first_seen_at, sort_at)
    VALUES (12000, 'https://wire.example/late', 'pending', ${NOW}, ${NOW})`);
  client.close();
  const steps: (number | null)[] = [];
  for (let at: number | null = 0; at !== null && steps.length < 9; steps.push(at))
    at = store.textsWithoutFeatures(at, 50).through;
  expect(steps).toEqual([5_000, 10_000, null]);
});
