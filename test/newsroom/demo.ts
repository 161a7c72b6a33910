/**
 * `npm run demo`: serves a small newsroom on loopback and runs the real jvwire against it. Nothing leaves this
 * machine. The database stays in data/demo to be looked at.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNewsroom } from './server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const jvwire = join(root, 'bin', 'jvwire');
const folder = join(root, 'data', 'demo');
const database = join(folder, 'jvwire.db');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Shows the command as one would type it, runs it, and gives its exit code. */
async function show(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const typed = args.map((arg) => (/[^\w./-]/.test(arg) ? `"${arg}"` : arg)).join(' ');
  say(`\n$ bin/jvwire ${typed}`);
  const child = spawn(jvwire, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

const started = Date.now();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const newsroom = await startNewsroom();
const catalogue = join(folder, 'catalogue.json');
writeFileSync(catalogue, JSON.stringify(newsroom.catalogue, null, 2));
const languages = new Set(newsroom.catalogue.map((feed) => feed.language));
say(
  `A newsroom on loopback: ${newsroom.catalogue.length} feeds in ${languages.size} languages, ${newsroom.published.length} articles, and a few things that go wrong.`,
);

const db = ['--db', relative(root, database)];
const code = await show(['run', ...db], {
  JVWIRE_CATALOGUE: catalogue,
  // The guard refuses private addresses; the newsroom's is let through by name.
  JVWIRE_ALLOW_HOSTS: '127.0.0.1',
  // The newsroom's hosts are ours: no need to wait a second between two requests.
  JVWIRE_HOST_INTERVAL_MS: '200',
});
await newsroom.close();
if (code !== 0) process.exit(code);

await show(['articles', ...db, '--tag', 'chinese-ev-jv', '--limit', '15']);
await show(['search', ...db, 'Volkswagen JAC', '--limit', '3']);
say(`
That took ${((Date.now() - started) / 1000).toFixed(0)} s. Look further:
  bin/jvwire article ${db.join(' ')} 1                       one article whole, with its evidence
  bin/jvwire articles ${db.join(' ')} --stage dissolved      by stage; --company, --lang, --since ... too
  bin/jvwire search ${db.join(' ')} 合资                      full text, in Chinese too
  bin/jvwire feeds list ${db.join(' ')}                      which feeds are well and which are not
  bin/jvwire daemon ${db.join(' ')}                          all of it as pages, at http://127.0.0.1:7450
For real: bin/jvwire run`);
