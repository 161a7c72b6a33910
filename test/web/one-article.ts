/** The page over a store with one article, which a test makes what it needs. */
import { onTestFinished } from 'vitest';
import type { Operations } from '../../src/core/operations.ts';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { openReader, type Store } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { storeOperations } from '../pipeline/store-operations.ts';
import { filesIn, freshStore, item, NOW, polled, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { servePage } from './site.ts';

export const url = 'https://site.example/1';

/** A store with one article of one feed; `fill` does more to it. */
export async function siteWith(
  fill: (store: Store, articleId: number, database: string) => unknown,
  call?: Operations['call'],
) {
  const folder = temporaryFolder();
  const files = filesIn(folder);
  const store = withFeed(freshStore(folder));
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'One' })], 'wire', { at: NOW }));
  await fill(store, jobs[0]?.articleId ?? 0, files.database);
  const reader = openReader(files);
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now: () => NOW });
  const operations = call ? { call } : storeOperations(store, () => NOW);
  const served = await servePage({ answers, operations, now: () => NOW });
  onTestFinished(async () => {
    await served.close();
    reader.close();
  });
  return {
    store,
    origin: served.origin,
    status: async (path: string) => (await fetch(served.origin + path)).status,
    page: async (path: string) => (await fetch(served.origin + path)).text(),
  };
}
