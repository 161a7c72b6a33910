/** Gives a feed another address, which is checked first: with a typing error it would fail unnoticed. */
import { OperationError, UsageError } from '../../core/errors.ts';
import type { HtmlSelectors } from '../../core/model.ts';
import type { FeedMoved } from '../../core/operations.ts';
import { readFeedAddress } from '../../feed/feed-address.ts';
import { type CheckDependencies, checkFeed, foundIn } from './check-feed.ts';
import { refuseDuringCooldown } from './host-cooldown.ts';
import type { OperationStore } from './operation-store.ts';

interface MoveWish {
  readonly id: string;
  /** Null: the address before its last move. */
  readonly url: string | null;
  readonly check: boolean;
}

/** Throws UsageError for an address that is malformed or taken, OperationError with the failure's code for one that is no feed. */
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
  // An address that is watched already is refused without a request.
  const checks = check && address !== null && !store.findFeed(address);
  if (checks) refuseDuringCooldown(store, address, '--no-check moves it, to be asked from then on', now());
  const selectors = store.findFeed(id)?.selectors ?? null;
  const found = checks ? await look(await deps.reading(), address, selectors) : null;
  const moved = store.changeAddress(id, found?.url ?? address, now());
  return { id: moved.id, url: moved.url, found: found && foundIn(found.document) };
}

/** The address itself must be a feed: unlike for a new one, another feed of the same site will not do. */
async function look(reading: CheckDependencies, url: string, selectors: HtmlSelectors | null) {
  const found = await checkFeed(reading, url, selectors);
  if (found.ok) return found;
  const { code, message } = found.failure;
  throw new OperationError(code, `${message} (${code}); --no-check moves it all the same`);
}
