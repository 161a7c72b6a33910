/** Lists, searches and facets against a plain reading of the same filter: same ids, same order, page by page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import { SECTORS, STAGES, VERDICTS } from '../../src/core/model.ts';
import { type ArticleFilter, articleFilterSchema, type Values } from '../../src/query/article-filter.ts';
import type { Cursor } from '../../src/query/cursor.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { resolveTime } from '../../src/query/time-point.ts';
import { openForReading } from '../../src/store/file/database.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { conditionsOf } from '../../src/store/lists/article-conditions.ts';
import { pageOfIds } from '../../src/store/lists/article-pages.ts';
import { matchOf } from '../../src/store/lists/article-queries.ts';
import { bestIds } from '../../src/store/lists/article-ranking.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Match } from '../../src/text/search/highlight.ts';
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
} from './fixtures.ts';

const DAY_MS = 86_400_000;
const COMPANIES = ['byd', 'catl', 'geely'];
/** The last one is not in the ledger: it is known by its partners. */
const VENTURES = ['v-0', 'v-1', 'v-2', 'new:byd+catl'];
const LANGUAGES = ['en', 'de', 'zh'];
const WORDS = ['battery', 'plant', 'Hefei', '合資', '合资', 'solid', 'state'];
const ARTICLES = 300;

interface Known {
  readonly id: number;
  readonly sortAt: number;
  readonly language: string;
  readonly verdict: string;
  readonly feed: string;
  readonly companies: readonly string[];
  readonly ventures: readonly { readonly venture: string; readonly stage: string; readonly sector: string }[];
  readonly confidence: number | null;
  readonly words: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'jvwire-test-'));
let store: Store;
const known: Known[] = [];

/** One of `choices`, by a number that only the article decides. */
const pick = <Value>(choices: readonly Value[], number: number): Value =>
  choices[Math.abs(number) % choices.length] as Value;

beforeAll(async () => {
  store = openStore(filesIn(folder), () => 0.5);
  const feeds = ['one', 'two'].map((id, at) => ({
    id,
    url: `https://${id}.example/feed`,
    name: id,
    region: at === 0 ? 'CN' : 'global',
    origin: 'user' as const,
    enabled: true,
  }));
  store.addFeeds(feeds, NOW);
  for (let number = 0; number < ARTICLES; number += 1) {
    const feed = pick(['one', 'two'], number % 7);
    const url = `https://${feed}.example/${number}`;
    const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'T' })], feed));
    const id = jobs[0]?.articleId ?? 0;
    // Several share a second, and the order of time is not that of ids.
    const sortAt = NOW - ((number * 37) % 100) * DAY_MS;
    const words = WORDS.filter((_, at) => (number >> (at % 5)) % 3 === at % 3 || number % (at + 4) === 0);
    const page = reading({
      url,
      title: `Title ${pick(words, number) ?? ''}`,
      text: words.join(' and '),
      language: pick(LANGUAGES, number),
      verdict: pick(VERDICTS, number >> 2),
      publishedAt: new Date(sortAt + (number % 2) * 400).toISOString(),
    });
    const companies = COMPANIES.filter((_, at) => (number >> at) % 2 === 1);
    const ventures = Array.from({ length: number % 3 }, (_, at) => ({
      venture: pick(VENTURES, number + at),
      stage: pick(STAGES, number + at),
      sector: pick(SECTORS, number * 3 + at),
    }));
    const confidence = ventures.length > 0 ? 0.5 + (number % 50) / 100 : null;
    await store.sink.articleRead(
      read(id, {
        ...page,
        tagging: {
          language: 'en',
          tagged: confidence !== null,
          tags: confidence === null ? [] : [{ tag: 'chinese-ev-jv', confidence, evidence: [] }],
          companies: companies.map((companyId) => ({ companyId, name: companyId, mentions: 1 })),
          ventures: ventures.map(({ venture, stage, sector }) => ({
            ventureId: venture.startsWith('new:') ? null : venture,
            name: null,
            partners: ['catl', 'byd'].map((companyId) => ({ companyId, name: companyId, country: 'CN' })),
            stage,
            sector,
            stake: null,
            amount: null,
            confidence: 0.9,
            evidence: [],
          })),
        },
      }),
    );
    const { language, verdict } = page.article;
    known.push({
      id,
      sortAt,
      language: language ?? '',
      verdict,
      feed,
      companies,
      ventures,
      confidence,
      words,
    });
  }
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const has = (values: Values | undefined, mine: readonly string[]): boolean =>
  (!values || values.any.length === 0 || values.any.some((value) => mine.includes(value))) &&
  !values?.none.some((value) => mine.includes(value));

const any = (values: Values | undefined, mine: string): boolean =>
  has(values && { ...values, none: [] }, [mine]);

