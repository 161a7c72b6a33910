/**
 * Fits the weights of src/tags/data/stage-weights.json on the labelled articles and prints them as JSON (stdout), and the
 * accuracy before, after, and in five-fold cross-validation (stderr). Run: node bench/stage-weights.ts
 */
import { STAGES, type Stage } from '../src/core/model.ts';
import start from '../src/tags/data/stage-weights.json' with { type: 'json' };
import { loadKnowledge } from '../src/tags/knowledge/knowledge.ts';
import { nameTable } from '../src/tags/names/names.ts';
import { readArticle } from '../src/tags/reading.ts';
import { scoreArticle } from '../src/tags/scoring/score.ts';
import { qualified, SIGN_WEIGHTS, type StageWeights, stagePoints } from '../src/tags/stage/stage.ts';
import { type StageSigns, stageSigns } from '../src/tags/stage/stage-signs.ts';
import { pairLookup } from '../src/tags/tag.ts';
import { ventureGroups } from '../src/tags/venture/venture.ts';
import { labelledArticles } from './labelled-articles.ts';

interface Row {
  readonly signs: StageSigns;
  readonly stage: Stage;
  readonly set: string;
}

// Regularisation towards the initial weights: few articles must not move one far.
const PULL = 0.001;
const STEPS = 1500;
const RATE = 0.05;
// Points to log-odds.
const SHARPNESS = 2;
const FOLDS = 5;

// Initial weights, before any article: words of rare stages are rarer themselves and prove more.
const ORIGIN = { own: 1.5, beside: 0.5, headline: 1, sign: 0.5 };
const RARER: Readonly<Partial<Record<Stage, number>>> = {
  talks: 1.3,
  mou: 1.5,
  approved: 1.5,
  operating: 0.7,
  restructured: 1.4,
  dissolved: 1.5,
};

type Flat = number[];
const PARTS = ['own', 'beside', 'headline'] as const;

function unflatten(flat: Flat): StageWeights {
  const take = <K extends string>(keys: readonly K[], from: number): Record<K, number> =>
    Object.fromEntries(keys.map((key, i) => [key, Math.round((flat[from + i] ?? 0) * 100) / 100])) as Record<
      K,
      number
    >;
  const size = STAGES.length;
  return {
    own: take(STAGES, 0),
    beside: take(STAGES, size),
    headline: take(STAGES, 2 * size),
    signs: take(SIGN_WEIGHTS, 3 * size),
  };
}

/** How the points of each stage change with each weight: the value of its sign. */
function slopes({ signs }: Row): { weight: number; stage: number; value: number }[] {
  const found: { weight: number; stage: number; value: number }[] = [];
  PARTS.forEach((part, p) => {
    STAGES.forEach((stage, s) => {
      const value = signs[part][stage] * qualified(stage, signs);
      if (value !== 0) found.push({ weight: p * STAGES.length + s, stage: s, value });
    });
  });
  SIGN_WEIGHTS.forEach((name, i) => {
    const [sign, stage] = name.split('>') as [keyof StageSigns['signs'], Stage];
    const value = signs.signs[sign];
    if (value !== 0) found.push({ weight: 3 * STAGES.length + i, stage: STAGES.indexOf(stage), value });
  });
  return found;
}

function origins(): Flat {
  const own = PARTS.flatMap((part) => STAGES.map((stage) => ORIGIN[part] * (RARER[stage] ?? 1)));
  return [...own, ...SIGN_WEIGHTS.map(() => ORIGIN.sign)];
}

function fit(rows: readonly Row[]): StageWeights {
  const origin = origins();
  const flat = [...origin];
  const prepared = rows.map((row) => ({ row: STAGES.indexOf(row.stage), slopes: slopes(row) }));
  for (let step = 0; step < STEPS; step++) {
    const gradient = flat.map((value, i) => PULL * (value - (origin[i] ?? 0)) * rows.length);
    for (const { row, slopes: list } of prepared) {
      const points = new Array<number>(STAGES.length).fill(0);
      for (const { weight, stage, value } of list)
        points[stage] = (points[stage] ?? 0) + value * (flat[weight] ?? 0);
      const top = Math.max(...points);
      const odds = points.map((value) => Math.exp(SHARPNESS * (value - top)));
      const sum = odds.reduce((a, b) => a + b, 0);
      for (const { weight, stage, value } of list)
        gradient[weight] =
          (gradient[weight] ?? 0) + SHARPNESS * value * ((odds[stage] ?? 0) / sum - (stage === row ? 1 : 0));
    }
    for (let i = 0; i < flat.length; i++)
      flat[i] = Math.max(0, (flat[i] ?? 0) - (RATE * 20 * (gradient[i] ?? 0)) / rows.length / 4);
  }
  return unflatten(flat);
}

function rightShare(rows: readonly Row[], weights: StageWeights): number {
  const right = rows.filter(({ signs, stage }) => {
    const points = stagePoints(signs, weights);
    return STAGES.every((other) => other === stage || points[stage] > points[other]);
  });
  return right.length / Math.max(1, rows.length);
}

function readRows(): Row[] {
  const knowledge = loadKnowledge();
  const names = nameTable(knowledge);
  const pairs = pairLookup(knowledge);
  return labelledArticles().flatMap(({ set, input, stage }) => {
    if (stage === null) return [];
    const reading = readArticle(input, names);
    const group = ventureGroups(scoreArticle(reading, pairs).filter((one) => one.score >= 0.3))[0];
    if (group === undefined) return [];
    return [
      {
        set,
        stage,
        signs: stageSigns(
          group.scored.map((one) => one.anchor),
          group.venture,
          reading,
        ),
      },
    ];
  });
}

const rows = readRows();
let held = 0;
for (let fold = 0; fold < FOLDS; fold++) {
  const trained = fit(rows.filter((_, i) => i % FOLDS !== fold));
  const test = rows.filter((_, i) => i % FOLDS === fold);
  held += rightShare(test, trained) * test.length;
}
const fitted = fit(rows);
for (const set of new Set(rows.map((row) => row.set)))
  process.stderr.write(
    `${set}: ${rightShare(
      rows.filter((row) => row.set === set),
      fitted,
    ).toFixed(3)}\n`,
  );
process.stderr.write(
  `${rows.length} articles: ${rightShare(rows, start).toFixed(3)} as they were, ${rightShare(rows, fitted).toFixed(3)} fitted, ${(held / rows.length).toFixed(3)} in cross-validation\n`,
);
process.stdout.write(`${JSON.stringify(fitted, null, 2)}\n`);
