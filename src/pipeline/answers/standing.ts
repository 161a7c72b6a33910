/** Where a venture stands by all that is told of it: reports move it on, a mention in passing does not set it back. Pure. */
import type { Stage } from '../../core/model.ts';
import type { Venture } from '../../tags/knowledge/knowledge.ts';

/** How far a stage is on the way of a venture; null: a change or an end, which may come at any time. */
const REACHED: Readonly<Record<Stage, number | null>> = {
  rumoured: 0,
  talks: 1,
  mou: 2,
  signed: 3,
  approved: 4,
  operating: 5,
  // A venture that was expanded operates as before.
  expanded: 5,
  restructured: null,
  dissolved: null,
};

/** What the ledger says of it as a stage. What is planned is at none that could be told. */
const STAGE_OF: Readonly<Record<NonNullable<Venture['status']>, Stage | null>> = {
  planned: null,
  operating: 'operating',
  restructured: 'restructured',
  dissolved: 'dissolved',
};

/**
 * `told`: stages in the order of their time. One that lies behind what was reached already ("the venture, signed in 2023")
 * is background, and is passed over; a restructuring or a dissolution counts whenever it is told. The ledger's entry is
 * where the reports begin; one that has ended there has ended, whatever is told of its days.
 */
export function standingOf(told: readonly (Stage | null)[], known: Venture | undefined): Stage | null {
  let stands = known?.status === undefined ? null : STAGE_OF[known.status];
  if (stands === 'dissolved' || known?.ended !== undefined) return stands ?? 'dissolved';
  let reached = stands === null ? 0 : (REACHED[stands] ?? REACHED.operating ?? 0);
  for (const stage of told) {
    if (stage === null) continue;
    const far = REACHED[stage];
    if (far !== null && far < reached) continue;
    stands = stage;
    reached = far ?? reached;
  }
  return stands;
}
