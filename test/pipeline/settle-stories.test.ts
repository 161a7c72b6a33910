/** Settling when a text is too much for its reader, when articles go meanwhile, and when it is told to stop. */
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/core/ports.ts';
import { type SettlingStore, settleStories } from '../../src/pipeline/operations/settle-stories.ts';
import { featuresOf } from '../../src/stories/features.ts';

/** A store that only places articles, and notes which. */
const storeOf = (
  textsWithoutFeatures: (afterId: number) => { texts: readonly object[]; through: number | null },
  placed: number[],
) =>
  ({
    textsWithoutFeatures,
    placeInStories: (made: readonly { articleId: number }[]) =>
      void placed.push(...made.map(({ articleId }) => articleId)),
    articlesOfStories: () => [],
    storyDecisions: () => [],
    applyStories: () => ({ moved: 0 }),
  }) as unknown as SettlingStore;

test('a text that no reader gets through does not end the pass: its article stays where it is and is named', async () => {
  const placed: number[] = [];
  const texts = [1, 2, 3].map((articleId) => ({ articleId, url: `https://volt.example/${articleId}` }));
  const store = storeOf(() => ({ texts, through: null }), placed);
  const storyFeatures: Sandbox['storyFeatures'] = async (inputs) =>
    inputs.some(({ url }) => url.endsWith('/2'))
      ? { code: 'parse-crash', action: 'retry', message: 'stored text killed its reader' }
      : inputs.map(() => 'features');
  const report = await settleStories(
    store,
    async () => ({ storyFeatures }) as unknown as Sandbox,
    null,
    new AbortController().signal,
  );
  expect(placed).toEqual([1, 3]);
  expect(report).toMatchObject({
    made: 2,
    unreadable: [{ articleId: 2, url: 'https://volt.example/2', failure: { code: 'parse-crash' } }],
  });
});

/** With 50 dated articles that have nothing in common. */
function settling(asked: (articleId: number) => 'there' | 'gone') {
  const applied: (readonly number[])[] = [];
  const reads: number[] = [];
  const features = (articleId: number) =>
    featuresOf(
      {
        ...{ key: `https://volt.example/${articleId}`, title: `Plant ${articleId}`, text: '', authors: [] },
        ...{ publishedAt: articleId, language: 'en', site: 'volt.example', names: [], head: [] },
        tagging: { tagged: false, ventures: [], companies: [] },
      },
      (id) => id,
    );
  const store = {
    textsWithoutFeatures: () => ({ texts: [], through: null }),
    articlesOfStories: () => Array.from({ length: 50 }, (_, id) => ({ ...features(id), articleId: id })),
    storyFeatures: ([articleId = 0]: readonly number[]) => {
      reads.push(articleId);
      return asked(articleId) === 'gone' ? [] : [features(articleId)];
    },
    storyDecisions: () => [],
    applyStories: (settled: readonly { articles: readonly number[] }[]) => {
      applied.push(...settled.map(({ articles }) => articles));
      return { moved: 0 };
    },
  } as unknown as SettlingStore;
  const settle = (signal: AbortSignal) => settleStories(store, () => expect.unreachable(), null, signal);
  return { settle, applied, reads };
}

test('an article that is removed while links are looked for costs no other its story', async () => {
  const { settle, applied } = settling((articleId) => (articleId === 7 ? 'gone' : 'there'));
  await settle(new AbortController().signal);
  expect(applied).toHaveLength(50);
});

test('whoever stops it while links are looked for has a turn, and the stories are as they were', async () => {
  const stop = new AbortController();
  const { settle, applied, reads } = settling((articleId) => {
    if (articleId === 0) setImmediate(() => stop.abort());
    return 'there';
  });
  await expect(settle(stop.signal)).rejects.toMatchObject({ code: 'interrupted' });
  expect(reads.length).toBeLessThan(50);
  expect(applied).toEqual([]);
});

test('articles behind a batch in which nothing is to be read are read', async () => {
  const placed: number[] = [];
  const texts = [{ articleId: 51, url: 'https://volt.example/51' }];
  const store = storeOf(
    (afterId) => (afterId === 0 ? { texts: [], through: 50 } : { texts, through: null }),
    placed,
  );
  const storyFeatures: Sandbox['storyFeatures'] = async (inputs) => inputs.map(() => 'features');
  const sandbox = async () => ({ storyFeatures }) as unknown as Sandbox;
  await settleStories(store, sandbox, null, new AbortController().signal);
  expect(placed).toEqual([51]);
});
