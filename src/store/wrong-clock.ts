/** Undoes what a clock planned that was ahead of the right time: without this, nothing would be due until that time comes. */
import { NO_VALIDATORS } from '../feed/conditional.ts';
import { firstSchedule } from '../feed/schedule.ts';
import { articles } from './articles-schema.ts';
import type { Database } from './database.ts';
import { and, eq, gt, inArray, sql } from './drizzle.ts';
import { memoryOf, remember } from './feed-memory.ts';
import { feeds, hosts } from './feeds-schema.ts';

/** Clocks are set by this much without anybody noticing. */
const TOLERANCE_MS = 60_000;

/**
 * A feed that was last polled in the future, or a host that refused in the future, gives a wrong clock away. Such feeds are due
 * at once and their schedules begin anew, and whatever else was put off is due at once, too: all feeds of such a host, which
 * were held back with it. Returns how many feeds that were; 0 when the time is right.
 */
export function forgetFuture(db: Database, now: number): number {
  const future = now + TOLERANCE_MS;
  const polled = db.select().from(feeds).where(gt(feeds.lastPolledAt, future)).all();
  const struck = db.select().from(hosts).where(gt(hosts.lastStrikeAt, future)).all();
  if (polled.length + struck.length === 0) return 0;
  const onStruckHosts = inArray(
    feeds.host,
    struck.map(({ host }) => host),
  );
  const held = db
    .select()
    .from(feeds)
    .where(and(onStruckHosts, gt(feeds.nextPollAt, future)))
    .all()
    .filter(({ id }) => !polled.some((feed) => feed.id === id));
  db.transaction(
    () => {
      for (const { id } of held) db.update(feeds).set({ nextPollAt: now }).where(eq(feeds.id, id)).run();
      for (const feed of polled) {
        db.update(feeds).set({ nextPollAt: now, lastPolledAt: now }).where(eq(feeds.id, feed.id)).run();
        const memory = { ...memoryOf(db, feed), schedule: firstSchedule(now), validators: NO_VALIDATORS };
        remember(db, feed.id, memory, now);
      }
      db.update(hosts).set({ notBefore: now, lastStrikeAt: now }).where(gt(hosts.lastStrikeAt, future)).run();
      db.update(articles)
        .set({ nextAttemptAt: now })
        .where(and(sql`${articles.state} = 'pending'`, gt(articles.nextAttemptAt, future)))
        .run();
      // Visits keep their distance, so that not all of them are due together.
      db.update(articles)
        .set({ fetchedAt: now, revisitAt: sql`${articles.revisitAt} - ${articles.fetchedAt} + ${now}` })
        .where(gt(articles.fetchedAt, future))
        .run();
      db.update(articles).set({ visitedAt: now }).where(gt(articles.visitedAt, future)).run();
    },
    { behavior: 'immediate' },
  );
  return polled.length + held.length;
}