/** The filter as its description says, read off the articles one by one. */
function meets(article: Known, filter: ArticleFilter): boolean {
  const { ventures, confidence, sortAt } = article;
  const { venture, stage, sector, since, until } = filter;
  const none = (values: Values | undefined, mine: readonly string[]) =>
    has(values && { ...values, any: [] }, mine);
  const asked = [venture, stage, sector].some((values) => (values?.any.length ?? 0) > 0);
  const start = since ? resolveTime(since, NOW) : Number.NEGATIVE_INFINITY;
  const end = until ? resolveTime(until, NOW) + ('at' in until ? DAY_MS : 0) : Number.POSITIVE_INFINITY;
  const words = article.words.map((word) => word.replace('資', '资').toLowerCase());
  const region = article.feed === 'one' ? 'CN' : 'GLOBAL';
  return (
    has(filter.tag, confidence === null ? [] : ['chinese-ev-jv']) &&
    has(filter.company, article.companies) &&
    none(filter.with, article.companies) &&
    (filter.with?.any ?? []).every((one) => article.companies.includes(one)) &&
    none(
      venture,
      ventures.map((one) => one.venture),
    ) &&
    none(
      stage,
      ventures.map((one) => one.stage),
    ) &&
    none(
      sector,
      ventures.map((one) => one.sector),
    ) &&
    (!asked ||
      ventures.some(
        (one) => any(venture, one.venture) && any(stage, one.stage) && any(sector, one.sector),
      )) &&
    has(filter.feed, [article.feed]) &&
    has(filter.country, [region]) &&
    has(filter.lang, [article.language]) &&
    has(filter.verdict, [article.verdict]) &&
    (filter.confidence === undefined || (confidence ?? -1) >= filter.confidence) &&
    sortAt >= start &&
    sortAt < end &&
    (filter.query ?? '')
      .split(' ')
      .filter(Boolean)
      .every((word) => words.includes(word.replace('資', '资').toLowerCase()))
  );
}

function expected(filter: ArticleFilter): number[] {
  const back = filter.sort === 'oldest' ? 1 : -1;
  return known
    .filter((article) => meets(article, filter))
    .toSorted((one, other) => back * (one.sortAt - other.sortAt || one.id - other.id))
    .map(({ id }) => id);
}

