/** Alerts as shown to people: their settings, the state of their messages, and the public part of the target. */
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
  /** The host of a webhook, whose path may be secret; the whole of an e-mail address. */
  readonly to: string;
  readonly timing: Timing;
  readonly createdAt: string;
  readonly pausedAt: string | null;
  readonly pausedWhy: string | null;
  /** How many articles or feed events were found and are not in a message yet. */
  readonly waiting: number;
  /** The message that is to be tried next; null when there is none. */
  readonly pending: { readonly attempts: number; readonly nextTryAt: string } | null;
  /** How many of the stored messages were delivered. */
  readonly delivered: number;
  readonly lastDeliveredAt: string | null;
  /** How many of the stored messages were given up. */
  readonly dead: number;
  /** The last error of the newest message that is not delivered. */
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
  /** Tries so far of the message that is tried next. */
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
