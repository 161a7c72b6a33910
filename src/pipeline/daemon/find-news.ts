/** Finds news for alerts, makes messages of them when their time has come, and returns the jobs of those that are due. */
import { setImmediate } from 'node:timers/promises';
import { isQuiet, mayTell } from '../../alerts/timing.ts';
import type { Receiver } from '../../core/alerts.ts';
import { isDamage } from '../../core/damage.ts';
import type { DeliverJob } from '../../core/jobs.ts';
import type { Log } from '../../core/ports.ts';
import type { Store } from '../../store/store.ts';

/** Batches that one alert looks at in one sweep; the next sweep goes on. */
const MOST_BATCHES = 20;

/** Messages enqueued in one sweep. */
const MOST_DUE = 1_000;

interface NewsDependencies {
  readonly store: Pick<
    Store,
    'listAlerts' | 'findEvents' | 'waitingSince' | 'makeDelivery' | 'dueDeliveries'
  >;
  /** A new id of a message. */
  readonly newId: () => string;
  readonly log: Log;
}

/**
 * An alert whose search fails (its filter names something that no longer exists) does not stop the others. Throws when the
 * database is damaged, which is no alert's fault.
 */
export async function findNews({ store, newId, log }: NewsDependencies, now: number): Promise<DeliverJob[]> {
  for (const alert of store.listAlerts()) {
    // With many new articles a search takes a moment: let other work run between two alerts.
    await setImmediate();
    try {
      // A paused alert searches, too: if its filter asks for recent days, they may be past when it is resumed.
      for (let batch = 0; batch < MOST_BATCHES && store.findEvents(alert, now); batch++);
      if (alert.paused) continue;
      const since = store.waitingSince(alert.id);
      if (since !== null && mayTell(alert.timing, since, now)) store.makeDelivery(alert, newId(), now);
    } catch (error) {
      if (isDamage(error)) throw error;
      log.error({ alert: alert.name, err: error }, 'alert cannot look for news');
    }
  }
  return store
    .dueDeliveries(now, MOST_DUE)
    .filter(({ timing }) => !isQuiet(timing, now))
    .map(({ id, receiver }) => ({ kind: 'deliver', deliveryId: id, url: placeOf(receiver) }));
}

/** Where a message goes, without what is secret: the path of a hook is. */
function placeOf({ channel, target }: Pick<Receiver, 'channel' | 'target'>): string {
  return channel === 'email' ? `mailto:${target}` : new URL(target).origin;
}
