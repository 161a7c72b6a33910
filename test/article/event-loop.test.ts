/** Hostile pages are read beside the daemon's own loop: nothing it does for them takes long at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/process-pool.ts';
import { HOSTILE_PAGES } from './hostile-pages.ts';

/** The bar of the loop's delay; here of CPU, as the loops of the tests wait for their turn at shared cores. */
const LONGEST_TURN_MS = 100;
const DEADLINE_MS = 60_000;
const ITEM = { title: null, authors: [], publishedAt: null, summary: null, language: null };

/** The most CPU that this process used between two looks at the clock, when one was due every millisecond. */
function watchTurns(): { stop(): number } {
  let longest = 0;
  let last = process.cpuUsage();
  const timer = setInterval(() => {
    const used = process.cpuUsage(last);
    last = process.cpuUsage();
    longest = Math.max(longest, (used.user + used.system) / 1000);
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
}

test('no turn of the loop takes 100 ms while hostile pages are read, and each gets a verdict', async () => {
  const sandbox = createSandbox({ processes: 2, deadlineMs: DEADLINE_MS });
  onTestFinished(() => sandbox.close());
  for (const [name, make] of HOSTILE_PAGES) {
    const bytes = Buffer.from(make());
    await sleep(20);
    const turns = watchTurns();
    const read = await sandbox.readPage({
      bytes,
      contentType: 'text/html; charset=utf-8',
      url: 'https://news.example.com/2026/11/03/story',
      fetchedAt: 0,
      item: ITEM,
    });
    const longest = turns.stop();
    expect('article' in read ? read.article.verdictReason : read.message, name).toMatch(/\w/);
    expect('article' in read, `${name}: ${JSON.stringify(read).slice(0, 200)}`).toBe(true);
    expect(longest, name).toBeLessThan(LONGEST_TURN_MS);
  }
}, 180_000);
