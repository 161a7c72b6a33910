/** The current stage of a venture by all reports of it: they move it on, a mention of an earlier stage does not set it back. Pure. */
import type { Stage } from '../../core/model.ts';
import type { Venture } from '../../tags/knowledge/knowledge.ts';

/** How far along a stage is; null for a change or an end, which may come at any time. */
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

/** The ledger's status as a stage; a planned venture may be at any. */
const STAGE_OF: Readonly<Record<NonNullable<Venture['status']>, Stage | null>> = {
  planned: null,
  operating: 'operating',
  restructured: 'restructured',
  dissolved: 'dissolved',
};

/**
 * `reported`: stages in order of time. A stage before the one already reached ("the venture, signed in 2023") is background
 * and is ignored; a restructuring or a dissolution always counts. The ledger's status is the starting point; a venture that
 * has ended there has ended, whatever articles still say about it.
 */
export function standingOf(reported: readonly (Stage | null)[], known: Venture | undefined): Stage | null {
  let stands = known?.status === undefined ? null : STAGE_OF[known.status];
  if (stands === 'dissolved' || known?.ended !== undefined) return stands ?? 'dissolved';
  let reached = stands === null ? 0 : (REACHED[stands] ?? REACHED.operating ?? 0);
  for (const stage of reported) {
    if (stage === null) continue;
    const far = REACHED[stage];
    if (far !== null && far < reached) continue;
    stands = stage;
    reached = far ?? reached;
  }
  return stands;
}
