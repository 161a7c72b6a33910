/** Polls one feed: its host's turn, a conditional GET, parsing, and the result handed over. */
import { createHash } from 'node:crypto';
import { isFailure } from '../../core/errors.ts';
import { type FeedPolled, jobId, type PollJob, type PollReceipt } from '../../core/jobs.ts';
import type { Fetcher, FetchOutcome, HostSlots, ResultSink, Sandbox } from '../../core/ports.ts';
import { freshMinutes } from '../../feed/watch/freshness.ts';
import { nameChallenge } from './name-challenge.ts';

export interface PollDependencies {
  readonly fetcher: Fetcher;
  readonly slots: HostSlots;
  readonly sandbox: Sandbox;
  readonly sink: ResultSink;
  readonly now: () => number;
}

/** `busy`: the host serves another request; come back after `waitMs`, nothing was done. */
type PollOutcome =
  | { readonly kind: 'polled'; readonly receipt: PollReceipt }
  | { readonly kind: 'busy'; readonly waitMs: number };

/** Never throws for failures outside; throws when the result cannot be stored. */
export async function pollFeed(deps: PollDependencies, job: PollJob): Promise<PollOutcome> {
  const { slots, sink, now } = deps;
  const turn = await slots.claim(new URL(job.url).host, jobId(job), now());
  if (!turn.granted) return { kind: 'busy', waitMs: turn.waitMs };
  const at = now();
  const { feedId, url, etag, lastModified } = job;
  const request = { url, etag, lastModified };
  let fetched: FetchOutcome;
  try {
    fetched = await deps.fetcher.fetch({ ...request, kind: 'feed' });
  } finally {
    turn.release();
  }
  const result = await resultOf(deps, job, fetched);
  const { redirects } = fetched;
  const receipt = await sink.feedPolled({ feedId, at, ms: now() - at, request, redirects, result });
  return { kind: 'polled', receipt };
}

async function resultOf(
  { sandbox, now }: PollDependencies,
  { bodyHash: lastHash, selectors }: PollJob,
  fetched: FetchOutcome,
): Promise<FeedPolled['result']> {
  if (fetched.kind === 'failed')
    return { kind: 'failed', failure: nameChallenge(fetched.failure, fetched.refusal) };
  const { status, headers, url } = fetched;
  const answer = { status, bytes: 0, freshMinutes: freshMinutes(headers, now()) };
  if (fetched.kind === 'not-modified') return { kind: 'unchanged', ...answer, validators: null };
  const { body, contentType, etag, lastModified } = fetched;
  const validators = { etag, lastModified };
  const bytes = body.length;
  const bodyHash = createHash('sha256').update(body).digest('hex');
  if (bodyHash === lastHash) return { kind: 'unchanged', ...answer, bytes, validators };
  const document = await sandbox.readFeed({ bytes: body, url, contentType, selectors });
  if (isFailure(document))
    return { kind: 'failed', failure: nameChallenge({ ...document, status }, fetched) };
  return { kind: 'polled', ...answer, bytes, document, validators, bodyHash };
}
