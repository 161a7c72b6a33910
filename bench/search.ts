/**
 * `node bench/search.ts`: how long queries take on a million stored articles, page by page as the commands run them.
 *
 * Builds the articles in a temporary folder, in eight languages, with word frequencies by Zipf's law and the words of the
 * trade at given shares; 100 words each (`--words`), where real ones have about five times that. Rows that no query reads
 * are left out. `--articles N` for fewer; `--keep FOLDER` keeps the database there and reuses it. Prints processor time,
 * which a busy machine does not distort, of `--rounds` rounds after a warm-up.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFilter } from '../src/query/read-filter.ts';
import { openReader } from '../src/store/store.ts';
import { buildArticles } from './search-articles.ts';
import { QUESTIONS } from './search-questions.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000000' },
    words: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5' },
    keep: { type: 'string' },
  },
});
const NOW = Date.parse('2026-11-01T00:00:00Z');
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'jvwire-search-'));
mkdirSync(folder, { recursive: true });
const files = { database: join(folder, 'jvwire.db'), pages: join(folder, 'pages.db') };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function cpuMs(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

if (!existsSync(files.database)) {
  const build = cpuMs(() =>
    buildArticles(files, { articles: Number(values.articles), words: Number(values.words), until: NOW }),
  );
  say(`built in ${(build / 1000).toFixed(0)} s of processor time`);
}
say(`database ${(statSync(files.database).size / 2 ** 30).toFixed(2)} GiB`);

const reader = openReader(files);
const percentile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(7);

function measure(name: string, ask: () => number): { readonly all: readonly number[] } {
  let found = 0;
  const first = cpuMs(() => {
    found = ask();
  });
  const all = Array.from({ length: Number(values.rounds) }, () => cpuMs(() => void ask()));
  const sorted = all.toSorted((a, b) => a - b);
  say(
    `${percentile(sorted, 0.5)} ms  worst ${percentile(sorted, 1)}  first ${first.toFixed(1).padStart(7)}  ${String(found).padStart(4)}  ${name}`,
  );
  return { all };
}

const everything: number[] = [];

function report(kind: string, runs: readonly { readonly all: readonly number[] }[]): void {
  everything.push(...runs.flatMap(({ all }) => all));
  summarise(
    kind,
    runs.flatMap(({ all }) => all),
  );
}

function summarise(kind: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  say(`${kind}: p50 ${percentile(sorted, 0.5).trim()} ms, p95 ${percentile(sorted, 0.95).trim()} ms\n`);
}

for (const [kind, questions] of Object.entries(QUESTIONS))
  report(
    kind,
    questions.map((query) => {
      const filter = readFilter({ query });
      return measure(query || '(newest)', () => reader.listArticles(filter, NOW).articles.length);
    }),
  );

/** The second page, and one deep in the past. */
report(
  'further pages',
  ['battery sort:best', '"solid state" sort:best', 'battery', '', 'company:byd', 'tag:chinese-ev-jv'].map(
    (query) => {
      const filter = readFilter({ query });
      const cursor = reader.listArticles({ ...filter, limit: 2_000 }, NOW).nextCursor;
      // A smaller database may have no such page.
      if (cursor === null) return { all: [] };
      return measure(
        `${query || '(newest)'}, from the 2001st`,
        () => reader.listArticles({ ...filter, cursor }, NOW).articles.length,
      );
    },
  ),
);

report(
  'facets',
  ['', 'battery', 'zwickau', 'company:byd', 'company:byd stage:mou since:2025-01-01', '合资 lang:zh'].map(
    (query) => {
      const filter = readFilter({ query });
      return measure(`facets of ${query || 'everything'}`, () => reader.countFacets(filter, NOW).counted);
    },
  ),
);
summarise('all questions', everything);
reader.close();
if (values.keep === undefined) rmSync(folder, { recursive: true });
