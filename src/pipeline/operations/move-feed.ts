/** Gives a feed another address, once that was looked at: a slip would make it fail unseen. */
import { OperationError, UsageError } from '../../core/errors.ts';
import type { HtmlSelectors } from '../../core/model.ts';
import type { FeedMoved } from '../../core/operations.ts';
import { readFeedAddress } from '../../feed/feed-address.ts';
import { type CheckDependencies, checkFeed, foundIn } from './check-feed.ts';
import { refuseWhileItRests } from './heed-rest.ts';
import type { OperationStore } from './operation-store.ts';

interface MoveWish {
  readonly id: string;
  /** Null: the address before its last move. */
  readonly url: string | null;
  readonly check: boolean;
}

/** Throws UsageError for an address that is none or taken, OperationError with the failure's code for one that is no feed. */
export async function moveFeed(
  deps: {
    readonly store: Pick<OperationStore, 'findFeed' | 'changeAddress' | 'restOf'>;
    readonly now: () => number;
    readonly reading: () => Promise<CheckDependencies>;
  },
  { id, url, check }: MoveWish,
): Promise<FeedMoved> {
  const { store, now } = deps;
  const { url: address, problem } = url === null ? { url, problem: null } : readFeedAddress(url);
  if (problem !== null) throw new UsageError(problem);
  // What is watched already need not be looked at to be refused.
  const looks = check && address !== null && !store.findFeed(address);
  if (looks) refuseWhileItRests(store, address, '--no-check moves it, to be asked from then on', now());
  const selectors = store.findFeed(id)?.selectors ?? null;
  const found = looks ? await look(await deps.reading(), address, selectors) : null;
  const moved = store.changeAddress(id, found?.url ?? address, now());
  return { id: moved.id, url: moved.url, found: found && foundIn(found.document) };
}

/** Another feed of the same site is not what was asked for: unlike a new feed's, the address itself must be one. */
async function look(reading: CheckDependencies, url: string, selectors: HtmlSelectors | null) {
  const found = await checkFeed(reading, url, selectors);
  if (found.ok) return found;
  const { code, message } = found.failure;
  throw new OperationError(code, `${message} (${code}); --no-check moves it all the same`);
}