/** All pages of a list. */
function listed(filter: ArticleFilter): number[] {
  const ids: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = store.listArticles({ ...filter, ...(cursor ? { cursor } : {}) }, NOW);
    // Where a page says that there is more, there is.
    if (cursor) expect(page.articles).not.toEqual([]);
    ids.push(...page.articles.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

const values = (choices: readonly string[]) =>
  fc.subarray([...choices, ...choices.map((choice) => `-${choice}`)], { minLength: 1, maxLength: 2 });
const fields = {
  tag: fc.constantFrom(['chinese-ev-jv'], ['-chinese-ev-jv'], ['other']),
  company: values([...COMPANIES, 'nobody']),
  with: values([...COMPANIES, 'nobody']),
  venture: values(VENTURES),
  stage: values(STAGES),
  sector: values(SECTORS),
  feed: values(['one', 'two', 'gone']),
  country: values(['CN', 'GLOBAL', 'DE']),
  lang: values(LANGUAGES),
  verdict: values(VERDICTS),
  confidence: fc.constantFrom(0.6, 0.9),
  since: fc.constantFrom('2026-09-20', '60d'),
  until: fc.constantFrom('2026-10-15', '10d'),
  query: fc.subarray(WORDS, { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
};
/** Up to three fields of all, since more of them find nothing. */
const filters = fc
  .subarray(Object.keys(fields) as (keyof typeof fields)[], { maxLength: 3 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, fields[name]]))))
  .chain((asked) =>
    fc
      .constantFrom('newest', 'oldest')
      .map((sort) => articleFilterSchema.parse({ ...asked, sort, limit: 40 })),
  );

test('any filter finds what it says, in order, whatever the size of its pages', () => {
  let found = 0;
  fc.assert(
    fc.property(filters, (filter) => {
      const wanted = expected(filter);
      found += wanted.length;
      expect(listed(filter)).toEqual(wanted);
    }),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(1_000);
});

test('every way to find a page finds the same', () => {
  const { db, close } = openForReading(filesIn(folder).database);
  const ways = [0, 20, 1_000].flatMap((short) =>
    [0, 20, 1_000].flatMap((lookedUp) =>
      [1, 50, 1_000].map((walked) => ({ short, lookedUp, set: lookedUp, walked })),
    ),
  );
  fc.assert(
    fc.property(filters, fc.constantFrom(...ways), (filter, bounds) => {
      const ids = pageOfIds(
        db,
        {
          conditions: conditionsOf(db, filter, NOW),
          match: matchOf(filter),
          order: filter.sort === 'oldest' ? 'oldest' : 'newest',
          after: null,
          limit: 30,
        },
        bounds,
      );
      expect(ids).toEqual(expected(filter).slice(0, 30));
    }),
    { numRuns: 400 },
  );
  close();
});

test('words that very many have: those with them in the title first, each part by time, over all pages', () => {
  const { db, close } = openForReading(filesIn(folder).database);
  const filter = readFilter({ query: 'battery -lang:zh' });
  const request = {
    conditions: conditionsOf(db, filter, NOW),
    query: 'battery',
    match: '"battery"',
    limit: 7,
  };
  const found: { id: number; rank: string }[] = [];
  for (let after: Cursor | null = null; ; ) {
    const page = bestIds(db, { ...request, after }, { scored: 0, counted: 0 });
    if (!page || page.ids.length === 0) break;
    found.push(...page.ids.map((id, at) => ({ id, rank: page.rankOf(at) })));
    const last = known.find(({ id }) => id === page.ids.at(-1));
    after = { sortAt: last?.sortAt ?? 0, id: last?.id ?? 0, rank: page.rankOf(page.ids.length - 1) };
  }
  close();
  const titled = new Set(
    store
      .listArticles({ ...filter, limit: 500 }, NOW)
      .articles.flatMap(({ id, titleMatches }) => (titleMatches?.length ? [id] : [])),
  );
  const all = expected(filter);
  expect(found.map(({ id }) => id)).toEqual([
    ...all.filter((id) => titled.has(id)),
    ...all.filter((id) => !titled.has(id)),
  ]);
  expect(found.filter(({ rank }) => rank === 'title')).toHaveLength(titled.size);
  expect(titled.size).toBeGreaterThan(10);
});

test('in a facet an article counts once, one without a value not at all, and of a great many the newest', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(
    polled([item({ guid: 'a', url, title: 'T' }), item({ guid: 'b', url, title: 'T' })]),
  );
  const page = reading({ url, language: null });
  const ventures = page.tagging.ventures.flatMap((venture) => [venture, { ...venture, ventureId: 'other' }]);
  const tagging = { ...page.tagging, ventures };
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, { ...page, tagging }));
  expect(store.countFacets(readFilter({}), NOW)).toMatchObject({
    counted: 1,
    complete: true,
    counts: { stage: [{ value: 'operating', count: 1 }], lang: [], feed: [{ value: 'wire', count: 1 }] },
  });
  const client = new Sqlite(filesIn(folder).database);
  client.exec(`WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 3999)
    INSERT INTO articles (url, state, verdict, language, first_seen_at, sort_at)
    SELECT 'https://wire.example/more/' || value, 'stored', 'full', char(97 + value % 25), 0, ${NOW} - 1000 * value
    FROM n`);
  client.close();
  const { counted, complete, counts } = store.countFacets(readFilter({}), NOW);
  expect({ counted, complete, feed: counts.feed }).toEqual({ counted: 4_000, complete: false, feed: [] });
  expect(counts.lang).toEqual([...'abcdefghijklmnopqrst'].map((value) => ({ value, count: 160 })));
});

test('facets count what one more value of the filter would leave', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const facets = store.countFacets(filter, NOW);
      const matching = known.filter((article) => meets(article, filter));
      expect(facets).toMatchObject({ counted: matching.length, complete: true });
      const count = (valuesOf: (article: Known) => readonly string[]): [string, number][] => {
        const counts = new Map<string, number>();
        for (const article of matching)
          for (const value of new Set(valuesOf(article))) counts.set(value, (counts.get(value) ?? 0) + 1);
        return [...counts].sort();
      };
      const pairs = (facet: keyof typeof facets.counts) =>
        facets.counts[facet].map(({ value, count }) => [value, count]).sort();
      expect(pairs('company')).toEqual(count(({ companies }) => companies));
      const { venture, sector } = filter;
      const asked = ({ ventures }: Known) =>
        ventures.filter((one) => any(venture, one.venture) && any(sector, one.sector));
      expect(pairs('stage')).toEqual(count((article) => asked(article).map(({ stage }) => stage)));
      expect(pairs('lang')).toEqual(count(({ language }) => [language]));
      expect(pairs('feed')).toEqual(count(({ feed }) => [feed]));
    }),
    { numRuns: 100 },
  );
});

test('the list of a stage has as many articles as are counted, whichever venture or sector is asked for beside it', () => {
  for (const field of ['venture', 'sector'] as const)
    for (const value of field === 'venture' ? [...VENTURES, 'new'] : SECTORS) {
      const { stage: stages } = store.countFacets(readFilter({ [field]: value }), NOW).counts;
      for (const { value: stage, count } of stages)
        expect(listed(readFilter({ [field]: value, stage, limit: 100 }))).toHaveLength(count);
    }
});

