/** What must be true of a newsroom's articles however the work was shared and whatever broke meanwhile. */
import { expect, onTestFinished } from 'vitest';
import { storedIn } from '../cli/stored.ts';
import { type SyntheticNewsroom, startSynthetic } from '../newsroom/synthetic.ts';

export async function newsroomOf(options: Parameters<typeof startSynthetic>[0]): Promise<SyntheticNewsroom> {
  const newsroom = await startSynthetic(options);
  onTestFinished(() => newsroom.close());
  return newsroom;
}

export const stored = (database: string): number => storedIn(database).urls.length;

/** Everything stored, once. */
export function expectStoredOnce(database: string, newsroom: SyntheticNewsroom): void {
  const found = storedIn(database);
  expect(found.urls).toEqual([...newsroom.articleUrls].sort());
  const rows = newsroom.articleUrls.size;
  expect(found).toMatchObject({ rows, indexed: rows, halfTagged: 0, integrity: 'ok', orphans: 0 });
  expect(found.sightings).toBe(newsroom.sightings());
}

/** Everything stored, once, and no host asked twice at a time. */
export function expectEverythingOnce(database: string, newsroom: SyntheticNewsroom): void {
  expectStoredOnce(database, newsroom);
  expect(Math.max(...Object.values(newsroom.counts().overlap))).toBe(1);
}
