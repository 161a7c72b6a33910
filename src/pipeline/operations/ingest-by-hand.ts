/** Fetches one article because a user asked for it, even if it is stored already. */
import { type ArticleEvent, type IngestJob, jobId, type PipelineEvent } from '../../core/jobs.ts';
import type { IngestResult } from '../../core/operations.ts';
import type { OperationStore } from './operation-store.ts';
import { createSession, type Engine } from './session.ts';

export async function ingestByHand(
  engine: Engine,
  store: Pick<OperationStore, 'getArticle'>,
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
  return resultOf(store, job, ended);
}

/** Verdict and tag are those that are stored: what this try gave need not replace them, such as a page that is gone. */
function resultOf(
  store: Pick<OperationStore, 'getArticle'>,
  job: IngestJob,
  event: ArticleEvent | null,
): IngestResult {
  const { articleId, outcome, failure } = event ?? {
    articleId: job.articleId,
    outcome: 'interrupted',
    failure: null,
  };
  const stored = store.getArticle(String(articleId));
  return { articleId, outcome, failure, verdict: stored?.verdict ?? null, tagged: stored?.tagged ?? false };
}
