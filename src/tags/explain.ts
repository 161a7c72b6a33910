/** Explains a tagging: the mentions found, the rules that fired, those that nearly did and what they lacked. */
import type { TagInput } from '../core/model.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Line, Place, Reading } from './line/line.ts';
import { WORD_CLASSES, type WordClass } from './line/vocabulary.ts';
import { nameTable } from './names/names.ts';
import { readArticle } from './reading.ts';
import { rulesVersion } from './rules-version.ts';
import { confidenceOf } from './scoring/confidence.ts';
import { type Scored, scoreArticle, THRESHOLD } from './scoring/score.ts';
import { pairLookup } from './tag.ts';

/** A mention with its UTF-16 offsets in the field. */
export interface ExplainedMention {
  readonly kind: 'company' | 'venture' | 'word';
  /** The class of a word: `ev`, `joint`, `signed`, `negation` ...; null for companies and ventures. */
  readonly says: WordClass | null;
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Id of a company or venture; null for words, and for a company that the knowledge does not have. */
  readonly id: string | null;
}

export type ScorePart = 'venture' | 'chinese' | 'electric' | 'standing';

/** An anchor that a rule found, with the parts whose product is its score. */
export interface ExplainedRule {
  readonly rule: string;
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly sentence: string;
  readonly score: number;
  readonly parts: Readonly<Record<ScorePart, number>>;
  readonly why: readonly string[];
  readonly ventureId: string | null;
  /** The weakest part, when the score stayed below the threshold; null when the rule fired. */
  readonly missing: ScorePart | null;
}

/** A sentence without any anchor that has some of the signs of a venture. */
export interface ExplainedSentence {
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly has: readonly string[];
  readonly missing: readonly string[];
}

export interface Explanation {
  readonly tagged: boolean;
  readonly confidence: number;
  readonly score: number;
  readonly threshold: number;
  readonly rulesVersion: string;
  readonly language: string | null;
  readonly mentions: readonly ExplainedMention[];
  /** Those that reach the threshold, and those that do not; best first. */
  readonly fired: readonly ExplainedRule[];
  readonly nearly: readonly ExplainedRule[];
  /** The sentences without any anchor that come closest to one. */
  readonly sentences: readonly ExplainedSentence[];
}

const MOST_MENTIONS = 2_000;
const MOST_RULES = 40;
const MOST_SENTENCES = 5;

/** An explainer for the knowledge given, to be built once. It returns plain JSON and never throws. */
export function createExplainer(knowledge: Knowledge): (input: TagInput) => Explanation {
  const names = nameTable(knowledge);
  const pairs = pairLookup(knowledge);
  const version = rulesVersion(knowledge);
  return (input) => {
    const reading = readArticle(input, names);
    const scored = scoreArticle(reading, pairs);
    const score = scored[0]?.score ?? 0;
    const rules = scored.slice(0, MOST_RULES).map(explainRule);
    return {
      tagged: score >= THRESHOLD,
      confidence: confidenceOf(score),
      score,
      threshold: THRESHOLD,
      rulesVersion: version,
      language: reading.language,
      mentions: mentionsOf(reading),
      fired: rules.filter((rule) => rule.missing === null),
      nearly: rules.filter((rule) => rule.missing !== null),
      sentences: closest(reading, new Set(scored.map((one) => one.anchor.line))),
    };
  };
}

function explainRule({ anchor, parts, why, score, venture }: Scored): ExplainedRule {
  const { line } = anchor;
  const order: readonly ScorePart[] = ['venture', 'chinese', 'electric', 'standing'];
  const weakest = order.reduce((low, part) => (parts[part] < parts[low] ? part : low));
  return {
    rule: anchor.rule,
    field: line.field,
    start: anchor.start,
    end: anchor.end,
    text: line.text.slice(anchor.start - line.start, anchor.end - line.start),
    sentence: line.text,
    score,
    parts,
    why,
    ventureId: venture?.id ?? null,
    missing: score >= THRESHOLD ? null : weakest,
  };
}

function mentionsOf(reading: Reading): ExplainedMention[] {
  const found: ExplainedMention[] = [];
  const add = (line: Line, { start, end }: Place, what: Pick<ExplainedMention, 'kind' | 'says' | 'id'>) => {
    if (found.length >= MOST_MENTIONS) return;
    const text = line.text.slice(start - line.start, end - line.start);
    found.push({ ...what, field: line.field, start, end, text });
  };
  for (const line of reading.lines) {
    for (const at of [...line.companies, ...line.bystanders])
      add(line, at, { kind: 'company', says: null, id: at.company.id });
    for (const at of line.unlisted) add(line, at, { kind: 'company', says: null, id: null });
    for (const at of line.ventures) add(line, at, { kind: 'venture', says: null, id: at.venture.id });
    for (const says of WORD_CLASSES)
      for (const at of line.words[says] ?? []) add(line, at, { kind: 'word', says, id: null });
  }
  return found;
}

/** The sentences with most of these signs, at least two: two sides, China, electric cars, joint ownership. */
function closest(reading: Reading, taken: ReadonlySet<Line>): ExplainedSentence[] {
  return reading.lines
    .filter((line) => !taken.has(line))
    .map((line) => ({ line, signs: signsOf(line) }))
    .filter(({ signs }) => signs.filter(([, there]) => there).length >= 2)
    .sort((a, b) => count(b.signs) - count(a.signs) || a.line.index - b.line.index)
    .slice(0, MOST_SENTENCES)
    .map(({ line, signs }) => ({
      field: line.field,
      start: line.start,
      end: line.end,
      sentence: line.text,
      has: signs.filter(([, there]) => there).map(([name]) => name),
      missing: ['venture', ...signs.filter(([, there]) => !there).map(([name]) => name)],
    }));
}

type Sign = readonly [name: string, there: boolean];

function count(signs: readonly Sign[]): number {
  return signs.filter(([, there]) => there).length;
}

function signsOf({ companies, unlisted, words }: Line): readonly Sign[] {
  const has = (name: (typeof WORD_CLASSES)[number]): boolean => (words[name]?.length ?? 0) > 0;
  const countries = new Set(companies.map((at) => at.company.country));
  return [
    [
      'two sides',
      new Set([...companies.map((at) => at.company.id), ...unlisted.map(({ name }) => name)]).size >= 2,
    ],
    [
      'China',
      has('china') || countries.has('CN') || countries.has('HK') || unlisted.some(({ chinese }) => chinese),
    ],
    ['electric', has('ev') || has('battery') || has('charging') || has('drive')],
    ['ownership', has('coOwn') || has('joint') || has('newFirm') || has('rest')],
  ];
}
