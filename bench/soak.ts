/**
 * `node bench/soak.ts --minutes 60`: leaves a daemon running over a newsroom that publishes, edits and breaks feeds, and
 * prints its memory and processor time every minute. Polls are triggered by hand, as the schedule would take hours.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connectControl } from '../src/control/client.ts';
import { type FeedFault, startSynthetic } from '../test/newsroom/synthetic.ts';
import { treeUsage } from '../test/pipeline/watch-memory.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    feeds: { type: 'string', default: '50' },
    pages: { type: 'string', default: '500' },
    'every-ms': { type: 'string', default: '2000' },
  },
});
const FAULTS: readonly (FeedFault | null)[] = ['html', null, 'cut', null, 'down', null];
const launcher = fileURLToPath(new URL('../bin/jvwire', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jvwire-soak-'));
const newsroom = await startSynthetic({ feeds: Number(values.feeds), pages: Number(values.pages), seed: 1 });
writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(newsroom.catalogue));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const daemon = spawn(launcher, ['daemon'], {
  stdio: ['ignore', 'ignore', 'pipe'],
  env: {
    ...process.env,
    JVWIRE_DATA: folder,
    JVWIRE_CATALOGUE: join(folder, 'catalogue.json'),
    JVWIRE_ALLOW_HOSTS: '127.0.0.1',
    JVWIRE_HOST_INTERVAL_MS: '100',
    JVWIRE_PORT: '0',
  },
});
let logLines = 0;
let errors = 0;
const lastLines: string[] = [];
daemon.stderr.on('data', (chunk: Buffer) => {
  for (const line of chunk.toString().split('\n')) {
    if (line !== '') logLines++;
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    if (line.includes('"level":"error"')) errors++;
  }
});

daemon.on('exit', (code, signal) => {
  if (signal === 'SIGTERM' || code === 0) return;
  say(`the daemon ended with ${code ?? signal}; its last lines:\n${lastLines.join('\n')}`);
});

const socket = join(folder, 'jvwire.sock');
let control = await connectControl(socket);
for (let tries = 0; control === null && tries < 50; tries++) {
  await sleep(200);
  control = await connectControl(socket);
}
if (control === null) throw new Error('the daemon did not come up');

const began = Date.now();
const ends = began + Number(values.minutes) * 60_000;
const urls = [...newsroom.articleUrls];
let polls = 0;
let nextLine = began;
for (let turn = 0; Date.now() < ends; turn++) {
  const feed = newsroom.catalogue[turn % newsroom.catalogue.length];
  if (!feed) break;
  if (turn % 5 === 0) urls.push(...newsroom.publish(2));
  if (turn % 7 === 0) newsroom.edit(urls[(turn * 31) % urls.length] ?? '');
  if (turn % 11 === 0) newsroom.setFault(feed.url, FAULTS[(turn / 11) % FAULTS.length] ?? null);
  await control.call('run', { feeds: [feed.id], all: false });
  polls++;
  if (Date.now() >= nextLine) {
    nextLine += 60_000;
    const { store } = await control.call('status', {});
    const { megabytes, cpuSeconds } = treeUsage(daemon.pid ?? 0);
    const minute = Math.round((Date.now() - began) / 60_000);
    say(
      `minute ${minute}: ${megabytes.toFixed(0)} MB in all, ${cpuSeconds.toFixed(1)} s of CPU, ${polls} polls, ${store.articles} of ${newsroom.articleUrls.size} articles, ${logLines} log lines, ${errors} errors`,
    );
  }
  await sleep(Number(values['every-ms']));
}

// Repair all feeds and poll once more: in the end no article may be missing.
for (const feed of newsroom.catalogue) newsroom.setFault(feed.url, null);
await control.call('run', { feeds: null, all: true });
const { store } = await control.call('status', {});
const statusOf = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
say(`in the end: ${store.articles} of ${newsroom.articleUrls.size} articles, ${store.failed} given up`);
say(`daemon's own peak: ${(Number(/VmHWM:\s+(\d+)/.exec(statusOf)?.[1] ?? 0) / 1024).toFixed(0)} MB`);
daemon.kill('SIGTERM');
await newsroom.close();
rmSync(folder, { recursive: true, force: true });
process.exitCode = store.articles === newsroom.articleUrls.size ? 0 : 1;
