/**
 * Prints what it costs to give one article its story in the database when 1,000 and 100,000 articles are stored, in
 * milliseconds of processor time: index, candidates, story. Run: node bench/stories-store.ts [articles]; a million takes
 * an hour.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForWriting } from '../src/store/database.ts';
import { migrateFile } from '../src/store/migrate.ts';
import { placeInStory } from '../src/store/stories.ts';
import { storeFeatures } from '../src/stories/stored-features.ts';
import { articleOf } from './made-up-articles.ts';

const MOST = Number(process.argv[2] ?? 100_000);
const PROBES = 400;
/** Articles written in one transaction while the database is filled. */
const BATCH = 1_000;

const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
const file = join(folder, 'jvwire.db');
migrateFile(file, 'main');
const { db, client, close } = openForWriting(file);
const insert = client.prepare(
  'INSERT INTO articles (url, published_at, sort_at, first_seen_at) VALUES (?, ?, ?, 0) RETURNING id',
);

/** The article's row without its text, and its features as a reader would send them. */
function prepare(n: number): { readonly id: number; readonly body: string } {
  const { publishedAt, ...features } = articleOf(n);
  const at = Math.round(publishedAt ?? 0);
  const { id } = insert.get(`https://paper.example/${n}`, at, at) as { id: number };
  return { id, body: storeFeatures({ ...features, publishedAt: null, key: '' }) };
}

function fill(from: number, to: number): void {
  for (let n = from; n < to; n += BATCH)
    client.transaction(() => {
      for (let i = n; i < Math.min(n + BATCH, to); i++) {
        const { id, body } = prepare(i);
        placeInStory(db, id, body);
      }
    })();
}

/** Places the articles that come next, each in a transaction of its own as the daemon does. */
function probe(stored: number): number {
  const articles = Array.from({ length: PROBES }, (_, n) => prepare(stored + n));
  const before = process.cpuUsage();
  for (const { id, body } of articles) client.transaction(() => placeInStory(db, id, body)).immediate();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / PROBES;
}

try {
  let next = 0;
  for (let stored = 1_000; stored <= MOST; stored *= 10) {
    fill(next, stored);
    const ms = probe(stored);
    next = stored + PROBES;
    process.stdout.write(
      `stored ${String(stored).padStart(9)}: ${ms.toFixed(2)} ms an article; database ${(statSync(file).size / 1e6).toFixed(0)} MB\n`,
    );
  }
} finally {
  close();
  rmSync(folder, { recursive: true, force: true });
}
