/** Reports a job whose handler threw, on a machine without the database, as a failed try like any other. */
import type { Failure } from '../../core/errors.ts';
import type { WorkJob } from '../../core/jobs.ts';
import type { ResultSink } from '../../core/ports.ts';
import { nextArticleTry } from '../../core/retry.ts';

/** Throws when the result cannot be handed over. `random` gives [0, 1). */
export async function failureResult(
  sink: ResultSink,
  job: WorkJob,
  error: Error,
  at: number,
  random: () => number,
): Promise<void> {
  const failure: Failure = { code: 'internal', action: 'retry', message: `${job.url}: ${error.message}` };
  if (job.kind === 'poll') {
    const { feedId, url, etag, lastModified } = job;
    const request = { url, etag, lastModified };
    await sink.feedPolled({ feedId, at, ms: 0, request, redirects: [], result: { kind: 'failed', failure } });
    return;
  }
  const { articleId, url } = job;
  const attempts = job.attempts + 1;
  const retryAt = nextArticleTry(failure, attempts, at, random);
  await sink.articleFailed({ articleId, url, at, ms: 0, failure, attempts, retryAt, fallback: null });
}
