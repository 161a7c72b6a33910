/** Settling when the text of an article is too much for its reader. */
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/core/ports.ts';
import { type SettlingStore, settleStories } from '../../src/pipeline/settle-stories.ts';

test('a text that no reader gets through does not end the pass: its article stays where it is and is named', async () => {
  const placed: number[] = [];
  const texts = [1, 2, 3].map((articleId) => ({ articleId, url: `https://volt.example/${articleId}` }));
  const store = {
    textsWithoutFeatures: () => ({ texts, through: null }),
    placeInStories: (made: readonly { articleId: number }[]) =>
      void placed.push(...made.map(({ articleId }) => articleId)),
    articlesOfStories: () => [],
    storyDecisions: () => [],
    applyStories: () => ({ moved: 0 }),
  } as unknown as SettlingStore;
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
