/** Turns at hosts by the caller's clock: a refusal says when to come back, as simulations with a clock of their own reckon. */
import type { HostSlots, Turn } from '../../src/core/ports.ts';

export type TimedTurn = Extract<Turn, { granted: true }> | { readonly granted: false; readonly at: number };

export function timed(slots: HostSlots) {
  return {
    claim: async (...[host, claimant, now, ...rest]: Parameters<HostSlots['claim']>): Promise<TimedTurn> => {
      const turn = await slots.claim(host, claimant, now, ...rest);
      return turn.granted ? turn : { granted: false, at: now + turn.waitMs };
    },
    withdraw: slots.withdraw,
  };
}
