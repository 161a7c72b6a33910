/** Long work of many requests: steps of it, with others between them. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createStepping } from '../../src/api/step-by-step.ts';

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
