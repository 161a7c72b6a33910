/** A session ends when its jobs have ended, so that the same ones can be given again. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Job, PipelineEvent } from '../../src/core/jobs.ts';
import { createSession } from '../../src/pipeline/operations/session.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';

test('a job that was refused at once is taken again right after the session has settled', async () => {
  const item = { title: null, authors: [], publishedAt: null, summary: null, language: null };
  const job: Job = {
    kind: 'ingest',
    articleId: 1,
    url: 'https://wire.example/1',
    attempts: 0,
    item,
    validators: null,
  };
  const listeners = new Set<(event: PipelineEvent) => void>();
  let begun = 0;
  const runner = createInProcessRunner({
    // As the engine does while the database cannot be written: the event is told before the runner knows of the end.
    handle: async () => {
      begun++;
      await nextTurn();
      const event = {
        kind: 'article',
        jobId: 'article-1',
        articleId: 1,
        url: job.url,
        outcome: 'retry',
        failure: { code: 'internal', action: 'retry', message: 'the database cannot be written' },
        verdict: null,
        tagged: false,
        ms: 0,
      } as const;
      for (const listener of listeners) listener(event as never);
      return { kind: 'done' };
    },
    concurrency: 1,
    now: Date.now,
    onError: () => expect.unreachable(),
  });
  const engine = {
    runner,
    writeError: () => null,
    subscribe: (listener: (event: PipelineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const session = createSession(engine, () => {});
  const never = new AbortController().signal;
  for (let round = 1; round <= 5; round++) {
    await session.add([job]);
    await session.settled(never);
    expect(begun).toBe(round);
  }
  await runner.close(1_000);
});
