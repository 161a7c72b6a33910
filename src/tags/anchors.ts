/** Finds the places where a text speaks of a venture: its name, a word for one, or joint ownership put in other words. */

import type { AddAnchor, Anchor, AnchorRule, PairLookup } from './anchor.ts';
import { CJK_STRETCH, distance, near, spanOf } from './distance.ts';
import { isChinese } from './knowledge.ts';
import type { Line, Place, Reading } from './line.ts';
import { hints } from './ownership-hints.ts';
import { sharesOf, statesShare } from './shares.ts';
import { namesUnknownCompany } from './unknown-partners.ts';
import type { WordClass } from './vocabulary.ts';

// How surely each wording means a venture; set on the tuning half of the development set.
const STRENGTH: Readonly<Record<AnchorRule, number>> = {
  'named-venture': 1,
  'venture-word': 1,
  'venture-noun': 0.85,
  'joint-company': 0.85,
  'set-up-company': 0.75,
  'set-up-together': 0.75,
  'equal-shares': 0.85,
  'split-shares': 0.9,
  'co-owned': 0.7,
  'known-partners': 0.85,
  'owners-told': 0.75,
};

// More in one sentence only repeat one another.
const MOST_ANCHORS = 12;

/** Every place of the line that may mean a venture, surest first. */
export function anchorsOf(line: Line, reading: Reading, pairs: PairLookup): Anchor[] {
  const anchors: Anchor[] = [];
  const add: AddAnchor = (place, rule, venture = null, factor = 1) => {
    const { start, end, first, last } = place;
    anchors.push({ line, start, end, first, last, rule, venture, strength: STRENGTH[rule] * factor });
  };
  for (const at of line.ventures) add(at, 'named-venture', at.venture);
  for (const at of line.words.venture ?? []) add(at, 'venture-word');
  for (const at of line.words.ventureWeak ?? [])
    if (!near(at, line.words.venture, 0)) add(at, 'venture-noun');
  // One owner only: the opposite of a venture told in other words.
  if ((line.words.wholly?.length ?? 0) === 0) {
    paraphrases(line, reading, add);
    hints(line, reading, pairs, add);
  }
  return anchors.sort((a, b) => b.strength - a.strength).slice(0, MOST_ANCHORS);
}

// Nor without anybody who may be in one.
const SPEAKING: readonly WordClass[] = ['china', 'firm', 'newFirm', 'refer'];
// Without one of these, or shares, a sentence cannot tell of a venture in other words.
const TELLING: readonly WordClass[] = ['coOwn', 'equal', 'firm', 'joint', 'jointFirm', 'newFirm', 'own'];

/** Ventures told without a word for one: joint firms, firms set up with somebody, shares that make a whole. */
function paraphrases(line: Line, reading: Reading, add: AddAnchor): void {
  const { words } = line;
  if (line.companies.length === 0 && !SPEAKING.some((name) => words[name] !== undefined)) return;
  const split = sharesOf(line);
  if (split === null && !TELLING.some((name) => words[name] !== undefined)) return;
  const reach = (units: number): number => (reading.cjk ? Math.round(units * CJK_STRETCH) : units);
  const named = sides(line, reading);
  const china = (words.china?.length ?? 0) > 0;
  if (named === 0 && !china) return;
  const told = named > 0 ? 1 : 0.85;
  for (const at of words.jointFirm ?? []) add(at, 'joint-company', null, told);
  ownedTogether(line, reading, told, add);
  const owners = named > 1;
  const owning = (at: Place): boolean =>
    owners ||
    near(at, words.firm, reach(12)) ||
    near(at, words.coOwn, reach(8)) ||
    near(at, words.refer, reach(12));
  for (const at of words.equal ?? []) if (owning(at)) add(at, 'equal-shares', null, told);
  if (split !== null && owning(split)) add(split, 'split-shares', null, told);
  if (!owners) return;
  for (const at of words.newFirm ?? []) add(at, 'set-up-company');
  const withFirm = firmWith(line, reading);
  if (withFirm !== null) add(withFirm, 'set-up-company');
  for (const at of words.joint ?? []) {
    // "joint firm", "société commune": in Romance languages what is joint comes last.
    const firm = words.firm?.find(
      (f) => f.first - at.last <= reach(3) && at.first - f.last <= 1 && f.first !== at.first,
    );
    if (firm !== undefined) add(spanOf(at, firm), 'joint-company', null, 0.9);
    const form = words.form?.find((f) => distance(f, at) <= reach(2));
    if (form !== undefined && (words.firm?.length ?? 0) > 0) add(spanOf(at, form), 'set-up-together');
  }
  for (const at of words.coOwn ?? []) {
    const firm = words.firm?.find((f) => Math.abs(f.first - at.last) <= reach(8));
    if (firm !== undefined) add(spanOf(at, firm), 'co-owned', null, statesShare(line) ? WITH_SHARES : 1);
  }
}

