/**
 * Prints the processor time in ms of placing one article in a story in the database, and of listing stories, when 1,000 to
 * 1,000,000 articles are stored. Run: node bench/stories-store.ts [articles] [folder]; a million takes some minutes and 6 GB
 * of disk. With a folder the database is kept there.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWith } from '../src/query/read-filter.ts';
import { storyFilterSchema } from '../src/query/story-filter.ts';
import { openForReading, openForWriting } from '../src/store/file/database.ts';
import { migrateFile } from '../src/store/file/migrate.ts';
import { listStories } from '../src/store/lists/story-queries.ts';
import { placeInStory } from '../src/store/stories/stories.ts';
import { bodyOf, fillStories, timeOf } from './stored-stories.ts';

const MOST = Number(process.argv[2] ?? 100_000);
const PROBES = 400;
/** Of a question; behind a first one that reads the file. */
const ROUNDS = 5;
const NOW = Date.parse('1972-01-01');
const QUESTIONS = [
  {},
  { tag: 'chinese-ev-jv' },
  { tag: '-chinese-ev-jv' },
  { lang: 'fr' },
  { company: 'company-0' },
  { company: 'company-600' },
  { company: 'company-0', lang: 'de' },
  { stage: 'dissolved' },
  { stage: 'mou', company: 'company-300' },
  { venture: 'new:company-0+company-1' },
  { tag: 'chinese-ev-jv', company: 'company-100', lang: 'ja' },
  { until: '1970-01-03' },
  { since: '1970-01-02', until: '1970-01-03', lang: 'zh' },
];

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Places the articles that come next, each in a transaction of its own as the daemon does. */
function assigning(file: string, stored: number): number {
  const { db, client, close } = openForWriting(file);
  const insert = client.prepare(
    "INSERT INTO articles (url, state, published_at, sort_at, first_seen_at) VALUES (?, 'stored', ?, ?, 0) RETURNING id",
  );
  const arriving = Array.from({ length: 2 * PROBES }, (_, i) => {
    const n = stored + i;
    const { id } = insert.get(`https://late.example/${n}`, timeOf(n), timeOf(n)) as { id: number };
    return { id, body: bodyOf(n) };
  });
  const place = (some: typeof arriving) => () => {
    for (const { id, body } of some) client.transaction(() => placeInStory(db, id, body)).immediate();
  };
  // The first half warms the caches: a running daemon has them in memory.
  place(arriving.slice(0, PROBES))();
  const ms = cpuMs(place(arriving.slice(PROBES))) / PROBES;
  // Undone, so that what follows is the same whether this was measured or not.
  client.prepare("DELETE FROM articles WHERE url LIKE 'https://late.example/%'").run();
  close();
  return ms;
}

function listing(file: string): { readonly name: string; readonly ms: number }[] {
  const { db, close } = openForReading(file);
  const costs = QUESTIONS.map((written) => {
    const filter = readWith(storyFilterSchema, { ...written, limit: 20 });
    const ask = () => db.transaction(() => listStories(db, filter, NOW));
    ask();
    const ms = cpuMs(() => Array.from({ length: ROUNDS }, ask)) / ROUNDS;
    return { name: JSON.stringify(written), ms };
  });
  close();
  return costs.sort((a, b) => b.ms - a.ms);
}

const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
const file = join(folder, 'jvwire.db');
try {
  migrateFile(file, 'main');
  for (let stored = 1_000, from = 0; stored <= MOST; from = stored, stored *= 10) {
    fillStories(file, from, stored);
    const ms = assigning(file, stored);
    const lists = listing(file);
    const mean = lists.reduce((sum, list) => sum + list.ms, 0) / lists.length;
    const size = (statSync(file).size / 1e6).toFixed(0);
    process.stdout.write(
      `stored ${String(stored).padStart(9)}: ${ms.toFixed(2)} ms an article; a list of 20 stories ${mean.toFixed(1)} ms, at most ${lists[0]?.ms.toFixed(1)} (${lists[0]?.name}); database ${size} MB\n`,
    );
  }
} finally {
  if (process.argv[3] === undefined) rmSync(folder, { recursive: true, force: true });
}
