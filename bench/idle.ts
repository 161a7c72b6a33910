/** `node bench/idle.ts`: processor time and memory of an idle daemon with 1,000 feeds, child processes included. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connectControl } from '../src/control/client.ts';
import { startSynthetic } from '../test/newsroom/synthetic.ts';
import { treeUsage } from '../test/pipeline/watch-memory.ts';

const { values } = parseArgs({
  options: { feeds: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '120' } },
});
const folder = mkdtempSync(join(tmpdir(), 'jvwire-idle-'));
const newsroom = await startSynthetic({ feeds: Number(values.feeds), pages: Number(values.feeds), seed: 1 });
writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(newsroom.catalogue));
const daemon = spawn(fileURLToPath(new URL('../bin/jvwire', import.meta.url)), ['daemon'], {
  stdio: 'ignore',
  env: {
    ...process.env,
    JVWIRE_DATA: folder,
    JVWIRE_CATALOGUE: join(folder, 'catalogue.json'),
    JVWIRE_ALLOW_HOSTS: '127.0.0.1',
    JVWIRE_HOST_INTERVAL_MS: '0',
    JVWIRE_PORT: '0',
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  // Everything is polled and ingested once; then the daemon is left alone.
  for (let quiet = 0; quiet < 5; ) {
    await sleep(1000);
    const control = await connectControl(join(folder, 'jvwire.sock'));
    const status = await control?.call('status', {});
    quiet =
      status && status.store.articles >= Number(values.feeds) && status.store.pending === 0 ? quiet + 1 : 0;
  }
  say(
    `${values.feeds} feeds polled, ${newsroom.articleUrls.size} articles stored; waiting for the children to go`,
  );
  await sleep(70_000);
  const before = treeUsage(daemon.pid ?? 0);
  await sleep(Number(values.seconds) * 1000);
  const after = treeUsage(daemon.pid ?? 0);
  const share = (100 * (after.cpuSeconds - before.cpuSeconds)) / Number(values.seconds);
  say(
    `idle for ${values.seconds} s: ${share.toFixed(2)} % of a core, ${after.megabytes.toFixed(0)} MB in all processes`,
  );
} finally {
  daemon.kill('SIGTERM');
  await newsroom.close();
  rmSync(folder, { recursive: true, force: true });
}
