/** Fetches the further pages of an article that its site spreads over several, under the same rate limit as the first. */

import { MAX_PAGES } from '../../article/join-pages.ts';
import { MAX_BODY_BYTES, type PageBytes } from '../../core/archived-pages.ts';
import { type Failure, isFailure } from '../../core/errors.ts';
import { type IngestJob, jobId, type PageReading } from '../../core/jobs.ts';
import {
  type FetchedBody,
  type Fetcher,
  type FetchOutcome,
  MAX_CRAWL_DELAY_MS,
  type PageInput,
  type PageTurned,
  type Sandbox,
} from '../../core/ports.ts';
import type { HostCooldowns } from './host-cooldowns.ts';
import {
  cooldownFailure,
  fetchInTurns,
  nextTurn,
  readRules,
  refusalOf,
  type TurnDependencies,
} from './turns.ts';

export interface FollowDependencies extends TurnDependencies {
  readonly fetcher: Fetcher;
  readonly sandbox: Sandbox;
  readonly cooldowns: HostCooldowns;
}

export interface WholeArticle {
  readonly reading: PageReading;
  readonly following: readonly PageBytes[];
}

type FirstPage = FetchedBody & Pick<PageInput, 'fetchedAt'>;

type Followed =
  | { readonly kind: 'page'; readonly page: PageBytes; readonly nextPage: string | null }
  | { readonly kind: 'missing'; readonly why: string };

/**
 * Never throws for failures outside: when a page cannot be fetched, it and those after it are left out, and the reason of
 * the verdict says so. The whole article is read once, when its pages are there.
 */
export async function followPages(
  deps: FollowDependencies,
  job: IngestJob,
  fetched: FirstPage,
  first: PageTurned,
): Promise<WholeArticle> {
  const following: PageBytes[] = [];
  let why: string | null = null;
  for (let url = first.nextPage; url !== null && following.length + 1 < MAX_PAGES; ) {
    const next = await follow(deps, job, fetched, following, url);
    if (next.kind === 'missing') {
      why = next.why;
      break;
    }
    following.push(next.page);
    url = next.nextPage;
  }
  const whole = following.length === 0 ? first : await readWhole(deps, job, fetched, following);
  if (isFailure(whole))
    return { reading: withNote(readingOf(first), `page 2 missing: ${whole.code}`), following: [] };
  const reading = readingOf(whole);
  const missed = `page ${following.length + 2} missing: ${why}`;
  return { reading: why === null ? reading : withNote(reading, missed), following };
}

function readWhole(
  { sandbox }: FollowDependencies,
  { item }: IngestJob,
  { body: bytes, contentType, url, fetchedAt }: FirstPage,
  following: readonly PageBytes[],
): Promise<PageTurned | Failure> {
  return sandbox.readPage({ bytes, contentType, url, fetchedAt, item, following });
}

async function follow(
  deps: FollowDependencies,
  job: IngestJob,
  fetched: FirstPage,
  before: readonly PageBytes[],
  url: string,
): Promise<Followed> {
  const answer = await fetchInTurn(deps, job, url);
  if (typeof answer === 'string') return missing(answer);
  if (answer.kind === 'failed') return missing(answer.failure.code);
  if (answer.kind === 'not-modified') return missing('not modified');
  const page: PageBytes = { bytes: answer.body, contentType: answer.contentType, url: answer.url };
  // Many sites redirect from a page that does not exist to the first.
  if ([fetched, ...before].some((known) => known.url === page.url))
    return missing('leads to an earlier page');
  const total = [...before, page].reduce((sum, { bytes }) => sum + bytes.length, fetched.body.length);
  if (total > MAX_BODY_BYTES) return missing('too-large');
  const nextPage = await deps.sandbox.nextPage(page);
  return isFailure(nextPage) ? missing(nextPage.code) : { kind: 'page', page, nextPage };
}

/** The answer, or why no request was made. */
async function fetchInTurn(
  deps: FollowDependencies,
  job: IngestJob,
  url: string,
): Promise<FetchOutcome | string> {
  const { robots, now } = deps;
  const until = now() + MAX_CRAWL_DELAY_MS;
  let permission = robots.check(url, now());
  for (;;) {
    const refusal = refusalOf(permission, url);
    if (refusal !== null) return refusal.code;
    if (cooldownFailure(deps, url) !== null) return 'its host asked for a rest';
    // Ahead of the articles that wait for the host: that delays each by one turn only, and this job ends the sooner.
    const turn = await nextTurn(deps, url, jobId(job), until);
    if (!turn.granted) return 'its host is busy';
    if (permission === 'unknown') {
      permission = await readRules(deps, url, turn);
      continue;
    }
    const outcome = await fetchInTurns(deps, jobId(job), { url, kind: 'page' }, turn);
    return outcome.kind === 'busy' ? 'its host is busy' : outcome;
  }
}

function missing(why: string): Followed {
  return { kind: 'missing', why };
}

function readingOf({ nextPage: _, ...reading }: PageTurned): PageReading {
  return reading;
}

function withNote(reading: PageReading, note: string): PageReading {
  const { article } = reading;
  return { ...reading, article: { ...article, verdictReason: `${article.verdictReason}, ${note}` } };
}
