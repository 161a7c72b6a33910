/** `jvwire run` against a site that attacks its readers: a recorded reason for each attack, and the run goes on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { start } from '../cli/jvwire.ts';
import { type HostileName, startHostile } from '../newsroom/hostile.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { watchMemory } from './watch-memory.ts';

/** What each attack must come to: the code of its failure, or the verdict of what could be read. */
const EXPECTED: Readonly<Record<HostileName, string>> = {
  metadata: 'private-address',
  'mapped-loopback': 'private-address',
  'decimal-loopback': 'private-address',
  loopback: 'private-address',
  'redirect-loopback': 'private-address',
  'redirect-loop': 'too-many-redirects',
  'redirect-file': 'bad-scheme',
  // No http link: the item is rejected and no article made of it.
  file: 'no-link',
  'gzip-bomb': 'too-large',
  // Said to be gzip but plain: servers do that, and the page can be read.
  'bad-gzip': 'thin',
  endless: 'too-large',
  drip: 'timeout-body',
  silent: 'timeout-headers',
  // Of what these show nothing is what their feed says: the article stands with the feed's words.
  nested: 'blocked',
  // Read under the parser's caps: a page with a line of text.
  attributes: 'blocked',
  cut: 'cut-off',
  'entity-bomb': 'not-a-page',
  'nested-feed': 'not-a-page',
};

/** The whole tree of processes stays under this; a page of 10 MB with all its copies has room. */
const MOST_MEMORY_MB = 900;

test('every attack is recorded with its reason, in bounded time and memory, and no forbidden address is dialled', async () => {
  const hostile = await startHostile();
  onTestFinished(() => hostile.close());
  const folder = temporaryFolder();
  const catalogue = join(folder, 'catalogue.json');
  writeFileSync(catalogue, JSON.stringify(hostile.catalogue));
  const began = performance.now();
  const { child, result } = start(['run', '--json'], {
    env: {
      JVWIRE_DATA: folder,
      JVWIRE_CATALOGUE: catalogue,
      JVWIRE_ALLOW_HOSTS: '127.0.0.1',
      JVWIRE_HOST_INTERVAL_MS: '0',
      JVWIRE_FETCH_TIMEOUT_MS: '2000',
    },
  });
  const memory = watchMemory(child.pid ?? 0);
  const { code, stderr } = await result;
  const peak = memory.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(performance.now() - began).toBeLessThan(120_000);
  if (peak !== null) expect(peak).toBeLessThan(MOST_MEMORY_MB);

  const client = new Sqlite(join(folder, 'jvwire.db'), { readonly: true });
  onTestFinished(() => void client.close());
  const outcome = (url: string): unknown => {
    const row = client
      .prepare(
        `SELECT articles.state, verdict, substr(last_failure, 1, instr(last_failure, ':') - 1) AS code
         FROM article_urls JOIN articles ON articles.id = article_id WHERE article_urls.url = ?`,
      )
      .get(new URL(url).href) as { state: string; verdict: string; code: string } | undefined;
    if (row) return row.state === 'stored' ? row.verdict : row.code;
    return client
      .prepare("SELECT rejected FROM items WHERE feed_id = 'hostile' AND rejected IS NOT NULL")
      .pluck()
      .get();
  };
  const seen = Object.fromEntries(Object.entries(hostile.urls).map(([name, url]) => [name, outcome(url)]));
  expect(seen).toEqual(EXPECTED);
  // The one good article among them is short, and stored.
  expect(outcome(hostile.goodUrl)).toBe('thin');

  const feedFailures = client
    .prepare("SELECT feed_id AS feed, code FROM poll_events WHERE outcome = 'failed'")
    .all() as { feed: string; code: string }[];
  expect(Object.fromEntries(feedFailures.map(({ feed, code: reason }) => [feed, reason]))).toMatchObject({
    'hostile-gzip-bomb': 'too-large',
    'hostile-endless': 'too-large',
    'hostile-drip': 'timeout-body',
    'hostile-cut': 'cut-off',
  });
  expect(hostile.connections()).toBe(0);
  expect(hostile.open()).toBe(0);
}, 180_000);
