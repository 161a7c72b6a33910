/** Long work of many requests: steps of it, with others between them; and how long a request waits for what takes longer. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hono } from 'hono';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createStepping } from '../../src/api/step-by-step.ts';
import { createWaiting } from '../../src/api/waiting.ts';
import { collectingLog } from '../redis/fixtures.ts';

const STAYS = new AbortController().signal;

function* work(name: string, steps: number, done: string[]): Generator<undefined, string> {
  for (let step = 1; step < steps; step++) {
    done.push(`${name}${step}`);
    yield;
  }
  done.push(`${name}${steps}`);
  return name;
}

test('what takes one step is done at once, also while other work goes on', async () => {
  const done: string[] = [];
  const inSteps = createStepping();
  const long = inSteps(work('long', 3, done), STAYS);
  const short = inSteps(work('short', 1, done), STAYS);
  expect(done).toEqual(['long1', 'short1']);
  expect(await Promise.all([long, short])).toEqual(['long', 'short']);
});

test('between two steps others have their turn', async () => {
  const done: string[] = [];
  const long = createStepping()(work('long', 4, done), STAYS);
  for (let turn = 1; turn < 4; turn++) {
    await nextTurn();
    done.push('other');
  }
  await long;
  expect(done.slice(0, 4)).toContain('other');
});

test('of long work one is done at a time, and what fails keeps nobody waiting', async () => {
  const done: string[] = [];
  const inSteps = createStepping();
  const failing = inSteps(
    (function* (): Generator<undefined, never> {
      yield;
      throw new Error('no such cursor');
    })(),
    STAYS,
  );
  const all = [failing, inSteps(work('a', 3, done), STAYS), inSteps(work('b', 3, done), STAYS)];
  const ended = await Promise.allSettled(all);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(done).toEqual(['a1', 'b1', 'a2', 'a3', 'b2', 'b3']);
});

test('work for somebody who has gone is left', async () => {
  const done: string[] = [];
  const gone = new AbortController();
  const left = createStepping()(work('a', 9, done), gone.signal);
  gone.abort();
  await expect(left).rejects.toMatchObject({ problem: { code: 'left' } });
  expect(done).toEqual(['a1']);
});

/** Asks for work that goes on until the test ends it. */
function waitingFor(Prefer: string) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { log, lines } = collectingLog();
  const work = Promise.withResolvers<Response>();
  const waitFor = createWaiting(log);
  const app = new Hono().post('/', (c) => waitFor(c, 'retag', work.promise));
  const seen: { status?: number } = {};
  const asked = Promise.resolve(app.request('/', { method: 'POST', headers: { Prefer } }));
  void asked.then(({ status }) => Object.assign(seen, { status }));
  return { work, lines, seen, asked };
}

test.each([
  ['', 25],
  ['wait=5', 5],
  ['Wait="5"', 5],
  ['wait=600', 25],
  ['wait=100000', 25],
  ['wait=soon', 25],
  ['respond-async', 0],
  ['Respond-Async', 0],
  // What ends within that time is answered at once.
  ['respond-async, wait=10', 10],
  ['wait=10; respond-async', 10],
])('who prefers "%s" waits for %i seconds', async (prefer, seconds) => {
  const { seen } = waitingFor(prefer);
  await vi.advanceTimersByTimeAsync(Math.max(0, seconds * 1000 - 1));
  if (seconds > 0) expect(seen).toEqual({});
  await vi.advanceTimersByTimeAsync(1);
  expect(seen).toEqual({ status: 202 });
});

test('what ends while somebody waits is answered, and its wait is over', async () => {
  const { work, asked, lines } = waitingFor('');
  work.resolve(new Response('done'));
  expect(await (await asked).text()).toBe('done');
  expect([vi.getTimerCount(), lines]).toEqual([0, []]);
});

test('what fails when nobody waits any more is told to the log', async () => {
  const { work, lines } = waitingFor('respond-async');
  await vi.advanceTimersByTimeAsync(1);
  work.reject(new Error('no such feed'));
  await vi.advanceTimersByTimeAsync(1);
  expect(lines).toMatchObject([
    { level: 'warn', fields: { operation: 'retag', err: { message: 'no such feed' } } },
  ]);
});
