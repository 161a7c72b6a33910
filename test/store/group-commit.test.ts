/** What arrives together is written together, and nobody pays for another's failure. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { RESULTS_TOGETHER } from '../../src/core/ports.ts';
import { GATHER_MS, groupCommit } from '../../src/store/file/group-commit.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** Writes numbers and keeps the groups; a negative one cannot be written. */
function writer(gatherMs = GATHER_MS) {
  const groups: number[][] = [];
  const { write, flush } = groupCommit((values: readonly number[]) => {
    if (values.some((value) => value < 0)) throw new Error(`cannot write ${values.join(' ')}`);
    groups.push([...values]);
    return values.map((value) => value * 10);
  }, gatherMs);
  return { groups, write, flush };
}

test('the first is written at once, those that follow in a group', async () => {
  const { groups, write } = writer();
  expect(await write(1)).toBe(10);
  const rest = [write(2), write(3), write(4)];
  expect(groups).toEqual([[1]]);
  vi.advanceTimersByTime(GATHER_MS);
  expect(await Promise.all(rest)).toEqual([20, 30, 40]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
  vi.advanceTimersByTime(GATHER_MS);
  await write(5);
  expect(groups.at(-1)).toEqual([5]);
});

test('a full group waits for nobody', async () => {
  const { groups, write } = writer();
  await write(0);
  const many = Array.from({ length: RESULTS_TOGETHER + 1 }, (_, at) => at + 1);
  const written = Promise.all(many.map(write));
  expect(groups.map((group) => group.length)).toEqual([1, RESULTS_TOGETHER]);
  vi.advanceTimersByTime(GATHER_MS);
  expect(await written).toEqual(many.map((value) => value * 10));
});

test('what comes after a full group waits as long as after any other', async () => {
  const { groups, write } = writer();
  await write(0);
  vi.advanceTimersByTime(GATHER_MS / 2);
  await Promise.all(Array.from({ length: RESULTS_TOGETHER }, (_, at) => write(at + 1)));
  const late = write(99);
  vi.advanceTimersByTime(GATHER_MS - 1);
  expect(groups).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(await late).toBe(990);
});

test('one that cannot be written fails alone', async () => {
  const { groups, write } = writer();
  await write(1);
  const [two, bad, three] = [write(2), write(-7), write(3)];
  const refused = expect(bad).rejects.toThrow('cannot write -7');
  vi.advanceTimersByTime(GATHER_MS);
  await refused;
  expect(await Promise.all([two, three])).toEqual([20, 30]);
  expect(groups).toEqual([[1], [2], [3]]);
});

test('what still waits is written by a flush, once', async () => {
  const { groups, write, flush } = writer();
  await write(1);
  const two = write(2);
  flush();
  expect(await two).toBe(20);
  vi.advanceTimersByTime(GATHER_MS);
  flush();
  expect(groups).toEqual([[1], [2]]);
});

test('nothing is gathered where no time is given', async () => {
  const { groups, write } = writer(0);
  await Promise.all([1, 2, 3].map(write));
  expect(groups).toEqual([[1], [2], [3]]);
});
