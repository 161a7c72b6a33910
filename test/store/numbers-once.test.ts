/** No number is given to an article while the archive has pages of another one under it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pack } from '../../src/core/packed.ts';
import { backUp } from '../../src/store/backup.ts';
import { restore } from '../../src/store/restore.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { filesIn, item, NOW, polled, read, reading, temporaryFolder, withFeed } from './fixtures.ts';

const urlOf = (name: string): string => `https://wire.example/${name}`;

function open(folder: string): Store {
  const store = openStore(filesIn(folder), () => 0.5);
  onTestFinished(() => store.close());
  return store;
}

async function listed(store: Store, name: string): Promise<number> {
  const { jobs } = await store.sink.feedPolled(polled([item({ url: urlOf(name), title: name })]));
  return jobs[0]?.articleId ?? 0;
}

async function takenIn(store: Store, name: string): Promise<number> {
  const id = await listed(store, name);
  const { page, ...rest } = read(id, reading({ url: urlOf(name), title: name }));
  const body = await pack(page.body ?? new Uint8Array());
  await store.sink.articleRead({ ...rest, page: { ...page, body } });
  return id;
}

/** Gives an article up of which only its feed told, and reads again what is archived of it. */
async function archivedOfGivenUp(store: Store, id: number, name: string) {
  const failure = { code: 'http-404', action: 'drop', message: 'gone' } as const;
  const given = { articleId: id, url: urlOf(name), at: NOW + 5_000, ms: 1, failure, attempts: 1 };
  const fallback = reading({ url: urlOf(name), title: name, extractor: 'feed' });
  await store.sink.articleFailed({ ...given, retryAt: null, fallback });
  expect(store.getArticle(String(id))?.verdict).toBe('full');
  return store.archivedBodies([id]);
}

test('what came in while a backup was made takes no number from what comes after it was restored', async () => {
  const folder = temporaryFolder();
  const files = filesIn(folder);
  const target = join(folder, 'backup');
  const store = withFeed(open(folder));
  await takenIn(store, 'early');
  let late: Promise<number> | undefined;
  const onProgress = (file: string): void => {
    // Its row comes too late for the copy of the articles; its page is in that of the pages.
    if (file === 'jvwire.db') late ??= takenIn(store, 'late');
  };
  const request = { files, target, keep: null, pages: true, now: NOW, version: 'test' };
  await backUp(request, { onProgress, signal: new AbortController().signal });
  const lost = await late;
  store.close();
  await restore(target, files, NOW);
  const restored = open(folder);
  expect(restored.totals().articles).toBe(1);
  const next = await listed(restored, 'next');
  expect(await archivedOfGivenUp(restored, next, 'next')).toEqual([]);
  expect(next).toBe((lost ?? 0) + 1);
});

test('a new database beside an archive that is older gives numbers of its own', async () => {
  const folder = temporaryFolder();
  const store = withFeed(open(folder));
  const last = await takenIn(store, 'before');
  store.close();
  rmSync(filesIn(folder).database);
  expect(await listed(withFeed(open(folder)), 'after')).toBe(last + 1);
});
