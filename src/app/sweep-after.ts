/** Sweeps as soon as a command may have made something due, instead of at the next interval. */
import type { OperationName, Operations } from '../core/operations.ts';

/** Whether an operation may make something due. Every operation is listed, so that none is forgotten. */
const MAKES_WORK: Readonly<Record<OperationName, boolean>> = {
  run: true,
  ingest: true,
  'feeds.add': true,
  'feeds.import': true,
  'feeds.enable': true,
  'feeds.disable': false,
  // It is asked at its new address at once.
  'feeds.move': true,
  'feeds.remove': false,
  'jobs.list': false,
  // It follows its jobs itself.
  'jobs.retry': false,
  'jobs.pause': false,
  'jobs.resume': true,
  'jobs.clean': false,
  retag: false,
  reextract: false,
  cluster: false,
  'story.merge': false,
  'story.split': false,
  'tokens.create': false,
  'tokens.list': false,
  'tokens.revoke': false,
  'searches.save': false,
  'searches.remove': false,
  // An alert has no news before it was added.
  'alerts.add': false,
  'alerts.test': false,
  'alerts.pause': false,
  'alerts.resume': true,
  'alerts.retry': true,
  'alerts.remove': false,
  prune: false,
  migrate: false,
  status: false,
};

export function sweepingAfter(
  operations: Pick<Operations, 'call'>,
  sweep: () => Promise<void>,
): Pick<Operations, 'call'> {
  return {
    call: async (name, given, options) => {
      const result = await operations.call(name, given, options);
      if (MAKES_WORK[name]) await sweep();
      return result;
    },
  };
}
