/** Finds the feeds of a site from the address of any of its pages. */
import { type Failure, isFailure } from '../../core/errors.ts';
import type { FeedCandidate } from '../../core/model.ts';
import { nameChallenge } from '../ingest/name-challenge.ts';
import { type CheckDependencies, checkFeed, type FeedCheck, lastingUrl } from './check-feed.ts';

/** The most candidates that are fetched; the likeliest come first. */
const MOST_TRIES = 12;

export interface FoundFeed {
  readonly check: Extract<FeedCheck, { ok: true }>;
  /** `given`: the address itself is a feed. */
  readonly source: FeedCandidate['source'] | 'given';
}

/**
 * The feeds found, the likeliest first; the search ends when `enough` returns true. A Failure when the page itself cannot be
 * fetched, or is a bot protection; an empty list when it leads to no feed. One request at a time: they all go to one site.
 */
export async function discoverFeeds(
  deps: CheckDependencies,
  url: string,
  enough: (found: readonly FoundFeed[]) => boolean,
): Promise<readonly FoundFeed[] | Failure> {
  const fetched = await deps.fetcher.fetch({ url, kind: 'feed' });
  if (fetched.kind === 'failed') return nameChallenge(fetched.failure, fetched.refusal);
  if (fetched.kind === 'not-modified') throw new Error(`${url}: 304 to an unconditional request`);
  const { body: bytes, contentType } = fetched;
  const own = await deps.sandbox.readFeed({ bytes, url: fetched.url, contentType });
  if (!isFailure(own)) {
    const { url: answeredBy, ms } = fetched;
    const address = lastingUrl(url, fetched);
    const check = { ok: true, url: address, answeredBy, document: own, bytes: bytes.length, ms } as const;
    return [{ check, source: 'given' }];
  }
  const candidates = await deps.sandbox.findFeeds({ bytes, url: fetched.url, contentType });
  if (isFailure(candidates)) return candidates;
  const found: FoundFeed[] = [];
  for (const { url: candidate, source } of candidates.slice(0, MOST_TRIES)) {
    // Guesses are only for sites that do not name their feeds.
    if (source === 'guessed' && found.length > 0) break;
    const check = await checkFeed(deps, candidate);
    if (check.ok) found.push({ check, source });
    if (enough(found)) break;
  }
  if (found.length > 0) return found;
  // Some bot protections answer with status 200, as if they were the page.
  const walled = nameChallenge(own, fetched);
  return walled.challenge === undefined ? found : walled;
}
