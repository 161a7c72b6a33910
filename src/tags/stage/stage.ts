/** The stage of a venture: the one with most points, which are the weighted sum of its signs. */
import type { Stage } from '../../core/model.ts';
import { STAGES } from '../../core/model.ts';
import weights from '../data/stage-weights.json' with { type: 'json' };
import type { Venture } from '../knowledge/knowledge.ts';
import type { Anchor } from '../line/anchor.ts';
import type { Reading } from '../line/line.ts';
import { type StageSigns, stageSigns, zeros } from './stage-signs.ts';

/**
 * The weight of each sign: words of the stage in the venture's own sentences, in those beside them, in the headline; and
 * `signs`, each of which speaks for one stage only. Fitted by bench/stage-weights.ts.
 */
export interface StageWeights {
  readonly own: Readonly<Record<Stage, number>>;
  readonly beside: Readonly<Record<Stage, number>>;
  readonly headline: Readonly<Record<Stage, number>>;
  readonly signs: Readonly<Record<SignWeight, number>>;
}

/** `SIGN>STAGE`: what the sign adds to the stage's points. */
export const SIGN_WEIGHTS = [
  'always>operating',
  'afterFounding>operating',
  'beforeFounding>signed',
  'building>signed',
  'buildingMore>expanded',
  'foundedLater>signed',
  'foundedBefore>operating',
  'foundedSameYear>signed',
  'founding>signed',
  'formed>signed',
  'ahead>signed',
  'ended>dissolved',
  'future>signed',
  'futureOnly>signed',
  'futureYear>signed',
  'leadMou>mou',
  'more>expanded',
  'restructured>restructured',
  'shareMoves>restructured',
  'undated>operating',
] as const;
export type SignWeight = (typeof SIGN_WEIGHTS)[number];

// The file itself says how the weights were fitted.
const WEIGHTS: StageWeights = weights;

/** The stage at the anchors, which are given best first; `operating` where no sign speaks for another. */
export function stageOf(anchors: readonly Anchor[], venture: Venture | null, reading: Reading): Stage {
  return bestStage(stagePoints(stageSigns(anchors, venture, reading), WEIGHTS));
}

/** The points of each stage, on the arbitrary scale of the weights. */
export function stagePoints(signs: StageSigns, by: StageWeights): Record<Stage, number> {
  const points = zeros();
  for (const stage of STAGES)
    points[stage] =
      qualified(stage, signs) *
      (by.own[stage] * signs.own[stage] +
        by.beside[stage] * signs.beside[stage] +
        by.headline[stage] * signs.headline[stage]);
  for (const name of SIGN_WEIGHTS) {
    const [sign, stage] = name.split('>') as [keyof StageSigns['signs'], Stage];
    points[stage] += by.signs[name] * signs.signs[sign];
  }
  return points;
}

// Factors for the words of a stage beside those of another: see `qualified`.
const UNDER_TALKS = 0.5;
const UNDER_MOU = 0.5;
const UNDER_RUMOUR = 0.6;
const UNDER_END = 0.5;

/**
 * The factor for a stage's words beside others that qualify them: a memorandum is signed, too; talks and rumours are about
 * an agreement; news of an end says when the contract was signed. Talks known from unnamed sources are no mere rumour.
 */
export function qualified(stage: Stage, { own }: StageSigns): number {
  if (stage === 'rumoured') return own.talks > 0 ? UNDER_TALKS : 1;
  if (stage !== 'signed' && stage !== 'operating') return 1;
  const ended = stage === 'signed' && own.dissolved > 0 ? UNDER_END : 1;
  return ended * (own.mou > 0 ? UNDER_MOU : 1) * (own.talks > 0 || own.rumoured > 0 ? UNDER_RUMOUR : 1);
}

function bestStage(points: Readonly<Record<Stage, number>>): Stage {
  let best: Stage = 'operating';
  for (const stage of STAGES) if (points[stage] > points[best] + 1e-9) best = stage;
  return best;
}
