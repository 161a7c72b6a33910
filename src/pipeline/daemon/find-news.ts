/** Looks for what alerts are to tell, makes messages of it when their time has come, and names those that are due. */
import { setImmediate } from 'node:timers/promises';
import { isQuiet, mayTell } from '../../alerts/timing.ts';
import type { Receiver } from '../../core/alerts.ts';
import { isDamage } from '../../core/damage.ts';
import type { DeliverJob } from '../../core/jobs.ts';
import type { Log } from '../../core/ports.ts';
import type { Store } from '../../store/store.ts';

/** Batches that one alert looks at in one go; the next sweep goes on. */
const MOST_BATCHES = 20;

/** Messages sent on their way in one sweep. */
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
 * One alert that cannot look (its filter names something that is no more) keeps no other from it. Throws when the database is
 * damaged, which is no fault of an alert.
 */
export async function findNews({ store, newId, log }: NewsDependencies, now: number): Promise<DeliverJob[]> {
  for (const alert of store.listAlerts()) {
    // After a flood, looking takes a moment: others get their turn between two alerts.
    await setImmediate();
    try {
      // A paused one looks, too: by the time it goes on, what it asks of the last days may be past.
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

/** Without what is secret: the path of a hook is. */
function placeOf({ channel, target }: Pick<Receiver, 'channel' | 'target'>): string {
  return channel === 'email' ? `mailto:${target}` : new URL(target).origin;
}
