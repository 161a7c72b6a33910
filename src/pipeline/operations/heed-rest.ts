/** A host that asked to be left alone is not asked by hand either, when an address of it is to be looked at. */
import { OperationError } from '../../core/errors.ts';
import { momentText } from '../../text/shown/time-text.ts';
import type { OperationStore } from './operation-store.ts';

/** Throws OperationError `host-rests`; `otherwise` says what can be done instead. */
export function refuseWhileItRests(
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
