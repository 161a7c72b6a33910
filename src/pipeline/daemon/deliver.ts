/** Makes one try at delivering one message, and records its outcome. */
import { compose } from '../../alerts/compose.ts';
import type { Notifier } from '../../core/alerts.ts';
import type { DeliverJob } from '../../core/jobs.ts';
import type { Log } from '../../core/ports.ts';
import { nextDeliveryTry, UNRECORDED_DELIVERY_MS } from '../../core/retry.ts';
import type { Store } from '../../store/store.ts';

export interface DeliverDependencies {
  readonly store: Pick<
    Store,
    'pendingDelivery' | 'recordTryBegun' | 'recordDelivered' | 'recordTryFailed' | 'pauseAlert'
  >;
  readonly notifier: Notifier;
  /** Address at which people open our pages, with a slash at its end; null when it is not set. */
  readonly page: string | null;
  readonly now: () => number;
  /** Gives [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * The try is recorded before it is made, so that nothing is sent while the database cannot be written. A message is sent
 * twice only when this process ends, or the database fails, between sending it and recording that; receivers can then
 * deduplicate by its id.
 */
export function createDeliverer({
  store,
  notifier,
  page,
  now,
  random,
  log,
}: DeliverDependencies): (job: DeliverJob) => Promise<void> {
  // A queue may start a job again that it takes to be stalled.
  const underWay = new Set<string>();

  const deliver = async (id: string): Promise<void> => {
    const pending = store.pendingDelivery(id, now());
    if (pending === null) return;
    const { receiver, notice, attempts, alertId } = pending;
    store.recordTryBegun(id, now() + UNRECORDED_DELIVERY_MS);
    const outcome = await notifier.send(compose(receiver, notice, now(), page));
    const at = now();
    const fields = { alert: notice.alert, delivery: id, attempts: attempts + 1 };
    if (outcome.kind === 'delivered') {
      store.recordDelivered(id, at);
      log.info({ ...fields, answer: outcome.answer }, 'alert delivered');
      return;
    }
    const { failure } = outcome;
    const gone = failure.code === 'http-410';
    const nextTryAt = gone ? at : nextDeliveryTry(failure, attempts + 1, at, random);
    store.recordTryFailed(id, { message: failure.message, nextTryAt }, at);
    if (gone) store.pauseAlert(alertId, `${failure.message}: gone for good`, at);
    const what = gone ? 'alert paused' : nextTryAt === null ? 'alert given up' : 'alert to be tried again';
    log.warn({ ...fields, failure, ...(gone ? {} : { nextTryAt }) }, what);
  };

  return async ({ deliveryId }) => {
    if (underWay.has(deliveryId)) return;
    underWay.add(deliveryId);
    try {
      await deliver(deliveryId);
    } finally {
      underWay.delete(deliveryId);
    }
  };
}
