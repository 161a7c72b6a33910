/** Worker of the `articles` queue: one try at one article per job. */
import type { IngestJob } from '../src/core/jobs.ts';
import type { JobOutcome } from '../src/core/ports.ts';
import { type IngestDependencies, ingestArticle } from '../src/pipeline/ingest/ingest-article.ts';

export function createIngestWorker(deps: IngestDependencies): (job: IngestJob) => Promise<JobOutcome> {
  return async (job) => {
    const outcome = await ingestArticle(deps, job);
    return outcome.kind === 'busy' ? { kind: 'again', waitMs: outcome.waitMs } : { kind: 'done' };
  };
}
