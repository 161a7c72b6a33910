/** Fetches one address once, without storing anything: is it a feed, and what does it carry? */
import { type Failure, isFailure } from '../../core/errors.ts';
import type { FeedDocument, HtmlSelectors } from '../../core/model.ts';
import type { FeedFound } from '../../core/operations.ts';
import type { Fetcher, FetchOutcome, Sandbox } from '../../core/ports.ts';
import { permanentTarget } from '../../feed/watch/moves.ts';
import { nameChallenge } from '../ingest/name-challenge.ts';

export interface CheckDependencies {
  readonly fetcher: Fetcher;
  readonly sandbox: Sandbox;
}

export type FeedCheck =
  | {
      readonly ok: true;
      /** The address to poll from now on: permanent redirects are followed, temporary ones may be gone tomorrow. */
      readonly url: string;
      readonly answeredBy: string;
      readonly document: FeedDocument;
      readonly bytes: number;
      readonly ms: number;
    }
  | { readonly ok: false; readonly url: string; readonly failure: Failure; readonly ms: number };

/** `selectors` make a list page readable as a feed. */
export async function checkFeed(
  { fetcher, sandbox }: CheckDependencies,
  url: string,
  selectors: HtmlSelectors | null = null,
): Promise<FeedCheck> {
  const fetched = await fetcher.fetch({ url, kind: 'feed' });
  const { ms } = fetched;
  if (fetched.kind === 'failed')
    return { ok: false, url, failure: nameChallenge(fetched.failure, fetched.refusal), ms };
  if (fetched.kind === 'not-modified') throw new Error(`${url}: 304 to an unconditional request`);
  const { body, contentType } = fetched;
  const read = await sandbox.readFeed({ bytes: body, url: fetched.url, contentType, selectors });
  if (isFailure(read)) return { ok: false, url, failure: nameChallenge(read, fetched), ms };
  const { url: answeredBy } = fetched;
  return { ok: true, url: lastingUrl(url, fetched), answeredBy, document: read, bytes: body.length, ms };
}

/** What users are shown of the document when a feed is added or moved. */
export const foundIn = ({ format, title, items, cutOff = false }: FeedDocument): FeedFound => ({
  format,
  title,
  items: items.length,
  cutOff,
});

/** The address that was asked for, or the one to which it has permanently moved. */
export const lastingUrl = (asked: string, { redirects }: Pick<FetchOutcome, 'redirects'>): string =>
  permanentTarget(asked, redirects) ?? asked.replace(/#.*$/s, '');
