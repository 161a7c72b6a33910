/** Hosts that limit our requests (429), and the feeds and articles that wait for them. */
import type { ArticleFailed } from '../../core/jobs.ts';
import { type HostPace, paceAfter } from '../../feed/watch/host-pace.ts';
import { atPhase, phaseOf } from '../../feed/watch/phase.ts';
import type { Database } from '../file/database.ts';
import { and, eq, gt, lt } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { feeds, hosts } from '../schema/feeds-schema.ts';

export function paceOf(db: Database, host: string): HostPace | null {
  const row = db.select().from(hosts).where(eq(hosts.host, host)).get();
  return row ? { strikes: row.strikes, lastStrikeAt: row.lastStrikeAt, notBefore: row.notBefore } : null;
}

/** Hosts that must get no request now, with the time until which (epoch ms). */
export function restingHosts(db: Database, now: number): ReadonlyMap<string, number> {
  const rows = db.select().from(hosts).where(gt(hosts.notBefore, now)).all();
  return new Map(rows.map(({ host, notBefore }) => [host, notBefore]));
}

export function writePace(db: Database, host: string, pace: HostPace | null): void {
  if (pace === null) db.delete(hosts).where(eq(hosts.host, host)).run();
  else
    db.insert(hosts)
      .values({ host, ...pace })
      .onConflictDoUpdate({ target: hosts.host, set: pace })
      .run();
}

/** The feed's offset within the minute, in ms, which keeps polls of one host apart. */
export function phaseAt(db: Database, feedId: string, host: string): number {
  return phaseOf(feedId, host, feedsOf(db, host));
}

/** Until when the host must get no request, epoch ms; null when it may get one now. */
export function restOf(db: Database, host: string, now: number): number | null {
  const pace = paceOf(db, host);
  return pace !== null && pace.notBefore > now ? pace.notBefore : null;
}

/** Defers the host's feeds, which the caller may just have made due, when the host asked us to wait. */
export function deferToHost(db: Database, host: string, now: number): void {
  const until = restOf(db, host, now);
  if (until !== null) holdBack(db, host, until);
}

/** Defers all feeds of a host to `notBefore` (epoch ms), each at its own offset within the minute. */
export function holdBack(db: Database, host: string, notBefore: number): void {
  const ids = feedsOf(db, host);
  const early = db
    .select({ id: feeds.id })
    .from(feeds)
    .where(and(eq(feeds.host, host), lt(feeds.nextPollAt, notBefore)))
    .all();
  for (const { id } of early)
    db.update(feeds)
      .set({ nextPollAt: atPhase(notBefore, phaseOf(id, host, ids)) })
      .where(eq(feeds.id, id))
      .run();
}

/** A page answered with "too many requests" (429) defers the whole host, feeds and articles: it is the same server. */
export function recordTooManyRequests(db: Database, { failure, url, at, answeredBy }: ArticleFailed): void {
  if (failure.code !== 'http-429') return;
  const host = answeredBy ?? new URL(url).host;
  db.transaction(
    () => {
      const pace = paceAfter(paceOf(db, host), failure, at);
      if (pace === null) return;
      writePace(db, host, pace);
      holdBack(db, host, pace.notBefore);
      holdBackArticles(db, host, pace.notBefore);
    },
    { behavior: 'immediate' },
  );
}

/** Defers the host's waiting articles, all to the same time: the request slots of the host spread them then. */
function holdBackArticles(db: Database, host: string, notBefore: number): void {
  const statement = prepared(
    db,
    `UPDATE articles SET next_attempt_at = :notBefore WHERE state = 'pending' AND next_attempt_at < :notBefore
      AND substr(url, 1, length(:prefix)) = :prefix`,
  );
  for (const scheme of ['http', 'https']) statement.run({ notBefore, prefix: `${scheme}://${host}/` });
}

function feedsOf(db: Database, host: string): string[] {
  return db
    .select({ id: feeds.id })
    .from(feeds)
    .where(eq(feeds.host, host))
    .all()
    .map(({ id }) => id);
}
