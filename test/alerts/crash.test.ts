/** Killed between any two steps, nothing is lost, and only what could not be recorded is sent again, as the same message. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { UNRECORDED_DELIVERY_MS } from '../../src/core/retry.ts';
import { freshStore, NOW, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { bench, payloadOf, receiver, titlesIn } from './bench.ts';

const DYING = fileURLToPath(new URL('dying.ts', import.meta.url));

async function sweepThatDies(folder: string, step: string): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [DYING, folder, step, String(NOW)], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
}

test.each([
  ['found', 1],
  ['made', 1],
  ['begun', 1],
  ['sent', 2],
  ['recorded', 1],
])('killed when it has %s: sent %i times in the end', async (step, times) => {
  const folder = temporaryFolder();
  const { add, arrive, sweep, view, clock } = bench({ store: withFeed(freshStore(folder)) });
  const { url, received } = await receiver();
  await add(url);
  await arrive('one');
  await arrive('two');
  expect(await sweepThatDies(folder, step)).toBe('SIGKILL');
  await sweep();
  clock.now += UNRECORDED_DELIVERY_MS;
  await sweep();
  expect(await sweep()).toBe(0);
  expect(received.map(titlesIn)).toEqual(Array.from({ length: times }, () => ['two', 'one']));
  expect(new Set(received.map((each) => payloadOf(each).id)).size).toBe(1);
  expect(view()).toMatchObject({ delivered: 1, waiting: 0, pending: null, dead: 0 });
});
