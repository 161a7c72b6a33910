/** What is due is looked for after the operations that may have made something due, and after no other. */
import { expect, test } from 'vitest';
import { sweepingAfter } from '../../src/app/sweep-after.ts';
import type { OperationName, Operations } from '../../src/core/operations.ts';

test.each<[OperationName, number]>([
  ['feeds.add', 1],
  ['feeds.enable', 1],
  ['feeds.move', 1],
  ['jobs.resume', 1],
  ['feeds.import', 1],
  ['alerts.resume', 1],
  ['alerts.retry', 1],
  ['jobs.retry', 0],
  ['feeds.remove', 0],
  ['status', 0],
])('%s: %i sweeps, once it is done', async (name, expected) => {
  const happened: string[] = [];
  const call = async () => happened.push('called');
  const operations = sweepingAfter({ call } as unknown as Pick<Operations, 'call'>, async () => {
    happened.push('swept');
  });
  await operations.call(name, {} as never, {} as never);
  expect(happened).toEqual(['called', ...Array.from({ length: expected }, () => 'swept')]);
});
