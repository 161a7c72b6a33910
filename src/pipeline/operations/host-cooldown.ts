/** Refuses to check an address by hand while its host is in a cooldown. */
import { OperationError } from '../../core/errors.ts';
import { momentText } from '../../text/shown/time-text.ts';
import type { OperationStore } from './operation-store.ts';

/** Throws OperationError `host-rests`; `otherwise` says what can be done instead. */
export function refuseDuringCooldown(
  store: Pick<OperationStore, 'restOf'>,
  url: string,
  otherwise: string,
  now: number,
): void {
  const until = store.restOf(url, now);
  if (until === null) return;
  const { host } = new URL(url);
  throw new OperationError(
    'host-rests',
    `${host} asked us to wait until ${momentText(until)} and is not looked at before; ${otherwise}`,
  );
}
