/** Fetches one article because someone asked for it, whatever is known of it. */
import { type ArticleEvent, type IngestJob, jobId, type PipelineEvent } from '../core/jobs.ts';
import type { IngestResult } from '../core/operations.ts';
import { createSession, type Engine } from './session.ts';

export async function ingestByHand(
  engine: Engine,
  job: IngestJob,
  signal: AbortSignal,
  onEvent: (event: PipelineEvent) => void,
): Promise<IngestResult> {
  let ended: ArticleEvent | null = null;
  const session = createSession(engine, (event) => {
    if (event.kind === 'article' && event.jobId === jobId(job)) ended = event;
    onEvent(event);
  });
  try {
    await session.add([job]);
    await session.settled(signal);
  } finally {
    session.close();
  }
  return resultOf(job, ended);
}

function resultOf(job: IngestJob, event: ArticleEvent | null): IngestResult {
  if (!event)
    return { articleId: job.articleId, outcome: 'interrupted', failure: null, verdict: null, tagged: false };
  const { articleId, outcome, failure, verdict, tagged } = event;
  return { articleId, outcome, failure, verdict, tagged };
}
