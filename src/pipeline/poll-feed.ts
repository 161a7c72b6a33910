/** Polls one feed: its host's turn, a conditional GET, parsing, and the result handed over. */
import { createHash } from 'node:crypto';
import type { Failure } from '../core/errors.ts';
import { type FeedPolled, jobId, type PollJob, type PollReceipt } from '../core/jobs.ts';
import type { Fetcher, FetchOutcome, HostSlots, ResultSink, Sandbox } from '../core/ports.ts';

export interface PollDependencies {
  readonly fetcher: Fetcher;
  readonly slots: HostSlots;
  readonly sandbox: Sandbox;
  readonly sink: ResultSink;
  readonly now: () => number;
}

/** `busy`: the host serves another request; come back `at` (epoch ms), nothing was done. */
export type PollOutcome =
  | { readonly kind: 'polled'; readonly receipt: PollReceipt }
  | { readonly kind: 'busy'; readonly at: number };

/** Never throws for what the world does; throws when the result cannot be stored. */
export async function pollFeed(deps: PollDependencies, job: PollJob): Promise<PollOutcome> {
  const { slots, sink, now } = deps;
  const turn = await slots.claim(new URL(job.url).host, jobId(job), now());
  if (!turn.granted) return { kind: 'busy', at: turn.at };
  const at = now();
  let fetched: FetchOutcome;
  try {
    const { url, etag, lastModified } = job;
    fetched = await deps.fetcher.fetch({ url, kind: 'feed', etag, lastModified });
  } finally {
    turn.release();
  }
  const result = await resultOf(deps, job, fetched);
  const receipt = await sink.feedPolled({ feedId: job.feedId, at, ms: now() - at, result });
  return { kind: 'polled', receipt };
}

async function resultOf(
  { sandbox }: PollDependencies,
  job: PollJob,
  fetched: FetchOutcome,
): Promise<FeedPolled['result']> {
  if (fetched.kind === 'failed') return { kind: 'failed', failure: fetched.failure };
  if (fetched.kind === 'not-modified') return { kind: 'unchanged', status: 304, bytes: 0 };
  const { body, status, contentType, etag, lastModified, url } = fetched;
  const bodyHash = createHash('sha256').update(body).digest('hex');
  if (bodyHash === job.bodyHash) return { kind: 'unchanged', status, bytes: body.length };
  const read = await sandbox.readFeed({ bytes: body, url, contentType });
  if (isFailure(read)) return { kind: 'failed', failure: { ...read, status } };
  return { kind: 'polled', document: read, status, bytes: body.length, etag, lastModified, bodyHash };
}

export function isFailure(value: object | Failure): value is Failure {
  return 'action' in value && 'code' in value;
}
