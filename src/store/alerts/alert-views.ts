/** Alerts as people see them: how each fares, and of its target only what is no secret. */
import { publicTarget } from '../../alerts/target.ts';
import type { Channel, Timing } from '../../core/alerts.ts';
import type { WrittenFilter } from '../../query/query-text.ts';
import type { Database } from '../file/database.ts';
import { asc, sql } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { alerts } from '../schema/alerts-schema.ts';
import { selectAlerts } from './alerts.ts';

/** Times are ISO 8601. */
export interface AlertView {
  readonly name: string;
  readonly about: 'articles' | 'feeds';
  readonly search: string | null;
  readonly filter: WrittenFilter | null;
  readonly per: 'article' | 'story';
  readonly channel: Channel;
  /** The host of a hook, an e-mail address whole. */
  readonly to: string;
  readonly timing: Timing;
  readonly createdAt: string;
  readonly pausedAt: string | null;
  readonly pausedWhy: string | null;
  /** Found and not yet put into a message. */
  readonly waiting: number;
  /** The message that is being tried; null when there is none. */
  readonly pending: { readonly attempts: number; readonly nextTryAt: string } | null;
  /** Messages that were delivered, of those that are kept. */
  readonly delivered: number;
  readonly lastDeliveredAt: string | null;
  /** Messages that were given up, of those that are kept. */
  readonly dead: number;
  /** What went wrong last with a message that has not been delivered since. */
  readonly lastError: string | null;
}

export function alertViews(db: Database): AlertView[] {
  const sums = new Map(alertSums(db).map((sum) => [sum.id, sum]));
  return selectAlerts(db)
    .orderBy(asc(alerts.name))
    .all()
    .flatMap(({ alert, saved }) => {
      const sum = sums.get(alert.id);
      if (sum === undefined) return [];
      const { name, about, search, per, channel, timing, pausedWhy } = alert;
      const { waiting, attempts, nextTryAt, delivered, dead, lastError } = sum;
      return {
        name,
        about,
        search,
        filter: alert.filter ?? saved,
        per,
        channel,
        to: publicTarget(alert),
        timing,
        createdAt: isoOf(alert.createdAt),
        pausedAt: isoOrNull(alert.pausedAt),
        pausedWhy,
        waiting,
        pending: nextTryAt === null ? null : { attempts: attempts ?? 0, nextTryAt: isoOf(nextTryAt) },
        delivered,
        lastDeliveredAt: isoOrNull(sum.lastDeliveredAt),
        dead,
        lastError,
      };
    });
}

interface Sums {
  readonly id: number;
  readonly waiting: number;
  /** Of the message that is tried next. */
  readonly attempts: number | null;
  readonly nextTryAt: number | null;
  readonly delivered: number;
  readonly lastDeliveredAt: number | null;
  readonly dead: number;
  readonly lastError: string | null;
}

function alertSums(db: Database): Sums[] {
  return db.all<Sums>(sql`
    SELECT a.id,
      (SELECT count(*) FROM alert_events e WHERE e.alert_id = a.id AND e.delivery_id IS NULL) AS waiting,
      (SELECT attempts FROM deliveries d WHERE d.alert_id = a.id AND d.state = 'pending'
        ORDER BY next_try_at LIMIT 1) AS attempts,
      (SELECT min(next_try_at) FROM deliveries d WHERE d.alert_id = a.id AND d.state = 'pending') AS nextTryAt,
      (SELECT count(*) FROM deliveries d WHERE d.alert_id = a.id AND d.state = 'delivered') AS delivered,
      (SELECT max(ended_at) FROM deliveries d WHERE d.alert_id = a.id AND d.state = 'delivered') AS lastDeliveredAt,
      (SELECT count(*) FROM deliveries d WHERE d.alert_id = a.id AND d.state = 'dead') AS dead,
      (SELECT last_error FROM deliveries d WHERE d.alert_id = a.id AND d.state <> 'delivered'
        ORDER BY made_at DESC LIMIT 1) AS lastError
    FROM alerts a`);
}
