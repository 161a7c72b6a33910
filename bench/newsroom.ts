/**
 * `node bench/newsroom.ts`: articles a second through the whole pipeline, from feed to stored, tagged and searchable, with a
 * generated newsroom on loopback; and a second run with nothing new. Without the interval between requests to one host, as
 * it measures the machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSynthetic } from '../test/newsroom/synthetic.ts';

const { values } = parseArgs({
  options: {
    feeds: { type: 'string', default: '30' },
    pages: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  },
});
const launcher = fileURLToPath(new URL('../bin/jvwire', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
const newsroom = await startSynthetic({
  feeds: Number(values.feeds),
  pages: Number(values.pages),
  seed: Number(values.seed),
});
const catalogue = join(folder, 'catalogue.json');
writeFileSync(catalogue, JSON.stringify(newsroom.catalogue));
const env = {
  ...process.env,
  JVWIRE_DATA: folder,
  JVWIRE_CATALOGUE: catalogue,
  JVWIRE_ALLOW_HOSTS: '127.0.0.1',
  JVWIRE_HOST_INTERVAL_MS: '0',
};

interface Report {
  readonly articles: { readonly stored: number };
  readonly feeds: { readonly unchanged: number };
}

async function run(): Promise<{ seconds: number; report: Report }> {
  const began = performance.now();
  const child = spawn(launcher, ['run', '--all', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`jvwire run ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, report: JSON.parse(out) as Report };
}

try {
  const first = await run();
  const again = await run();
  const { stored } = first.report.articles;
  const megabytes = (name: string): string => (statSync(join(folder, name)).size / 1e6).toFixed(1);
  process.stdout.write(
    `newsroom: ${values.feeds} feeds, ${values.pages} pages
first run: ${stored} articles stored in ${first.seconds.toFixed(1)} s, start-up included: ${(stored / first.seconds).toFixed(0)} articles a second
second run: ${again.report.feeds.unchanged} feeds unchanged, ${again.report.articles.stored} stored, in ${again.seconds.toFixed(1)} s
database ${megabytes('jvwire.db')} MB, page archive ${megabytes('pages.db')} MB\n`,
  );
} finally {
  await newsroom.close();
  rmSync(folder, { recursive: true, force: true });
}
