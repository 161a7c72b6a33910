/** Reading again what is stored, when a page or a text of it is too much for its reader. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { PageReading } from '../../src/core/jobs.ts';
import type { Sandbox } from '../../src/core/ports.ts';
import { type RereadStore, reread, type StoredArticle } from '../../src/pipeline/operations/reread.ts';

const NOT_TAGGED = { tagged: false, tags: [], ventures: [], companies: [] };
const EMPTY_PAGE = {
  ...{ contentType: null, bytes: new Uint8Array(), fetchedAt: 0 },
  ...{ item: {} as never, following: [] },
};

function storedArticle(articleId: number): StoredArticle {
  const url = `https://volt.example/${articleId}`;
  const about = {
    ...{ title: 'Plant opens', text: 'The plant opened.', authors: [], language: 'en', siteName: null },
    ...{ summary: null, image: null, wordCount: 3, publishedDay: null, modifiedAt: null, siteRule: null },
    ...{ verdictReason: '', extractor: 'blocks', confidence: 1 },
  };
  return {
    articleId,
    seq: articleId,
    url,
    canonicalUrl: url,
    ...about,
    publishedAt: null,
    verdict: 'thin',
    tagging: NOT_TAGGED,
  };
}

/** Reads every page but that of article 2, whose reader dies of it. */
function sandboxOf(articles: readonly StoredArticle[]): Sandbox {
  const reading = (url: string): PageReading => {
    const article = articles.find((one) => one.url === url);
    return {
      article: { ...article, text: 'The plant opened on Monday.' },
      tagging: { ...NOT_TAGGED, language: 'en' },
      rulesVersion: 'new',
      storyFeatures: null,
    } as unknown as PageReading;
  };
  return {
    readPage: async ({ url }: { url: string }) =>
      url.endsWith('/2')
        ? { code: 'parse-timeout', action: 'retry', message: `${url} took over 10 s to read` }
        : { ...reading(url), nextPage: null },
  } as unknown as Sandbox;
}

test('a page that no reader gets through costs its own article alone, which is named and left as it is', async () => {
  const articles = [1, 2, 3, 4].map(storedArticle);
  const applied: Parameters<RereadStore['applyRereadings']>[0][] = [];
  const store: RereadStore = {
    storedTexts: (_scope, afterId) => articles.filter(({ articleId }) => articleId > afterId),
    feedContent: () => null,
    // No page of article 4 is archived.
    archivedBodies: (ids) =>
      articles.flatMap(({ articleId, url }) =>
        ids.includes(articleId) && articleId !== 4 ? [{ articleId, url, ...EMPTY_PAGE }] : [],
      ),
    ownRereading: (_articleId, _url, reading) => reading,
    applyRereadings: (changes) => {
      applied.push(changes);
      return [];
    },
  };
  const report = await reread(
    store,
    sandboxOf(articles),
    { over: 'pages', since: null, feedId: null, dryRun: false },
    new AbortController().signal,
  );
  expect(report).toMatchObject({
    examined: 2,
    changedMeanwhile: 0,
    missing: 1,
    unreadable: [{ articleId: 2, failure: { code: 'parse-timeout' } }],
    changes: [{ articleId: 1 }, { articleId: 3 }],
  });
  expect(applied.map(({ readings }) => readings.map(({ articleId }) => articleId))).toEqual([[1, 3]]);
  // Neither is said to be read by these rules.
  expect(applied[0]?.examined.map(({ articleId }) => articleId)).toEqual([1, 3]);
});

test('the version of the rules is told when no page of the last batch could be read, too', async () => {
  const articles = [1, 2].map(storedArticle);
  const store: RereadStore = {
    storedTexts: (_scope, afterId) => articles.filter(({ articleId }) => articleId > afterId).slice(0, 1),
    feedContent: () => null,
    archivedBodies: ([articleId = 0]) => [
      { articleId, url: `https://volt.example/${articleId}`, ...EMPTY_PAGE },
    ],
    ownRereading: (_articleId, _url, reading) => reading,
    applyRereadings: () => [],
  };
  const request = { over: 'pages', since: null, feedId: null, dryRun: false } as const;
  const report = await reread(store, sandboxOf(articles), request, new AbortController().signal);
  expect(report).toMatchObject({ examined: 1, unreadable: [{ articleId: 2 }], rulesVersion: 'new' });
});

