/** Adds feeds to those that are watched: one that is checked first, or many from a list. */
import { type Failure, isFailure, OperationError, UsageError } from '../../core/errors.ts';
import type { HtmlSelectors } from '../../core/model.ts';
import type { FeedAdded } from '../../core/operations.ts';
import { readFeedAddress } from '../../feed/feed-address.ts';
import { feedId } from '../../feed/feed-id.ts';
import { remedyOf } from '../../feed/watch/remedies.ts';
import { knownLanguage } from '../../query/language-named.ts';
import { knownRegion } from '../../query/region-named.ts';
import { type CheckDependencies, checkFeed, foundIn } from './check-feed.ts';
import { discoverFeeds, type FoundFeed } from './discover-feeds.ts';
import { refuseDuringCooldown } from './host-cooldown.ts';
import type { OperationStore } from './operation-store.ts';

interface FeedWish {
  readonly url: string;
  /** Null: its own title is used. */
  readonly name: string | null;
  readonly site: string | null;
  readonly language: string | null;
  readonly folder: string | null;
  /** Where the items are, on a page that is to be watched like a feed; null for a feed. */
  readonly selectors: HtmlSelectors | null;
}

interface CheckedWish extends FeedWish {
  readonly region: string | null;
  readonly check: boolean;
}

/** Throws UsageError for a malformed address, OperationError with the failure's code for one that is no feed. */
export async function addFeed(
  deps: {
    readonly store: OperationStore;
    readonly now: () => number;
    readonly reading: () => Promise<CheckDependencies>;
  },
  wish: CheckedWish,
): Promise<FeedAdded> {
  const { url, problem } = readFeedAddress(wish.url);
  if (problem !== null) throw new UsageError(problem);
  // Articles of the feed are taken to be in this language.
  const language = wish.language === null ? null : knownLanguage(wish.language);
  const region = wish.region === null ? null : knownRegion(wish.region);
  const { store, now } = deps;
  const known = store.findFeed(url);
  if (known) return { id: known.id, url, added: false, found: null };
  if (wish.check) refuseDuringCooldown(store, url, '--no-check adds it, to be asked from then on', now());
  const found = wish.check ? await look(await deps.reading(), url, wish.selectors) : null;
  return keep(store, { ...wish, language, region }, url, found, now());
}

function keep(
  store: OperationStore,
  wish: CheckedWish,
  asked: string,
  found: FoundFeed['check'] | null,
  now: number,
): FeedAdded {
  const { url, answeredBy, document } = found ?? { url: asked, answeredBy: asked, document: null };
  const shown = document && foundIn(document);
  const known = store.findFeed(url) ?? store.findFeed(answeredBy);
  if (known) return { id: known.id, url: known.url, added: false, found: shown };
  const name = wish.name ?? document?.title ?? new URL(url).hostname;
  const language = wish.language ?? document?.language ?? null;
  const feed = {
    ...wish,
    id: feedId(name, url),
    url,
    name,
    language,
    origin: 'user',
    enabled: true,
  } as const;
  const { check: _check, ...row } = feed;
  const [added] = store.addFeeds([row], now);
  // Another command may have added it while this one was checking.
  return { id: added?.id ?? feed.id, url, added: added !== undefined, found: shown };
}

/** What may be done about an address that could not be looked at: one that the guard refuses now, it always will. */
function wayOn({ code }: Failure): string {
  return code === 'private-address' ? remedyOf(code) : '--no-check adds it all the same';
}

/** The feed at this address, or the likeliest one of its site. */
async function look(
  reading: CheckDependencies,
  url: string,
  selectors: HtmlSelectors | null,
): Promise<FoundFeed['check']> {
  if (selectors) {
    const page = await checkFeed(reading, url, selectors);
    if (page.ok) return page;
    throw new OperationError(page.failure.code, `${page.failure.message} (${page.failure.code})`);
  }
  const found = await discoverFeeds(reading, url, (feeds) => feeds.length > 0);
  if (isFailure(found))
    throw new OperationError(found.code, `${found.message} (${found.code}); ${wayOn(found)}`);
  const [first] = found;
  if (!first)
    throw new OperationError(
      'not-a-feed',
      `${url} is not a feed and leads to none; a page that lists articles is watched with --item, which says where they stand on it; --no-check adds what will be a feed later`,
    );
  return first.check;
}

/** Skips malformed addresses: whoever read the list has reported them. */
export function importFeeds(
  store: OperationStore,
  wishes: readonly FeedWish[],
  now: number,
): { readonly added: number; readonly known: number } {
  const feeds = wishes.flatMap((wish) => {
    const { url } = readFeedAddress(wish.url);
    if (url === null) return [];
    const name = wish.name ?? new URL(url).hostname;
    return [{ ...wish, id: feedId(name, url), url, name, origin: 'opml', enabled: true } as const];
  });
  const added = store.addFeeds(feeds, now).length;
  return { added, known: feeds.length - added };
}
