/** The feeds table: which feeds are watched and when each is polled next. */
import type { PollJob } from '../../core/jobs.ts';
import type { HtmlSelectors } from '../../core/model.ts';
import { conditionalRequest, NO_VALIDATORS } from '../../feed/watch/conditional.ts';
import { parseHttpUrl } from '../../text/url/url.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, lte, sql } from '../file/drizzle.ts';
import { type FeedRow, feeds } from '../schema/feeds-schema.ts';
import { forgiven, memoryOf, remember } from './feed-memory.ts';
import { deferToHost } from './hosts.ts';
import { notPaused, resume } from './pauses.ts';

/** A feed to watch, before it has a history. */
export interface NewFeed {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly site?: string | null;
  readonly language?: string | null;
  readonly region?: string | null;
  readonly kind?: string | null;
  readonly folder?: string | null;
  readonly origin: 'catalogue' | 'user' | 'opml';
  readonly enabled: boolean;
  readonly note?: string | null;
  readonly selectors?: HtmlSelectors | null;
}

export function listFeeds(db: Database): FeedRow[] {
  return db.select().from(feeds).orderBy(asc(feeds.id)).all();
}

/** Finds a feed by its id or its address. */
export function findFeed(db: Database, idOrUrl: string): FeedRow | undefined {
  const at = (url: string) => db.select().from(feeds).where(eq(feeds.url, url)).get();
  const address = parseHttpUrl(idOrUrl)?.href ?? idOrUrl;
  return (
    db.select().from(feeds).where(eq(feeds.id, idOrUrl)).get() ??
    at(address) ??
    // Newer rows are stored without the fragment.
    at(address.replace(/#.*$/s, ''))
  );
}

/**
 * Adds the feeds whose address is new, due at once, and returns those added. An id that is taken gets a numeric suffix.
 * Feeds of one host become due a millisecond apart, as all their polls are planned for distinct instants; when the host
 * asked us to wait, they become due after that.
 */
export function addFeeds(
  db: Database,
  added: readonly NewFeed[],
  now: number,
): Pick<FeedRow, 'id' | 'url'>[] {
  return db.transaction(
    (tx) => {
      const rows: Pick<FeedRow, 'id' | 'url'>[] = [];
      const ofHost = new Map<string, number>();
      const lastNumber = new Map<string, number>();
      for (const feed of added) {
        if (tx.select({ id: feeds.id }).from(feeds).where(eq(feeds.url, feed.url)).get()) continue;
        const taken = (id: string) => tx.select({ id: feeds.id }).from(feeds).where(eq(feeds.id, id)).get();
        let id = feed.id;
        // A list may have hundreds of feeds of one name: each continues from the last suffix instead of trying all again.
        let number = lastNumber.get(feed.id) ?? 1;
        while (taken(id)) id = `${feed.id}-${++number}`;
        lastNumber.set(feed.id, number);
        const { host } = new URL(feed.url);
        const before = ofHost.get(host) ?? 0;
        ofHost.set(host, before + 1);
        rows.push(
          tx
            .insert(feeds)
            .values({ ...feed, id, host, addedAt: now, nextPollAt: now - before })
            .returning({ id: feeds.id, url: feeds.url })
            .get(),
        );
      }
      for (const host of ofHost.keys()) deferToHost(db, host, now);
      return rows;
    },
    { behavior: 'immediate' },
  );
}

/** Adds the first feeds once: SQLite's `user_version` is 0 in a new file and is set to 1 here. */
export function seedFeeds(db: Database, seeds: readonly NewFeed[], now: number): void {
  const { user_version: seeded } = db.get<{ user_version: number }>(sql`PRAGMA user_version`);
  if (seeded > 0) return;
  addFeeds(db, seeds, now);
  db.run(sql`PRAGMA user_version = 1`);
}

export function setFeedEnabled(db: Database, id: string, enabled: boolean, now: number): void {
  db.transaction(
    () => {
      const feed = db.select().from(feeds).where(eq(feeds.id, id)).get();
      if (!feed) return;
      // A feed that is enabled again is polled at once, unless its host asked us to wait.
      const fresh = enabled ? { nextPollAt: now, note: null } : {};
      db.update(feeds)
        .set({ enabled, ...fresh })
        .where(eq(feeds.id, id))
        .run();
      if (enabled) deferToHost(db, feed.host, now);
      const memory = memoryOf(db, { ...feed, enabled });
      if (enabled) remember(db, id, forgiven(memory, now), now);
      else remember(db, id, { ...memory, paused: { how: 'off', since: now } }, now);
    },
    { behavior: 'immediate' },
  );
}

/** Deletes a feed with its sightings and poll history; its articles stay. */
export function removeFeed(db: Database, id: string): void {
  db.transaction(
    () => {
      resume(db, id);
      db.delete(feeds).where(eq(feeds.id, id)).run();
    },
    { behavior: 'immediate' },
  );
}

export function dueFeeds(db: Database, now: number, limit: number): FeedRow[] {
  return db
    .select()
    .from(feeds)
    .where(and(sql`enabled = 1`, lte(feeds.nextPollAt, now), notPaused(feeds.id)))
    .orderBy(asc(feeds.nextPollAt), asc(feeds.id))
    .limit(limit)
    .all();
}

/** The feeds that are polled next, soonest first. */
export function upcomingFeeds(db: Database, limit: number): FeedRow[] {
  return db
    .select()
    .from(feeds)
    .where(and(sql`enabled = 1`, notPaused(feeds.id)))
    .orderBy(asc(feeds.nextPollAt), asc(feeds.id))
    .limit(limit)
    .all();
}

export function pollJob({ id, url, memory, selectors }: FeedRow, now: number): PollJob {
  const validators = memory?.validators ?? NO_VALIDATORS;
  const { etag, lastModified } = conditionalRequest(validators, now);
  return { kind: 'poll', feedId: id, url, etag, lastModified, bodyHash: validators.bodyHash, selectors };
}