// "own jointly", "that both run", "beiden gehört": so many units between the verb and who shares it.
const SHARED_REACH = 2;
const BOTH_REACH = 3;
const FIRM_REACH = 9;

/** A firm that is owned or run jointly, or by both of those spoken of. */
function ownedTogether(line: Line, reading: Reading, told: number, add: AddAnchor): void {
  const { words } = line;
  const reach = (units: number): number => (reading.cjk ? Math.round(units * CJK_STRETCH) : units);
  for (const owning of words.own ?? []) {
    if (!near(owning, words.firm, reach(FIRM_REACH))) continue;
    const joint = words.joint?.find((at) => distance(at, owning) <= reach(SHARED_REACH));
    const both = words.both?.find((at) => distance(at, owning) <= reach(BOTH_REACH));
    const sharing = joint ?? both;
    if (sharing !== undefined) add(spanOf(owning, sharing), 'joint-company', null, told * (joint ? 1 : 0.9));
  }
}

// Words of owning are surer with a share beside them.
const WITH_SHARES = 1.2;

// "its outfit with Horizon", "eine Firma mit BYD"
const FIRM_WITH = /^\s(?:with|mit|avec|con|com)\s[^,;.]{0,24}$/iu;
// "opens a firm with it": the other company of the sentence.
const WITH_IT =
  /^\s(?:with (?:it|them)|mit (?:ihm|ihr|ihnen)|avec (?:lui|elle|eux)|con (?:él|ella|ellos|lui|lei|essa|esso|loro)|com (?:ele|ela|eles|elas))(?!\p{L})/iu;

/** The first firm of the line that somebody has "with" a named company; null for none. */
function firmWith(line: Line, reading: Reading): Place | null {
  const reach = reading.cjk ? Math.round(4 * CJK_STRETCH) : 4;
  for (const firm of line.words.firm ?? []) {
    if (WITH_IT.test(line.text.slice(firm.end - line.start))) return firm;
    const partner = line.companies.find((c) => c.first > firm.last && c.first - firm.last <= reach);
    if (partner === undefined) continue;
    const between = line.text.slice(firm.end - line.start, partner.start - line.start);
    if (FIRM_WITH.test(between)) return spanOf(firm, partner);
  }
  return null;
}

/**
 * How many sides the line names: its own companies, or those of the sentences before when it says "the two",
 * "each", "both partners"; of the sentence just before when it goes on about a firm and its owners.
 */
function sides(line: Line, reading: Reading): number {
  const { words } = line;
  const ids = new Set(line.companies.map((at) => at.company.id));
  if (ids.size >= 2) return ids.size;
  if (
    ids.size === 1 &&
    !reading.cjk &&
    SHARING.some((name) => words[name] !== undefined) &&
    namesUnknownCompany(line)
  )
    return 2;
  const has = (name: WordClass): boolean => (words[name]?.length ?? 0) > 0;
  const refers = has('refer');
  const goesOn =
    has('newFirm') ||
    (has('firm') && (OWNING.some(has) || statesShare(line) || firmWith(line, reading) !== null));
  if (!refers && !goesOn) return ids.size;
  const title = reading.lines[0];
  const before = reading.lines[line.index - 1];
  const sources = refers || line.index <= 2 ? [before, reading.lines[line.index - 2], title] : [before];
  // The other side is sought there: a second company of the same country is more often a bystander.
  const [own] = line.companies;
  for (const other of sources)
    for (const at of other?.companies ?? [])
      if (refers || own === undefined || isChinese(own.company) !== isChinese(at.company))
        ids.add(at.company.id);
  return ids.size;
}

const SHARING: readonly WordClass[] = ['both', 'coOwn', 'equal', 'joint', 'newFirm', 'own'];
const OWNING: readonly WordClass[] = ['coOwn', 'equal', 'form', 'jointFirm', 'rest'];
