/**
 * Reads the hostile pages as the daemon does, in a child process, and prints for each the outcome, the time it took (target:
 * 3 s) and the delay of this process's event loop meanwhile (target: 100 ms). Run on an idle machine: node bench/hostile.ts
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSandbox } from '../src/sandbox/process-pool.ts';
import { HOSTILE_PAGES } from '../test/article/hostile-pages.ts';

const item = { title: null, authors: [], publishedAt: null, summary: null, language: null };
const sandbox = createSandbox({ processes: 1 });
const delay = monitorEventLoopDelay({ resolution: 1 });
let slowest = 0;
let longest = 0;
for (const [name, make] of HOSTILE_PAGES) {
  const bytes = Buffer.from(make());
  // The first page also starts the child.
  if (slowest === 0) await sandbox.readItem({ url: 'https://news.example.com/', item });
  delay.reset();
  delay.enable();
  const began = performance.now();
  const url = 'https://news.example.com/2026/11/03/story';
  const page = { bytes, contentType: 'text/html; charset=utf-8', url, fetchedAt: Date.now(), item };
  const read = await sandbox.readPage(page);
  const took = performance.now() - began;
  delay.disable();
  slowest = Math.max(slowest, took);
  longest = Math.max(longest, delay.max / 1e6);
  const end = 'article' in read ? `${read.article.verdict}: ${read.article.verdictReason}` : read.message;
  process.stdout.write(
    `${took.toFixed(0).padStart(6)} ms  loop ${(delay.max / 1e6).toFixed(0).padStart(4)} ms  ${name} -> ${end}\n`,
  );
}
process.stdout.write(
  `slowest ${slowest.toFixed(0)} ms, longest delay of the loop ${longest.toFixed(0)} ms\n`,
);
await sandbox.close();
