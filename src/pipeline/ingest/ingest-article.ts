/** Ingests one article: robots rules, its host's turn, the page, extraction and tagging, and the result handed over. */
import { createHash } from 'node:crypto';
import { joinBodies, type PageBytes } from '../../core/archived-pages.ts';
import { type Failure, isFailure } from '../../core/errors.ts';
import { type ArchivedPage, type IngestJob, jobId, type PageReading } from '../../core/jobs.ts';
import { pack } from '../../core/packed.ts';
import { type FetchedBody, MAX_CRAWL_DELAY_MS, type ResultSink, type Sandbox } from '../../core/ports.ts';
import { nextArticleTry } from '../../core/retry.ts';
import { type FollowDependencies, followPages, type WholeArticle } from './following-pages.ts';
import { nameChallenge } from './name-challenge.ts';
import { cooldownFailure, fetchInTurns, nextTurn, readRules, refusalOf } from './turns.ts';

export interface IngestDependencies extends FollowDependencies {
  readonly sink: ResultSink;
  readonly random: () => number;
}

/** `busy`: the host serves another request; come back after `waitMs`, nothing was done. */
export type IngestOutcome = { readonly kind: 'ended' } | { readonly kind: 'busy'; readonly waitMs: number };

/** Headers worth keeping beside an archived page. */
const ARCHIVED_HEADERS = ['content-type', 'content-language', 'last-modified', 'etag', 'link'];

/** Never throws for failures outside; throws when the result cannot be stored. */
export async function ingestArticle(deps: IngestDependencies, job: IngestJob): Promise<IngestOutcome> {
  const { robots, slots, now } = deps;
  const began = now();
  const { host } = new URL(job.url);
  const cooldown = cooldownFailure(deps, job.url);
  if (cooldown !== null) {
    // It may have been in the line since before the cooldown.
    slots.withdraw(host, jobId(job));
    return putOff(deps, job, cooldown, began);
  }
  const atOnce = refusalOf(robots.glance(job.url, began), job.url);
  if (atOnce !== null) {
    slots.withdraw(host, jobId(job));
    return refuse(deps, job, atOnce, began);
  }

  const crawlDelay = robots.crawlDelayMs(job.url) ?? undefined;
  let turn = await slots.claim(host, jobId(job), began, crawlDelay);
  if (!turn.granted) return { kind: 'busy', waitMs: turn.waitMs };
  // Only with the turn in hand: thousands of articles of one feed may claim theirs again and again, and long rules match slowly.
  const known = robots.check(job.url, now());
  const refusal = refusalOf(known === 'unknown' ? await readRules(deps, job.url, turn) : known, job.url);
  if (refusal !== null) {
    turn.release();
    return refuse(deps, job, refusal, began);
  }
  if (known === 'unknown') {
    // Reading the rules took this turn. The page waits for the next one in the queue, or, where the rules may be evicted
    // meanwhile, so that they were read again and again, right here.
    if (!robots.isCrowded(now())) return { kind: 'busy', waitMs: 0 };
    turn = await nextTurn(deps, job.url, jobId(job), now() + MAX_CRAWL_DELAY_MS);
    if (!turn.granted) return { kind: 'busy', waitMs: turn.waitMs };
  }
  const request = { url: job.url, kind: 'page', ...job.validators } as const;
  const fetched = await fetchInTurns(deps, jobId(job), request, turn);
  if (fetched.kind === 'busy') return fetched;
  if (fetched.kind === 'failed') {
    // A redirect led to a host in a cooldown.
    if (fetched.failure.code === 'paused') return putOff(deps, job, fetched.failure, began);
    const cooledAt = deps.cooldowns.until(fetched.url, now());
    const answeredBy = new URL(fetched.url).host;
    const failure = nameChallenge(fetched.failure, fetched.refusal);
    return fail(deps, job, failure, began, {
      notBefore: answeredBy === host ? (cooledAt ?? 0) : 0,
      ...(answeredBy === host ? {} : { answeredBy }),
    });
  }
  if (fetched.kind === 'not-modified') {
    const at = now();
    await deps.sink.articleUnchanged({ articleId: job.articleId, url: job.url, at, ms: at - began });
    return { kind: 'ended' };
  }

  const { body, contentType, url } = fetched;
  const fetchedAt = now();
  const reading = await deps.sandbox.readPage({ bytes: body, contentType, url, fetchedAt, item: job.item });
  if (isFailure(reading)) return fail(deps, job, reading, began);
  const whole = await followPages(deps, job, { ...fetched, fetchedAt }, reading);
  return store(deps, job, fetched, whole, began);
}

/** A page that is refused before any request for it costs a try, unless it only has to wait. */
function refuse(
  deps: IngestDependencies,
  job: IngestJob,
  failure: Failure,
  began: number,
): Promise<IngestOutcome> {
  return failure.code === 'paused' ? putOff(deps, job, failure, began) : fail(deps, job, failure, began);
}

async function store(
  { sink, now }: IngestDependencies,
  { articleId, url }: IngestJob,
  fetched: FetchedBody,
  { reading, following }: WholeArticle,
  began: number,
): Promise<IngestOutcome> {
  const page = await archived(fetched, following, url);
  const at = now();
  await sink.articleRead({ articleId, url, at, ms: at - began, reading, page });
  return { kind: 'ended' };
}

async function archived(
  fetched: FetchedBody,
  following: readonly PageBytes[],
  asked: string,
): Promise<ArchivedPage> {
  const { url, status, redirects } = fetched;
  const { body, headers } = joinBodies(fetched.body, following);
  return {
    url,
    redirects: [asked, ...redirects.map((redirect) => redirect.to)],
    status,
    headers: {
      ...Object.fromEntries(
        ARCHIVED_HEADERS.flatMap((name) => (fetched.headers[name] ? [[name, fetched.headers[name]]] : [])),
      ),
      ...headers,
    },
    hash: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
    body: await pack(body),
  };
}

async function fail(
  deps: IngestDependencies,
  job: IngestJob,
  failure: Failure,
  began: number,
  { notBefore = 0, ...answeredBy }: { readonly notBefore?: number; readonly answeredBy?: string } = {},
): Promise<IngestOutcome> {
  const at = deps.now();
  const attempts = job.attempts + 1;
  const nextTry = nextArticleTry(failure, attempts, at, deps.random);
  const retryAt = nextTry === null ? null : Math.max(nextTry, notBefore);
  const fallback = retryAt === null ? await fallbackOf(deps.sandbox, job) : null;
  const { articleId, url } = job;
  const result = { articleId, url, at, ms: at - began, failure, attempts, retryAt, fallback, ...answeredBy };
  await deps.sink.articleFailed(result);
  return { kind: 'ended' };
}

/** Ends the job without using a try: the article is due again when its host may be asked. */
async function putOff(
  { sink, now }: IngestDependencies,
  { articleId, url, attempts }: IngestJob,
  failure: Failure,
  began: number,
): Promise<IngestOutcome> {
  const at = now();
  const retryAt = failure.retryAt ?? at;
  await sink.articleFailed({
    articleId,
    url,
    at,
    ms: at - began,
    failure,
    attempts,
    retryAt,
    fallback: null,
  });
  return { kind: 'ended' };
}

/** What the feed item alone gives: that a page cannot be fetched must not hide a deal that its headline names. */
async function fallbackOf(sandbox: Sandbox, { url, item }: IngestJob): Promise<PageReading | null> {
  if (item.title === null && item.summary === null) return null;
  const reading = await sandbox.readItem({ url, item });
  return isFailure(reading) ? null : reading;
}