describe('best first', () => {
  const ask = (query: string, limit = 500) =>
    store.listArticles(readFilter({ query, sort: 'best', limit }), NOW);

  test('the same articles as by time, those with the word in the title first', () => {
    const { articles, ranking } = ask('battery');
    expect(ranking).toBe('bm25');
    const byTime = expected(articleFilterSchema.parse({ query: 'battery' }));
    expect(articles.map(({ id }) => id).sort()).toEqual(byTime.toSorted());
    const titled = articles.map(({ titleMatches }) => titleMatches?.length === 1);
    expect(titled.indexOf(false)).toBe(titled.filter(Boolean).length);
    expect(titled).toContain(true);
  });

  test('pages go on where the one before ended', () => {
    const whole = ask('battery company:byd').articles.map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(20);
    expect(listed(readFilter({ query: 'battery company:byd', sort: 'best', limit: 7 }))).toEqual(whole);
  });

  test('a page goes on although the index has changed since, without a double or a gap', async () => {
    const filter = readFilter({ query: 'solid', sort: 'best', limit: 10 });
    const whole = ask('solid').articles.map(({ id }) => id);
    const first = store.listArticles(filter, NOW);
    const { jobs } = await store.sink.feedPolled(
      polled([item({ url: 'https://one.example/new', title: 'N' })], 'one'),
    );
    const id = jobs[0]?.articleId ?? 0;
    const page = reading({ url: 'https://one.example/new', title: 'Solid', text: 'solid solid' });
    await store.sink.articleRead(read(id, page));
    const rest = listed({ ...filter, ...(first.nextCursor ? { cursor: first.nextCursor } : {}) });
    expect([...first.articles.map((article) => article.id), ...rest].filter((one) => one !== id)).toEqual(
      whole,
    );
  });

  test.each([
    { company: 'byd' },
    { since: '2026-09-20', until: '2026-10-15' },
    { since: '2026-09-20', query: 'battery' },
  ])('who follows what comes in gets each that meets %j, once, however few at a time', (written) => {
    const filter = readFilter({ ...written, limit: 7 });
    const found: number[] = [];
    for (let seq = 0; ; ) {
      const news = store.articlesSince(filter, seq, NOW);
      found.push(...news.articles.map(({ id }) => id));
      if (news.seq === seq) break;
      seq = news.seq;
    }
    expect(found.length).toBeGreaterThan(7);
    expect(found).toHaveLength(new Set(found).size);
    expect(found.toSorted((one, other) => one - other)).toEqual(
      listed(filter).toSorted((one, other) => one - other),
    );
    // Nothing came in since: who asks from further on is not sent back.
    expect(store.articlesSince(filter, store.lastSeq() + 9, NOW)).toEqual({
      articles: [],
      seq: store.lastSeq() + 9,
    });
  });

  test('a long page is made in steps, and is the same', () => {
    for (const [limit, steps] of [
      [50, 0],
      [51, 1],
      [ARTICLES, 5],
    ] as const) {
      const filter = readFilter({ limit });
      const inSteps = store.listBySteps(filter, NOW);
      let done = 0;
      let step = inSteps.next();
      for (; !step.done; step = inSteps.next()) done += 1;
      expect([limit, done]).toEqual([limit, steps]);
      expect(step.value).toEqual(store.listArticles(filter, NOW));
    }
  });

  test('words are marked in snippet and title', () => {
    const [best] = ask('合资', 1).articles;
    const marked = (text: string | null | undefined, marks: readonly Match[] | undefined) =>
      marks?.map(({ start, end }) => text?.slice(start, end));
    expect(marked(best?.title, best?.titleMatches)?.[0]).toMatch(/^合[資资]$/);
    expect(marked(best?.snippet, best?.snippetMatches)?.[0]).toMatch(/合[資资]/);
  });

  test.each([
    [{ sort: 'best' }, /sort: best needs words/],
    [{ query: '--' }, /no word to search for$/],
    // Answered with what has the word, it would be the opposite of what was asked.
    [{ query: '-solid' }, /"-solid" has no word to search for; what it leaves out needs one beside it/],
    [{ query: '-"solid state"', company: 'byd' }, /what it leaves out needs one beside it/],
    [{ cursor: 'nonsense' }, /is not one that jvwire gave/],
    [{ query: 'solid', sort: 'best', cursor: 'MS4x' }, /of a list in another order/],
    [
      { query: 'solid', sort: 'best', cursor: Buffer.from('1.999999.bm25').toString('base64url') },
      /not found any more/,
    ],
  ])('%j is refused', (fields, message) => {
    const act = () => store.listArticles(articleFilterSchema.parse(fields), NOW);
    expect(act).toThrow(UsageError);
    expect(act).toThrow(message);
  });
});
