/** Feeds as every door gives them to programs: flat, with times as ISO 8601. */

import type { FeedState } from '../../feed/watch/health.ts';
import type { FeedDetail, FeedView, PollView } from '../../store/feeds/feed-views.ts';
import { isoOf, isoOrNull } from '../../store/file/iso.ts';

type Identity = Omit<
  FeedView,
  | keyof FeedHealthJson
  | 'health'
  | 'addedAt'
  | 'nextPollAt'
  | `last${'Polled' | 'Success' | 'New'}At`
  | 'redirectsTo'
>;

/** Times that are null: not yet. */
export interface FeedJson extends Identity, FeedHealthJson {
  readonly addedAt: string;
  readonly nextPollAt: string;
  readonly lastPolledAt: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastNewAt: string | null;
  /** The address to which it redirects permanently, while that move is on trial. */
  readonly redirectsTo: string | null;
}

/** The health of a feed, since when, why, and what to do. */
export interface FeedHealthJson {
  readonly id: string;
  readonly state: FeedState;
  readonly since: string;
  readonly why: string;
  readonly todo: string | null;
  readonly warning: string | null;
}

export interface PollJson extends Omit<PollView, 'at' | 'nextAt'> {
  readonly at: string;
  readonly nextAt: string | null;
}

export interface FeedDetailJson extends FeedJson {
  /** Oldest first. */
  readonly moves: readonly {
    readonly from: string;
    readonly to: string;
    readonly at: string;
    readonly undoneAt: string | null;
  }[];
  /** Newest first, as the events. */
  readonly polls: readonly PollJson[];
  readonly events: readonly { readonly at: string; readonly kind: string; readonly message: string }[];
}

export function feedJson(feed: FeedView): FeedJson {
  const { health, addedAt, nextPollAt, lastPolledAt, lastSuccessAt, lastNewAt, redirectsTo, ...rest } = feed;
  return {
    ...rest,
    ...feedHealthJson(feed),
    addedAt: isoOf(addedAt),
    nextPollAt: isoOf(nextPollAt),
    lastPolledAt: isoOrNull(lastPolledAt),
    lastSuccessAt: isoOrNull(lastSuccessAt),
    lastNewAt: isoOrNull(lastNewAt),
    redirectsTo: redirectsTo?.url ?? null,
  };
}

export function feedHealthJson({
  id,
  health,
  warning = null,
}: Pick<FeedView, 'id' | 'health'> & Partial<FeedView>): FeedHealthJson {
  const { state, since, why, todo } = health;
  return { id, state, since: isoOf(since), why, todo, warning };
}

export function feedDetailJson({ moves, polls, events, ...feed }: FeedDetail): FeedDetailJson {
  return {
    ...feedJson(feed),
    moves: moves.map(({ from, to, at, undoneAt }) => ({
      from,
      to,
      at: isoOf(at),
      undoneAt: isoOrNull(undoneAt),
    })),
    polls: polls.map(({ at, nextAt, ...poll }) => ({ ...poll, at: isoOf(at), nextAt: isoOrNull(nextAt) })),
    events: events.map(({ at, kind, message }) => ({ at: isoOf(at), kind, message })),
  };
}

/** The worst first; feeds that a user paused come last. */
export const SEVERITY: readonly FeedState[] = ['gone', 'blocked', 'failing', 'quiet', 'ok', 'paused'];

/** The worst first; of two in the same state, the one that has been in it for longer. */
export function bySeverity<Feed extends Pick<FeedView, 'health'> & Partial<FeedView>>(
  feeds: readonly Feed[],
): Feed[] {
  const severity = ({ health, warning = null }: Feed): number =>
    SEVERITY.indexOf(health.state) - (warning === null ? 0 : 0.5);
  return feeds.toSorted((a, b) => severity(a) - severity(b) || a.health.since - b.health.since);
}
