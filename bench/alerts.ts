/**
 * Prints the processor time in ms that 100 alerts take: for a sweep without news, for one article that matches all of them,
 * and for a flood of articles. Run: node bench/alerts.ts [articles of the flood]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNews } from '../src/pipeline/daemon/find-news.ts';
import { openForWriting } from '../src/store/file/database.ts';
import { openStore } from '../src/store/store.ts';

const FLOOD = Number(process.argv[2] ?? 10_000);
const ALERTS = 100;
const IDLE_SWEEPS = 100;

const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
const files = { database: join(folder, 'jvwire.db'), pages: join(folder, 'pages.db') };
const store = openStore(files, () => 0.5);
const { client, close } = openForWriting(files.database);
const insert = client.prepare(`
  INSERT INTO articles (url, title, text, state, verdict, tagged, sort_at, first_seen_at, fetched_at, seq)
  VALUES (?, 'A title', ?, 'stored', 'full', 1, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM articles))`);
const text = 'A paragraph about electric cars. '.repeat(100);
let stored = 0;
const add = client.transaction((count: number) => {
  for (let n = 0; n < count; n++)
    insert.run(`https://paper.example/${++stored}`, text, stored, stored, Date.now());
});

let ids = 0;
const quiet = (): void => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const sweep = () => findNews({ store, newId: () => `msg_${++ids}`, log }, Date.now());

async function measured(what: string, sweeps: number): Promise<void> {
  const before = process.cpuUsage();
  for (let n = 0; n < sweeps; n++) await sweep();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${what.padEnd(40)} ${((user + system) / 1000 / sweeps).toFixed(2)} ms a sweep\n`);
}

/** Marks every message as delivered. */
function deliverAll(): void {
  for (const { id } of store.dueDeliveries(Date.now(), ALERTS)) store.recordDelivered(id, Date.now());
}

try {
  add(1_000);
  for (let n = 0; n < ALERTS; n++)
    store.addAlert(
      {
        name: `alert-${n}`,
        about: 'articles',
        filter: { tag: ['chinese-ev-jv'] },
        per: 'article',
        channel: 'email',
        target: 'desk@example.org',
        timing: { timeZone: 'Europe/Berlin', daily: null, quiet: { from: 0, until: 1 } },
      },
      Date.now(),
    );
  await measured('nothing new', IDLE_SWEEPS);
  add(1);
  await measured('one article, found by each', 1);
  deliverAll();
  add(FLOOD);
  await measured(`${FLOOD} articles, found by each`, 1);
} finally {
  close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
}