describe('a text that no tagger gets through', () => {
  const TAGGED = { ...NOT_TAGGED, tagged: true, language: 'en' };
  const TOO_MUCH = { code: 'parse-timeout', action: 'retry', message: 'stored text took over 10 s' } as const;
  const articles = [1, 2, 3].map(storedArticle).map((one) => ({ ...one, text: `Text ${one.articleId}.` }));
  const retag = async (sandbox: Partial<Sandbox>) => {
    const applied: Parameters<RereadStore['applyRereadings']>[0][] = [];
    const store = {
      storedTexts: (_scope: object, afterId: number) => articles.filter((one) => one.articleId > afterId),
      applyRereadings: (changes: (typeof applied)[0]) => {
        applied.push(changes);
        return [];
      },
    } as unknown as RereadStore;
    const request = { over: 'tags', since: null, feedId: null, dryRun: false } as const;
    const report = await reread(store, sandbox as Sandbox, request, new AbortController().signal);
    return { report, applied };
  };
  const tagTexts: Sandbox['tagTexts'] = async (inputs) => ({
    taggings: inputs.map(() => TAGGED),
    rulesVersion: 'new',
  });
  const storyFeatures: Sandbox['storyFeatures'] = async (inputs) => inputs.map(() => 'features');

  test.each([
    {
      what: 'tagTexts',
      sandbox: {
        tagTexts: async (inputs: Parameters<Sandbox['tagTexts']>[0]) =>
          inputs.some(({ text }) => text === 'Text 2.') ? TOO_MUCH : tagTexts(inputs),
        storyFeatures,
      },
    },
    {
      what: 'storyFeatures',
      sandbox: {
        tagTexts,
        storyFeatures: async (inputs: Parameters<Sandbox['storyFeatures']>[0]) =>
          inputs.some(({ text }) => text === 'Text 2.') ? TOO_MUCH : storyFeatures(inputs),
      },
    },
  ])('costs its own article alone, which is named ($what)', async ({ sandbox }) => {
    const { report, applied } = await retag(sandbox);
    expect(report).toMatchObject({
      examined: 2,
      rulesVersion: 'new',
      unreadable: [{ articleId: 2, url: 'https://volt.example/2', failure: { code: 'parse-timeout' } }],
      changes: [{ articleId: 1 }, { articleId: 3 }],
    });
    expect(applied.map(({ taggings }) => taggings.map(({ articleId }) => articleId))).toEqual([[1, 3]]);
    // It is not said to be read by these rules.
    expect(applied[0]?.examined.map(({ articleId }) => articleId)).toEqual([1, 3]);
  });

  test('is none where no tagger can be started: that is told, and nothing is applied', async () => {
    const failure = { code: 'internal', action: 'retry', message: 'no process' } as const;
    await expect(retag({ tagTexts: async () => failure })).rejects.toThrow('the same command goes on');
  });
});

test('a report counts all changes and lists so many that it stays an answer', async () => {
  const last = 10_020;
  const store = {
    storedTexts: (_scope: object, afterId: number) =>
      afterId < last ? Array.from({ length: 30 }, (_, n) => storedArticle(afterId + n + 1)) : [],
  } as unknown as RereadStore;
  const tagging = { ...NOT_TAGGED, tagged: true, language: 'en' };
  const sandbox = {
    tagTexts: async (inputs: readonly object[]) => ({
      taggings: inputs.map(() => tagging),
      rulesVersion: '',
    }),
  } as unknown as Sandbox;
  const request = { over: 'tags', since: null, feedId: null, dryRun: true } as const;
  const report = await reread(store, sandbox, request, new AbortController().signal);
  expect(report.counts).toEqual({ gained: last, lost: 0, changed: 0 });
  expect(report.changes).toHaveLength(10_000);
});

test.each([true, false])(
  'no reading is kept that is done with, which a dry run applies none of (%o)',
  async (dryRun) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const articles = [1, 3, 4].map(storedArticle);
    const readings: WeakRef<object>[] = [];
    const kept: number[] = [];
    const { readPage } = sandboxOf(articles);
    const sandbox = {
      readPage: async (input: Parameters<Sandbox['readPage']>[0]) => {
        await nextTurn();
        collectGarbage();
        kept.push(readings.filter((reading) => reading.deref() !== undefined).length);
        const read = await readPage(input);
        if ('article' in read) readings.push(new WeakRef(read.article));
        return read;
      },
    } as unknown as Sandbox;
    const store: RereadStore = {
      storedTexts: (_scope, afterId) => articles.filter(({ articleId }) => articleId > afterId).slice(0, 1),
      feedContent: () => null,
      archivedBodies: ([articleId = 0]) => [
        {
          ...{ articleId, url: `https://volt.example/${articleId}` },
          ...EMPTY_PAGE,
        },
      ],
      ownRereading: (_articleId, _url, reading) => reading,
      applyRereadings: ({ examined }) => {
        if (dryRun) throw new Error('a dry run applies nothing');
        expect(examined).toHaveLength(1);
        return [];
      },
    };
    const request = { over: 'pages', since: null, feedId: null, dryRun } as const;
    const { changes } = await reread(store, sandbox, request, new AbortController().signal);
    expect(changes.map(({ articleId }) => articleId)).toEqual([1, 3, 4]);
    // The batch before is garbage at the latest when the one after it is.
    expect(Math.max(...kept)).toBeLessThanOrEqual(1);
  },
);
