/** Finds anchors: the name of a venture, a word for one, or a paraphrase such as joint ownership. */

import { inAnyLanguage, wordInAnyLanguage } from '../../text/words/one-of.ts';
import CLAUSES from '../data/founding-clauses.json' with { type: 'json' };
import WORDS from '../data/partner-words.json' with { type: 'json' };
import type { AddAnchor, Anchor, AnchorRule, PairLookup } from '../line/anchor.ts';
import { distance, near, spanOf, stretchOf } from '../line/distance.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { hints, ownsBrands } from './ownership-hints.ts';
import { sharesOf, statesShare, statesStakesInPartners, statesStakesOnly } from './shares.ts';
import { firmWith, sharedWith, sidesOf } from './sides.ts';
import { describesPartner, hasSideAndPartner } from './unnamed-partners.ts';

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

// Anchors per line; more only repeat one another.
const MOST_ANCHORS = 12;

/** Every anchor of the line, the strongest first. */
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
  const ceded = cededToPartner(line, reading);
  if (ceded !== null) add(ceded, 'co-owned', null, WITH_SHARES);
  // "wholly owned" is the opposite of a paraphrased venture, unless shares in the sentence add up to the whole.
  if (line.words.wholly === undefined || sharesOf(line) !== null) {
    paraphrases(line, reading, add);
    hints(line, reading, pairs, add);
  }
  return anchors.sort((a, b) => b.strength - a.strength).slice(0, MOST_ANCHORS);
}

// A sentence without companies can only paraphrase a venture if it has one of these.
const REFERRING: readonly WordClass[] = ['china', 'firm', 'newFirm', 'refer'];
// Nor can a sentence without one of these, unless it has shares of several owners, or a firm with a partner.
const SHARING: readonly WordClass[] = ['coOwn', 'equal', 'joint', 'jointFirm', 'newFirm', 'own'];

// "junto con una compañía", "gemeinsam mit der Firma": a firm at most so many units after the preposition is the partner.
const ENDS_WITH_PREPOSITION = /(?:with|mit|avec|con|com|met|med|dengan|bersama)$/iu;
const PARTNER_REACH = 3;

/** Ventures without a word for one: joint firms, firms set up with a partner, shares that add up to the whole. */
function paraphrases(line: Line, reading: Reading, add: AddAnchor): void {
  const { words } = line;
  if (line.companies.length === 0 && !REFERRING.some((name) => words[name] !== undefined)) return;
  const split = sharesOf(line);
  const withFirm = words.firm === undefined ? null : firmWith(line, reading);
  const pair = twoOwners(line);
  const founded = theirFirm(line);
  if (
    split === null &&
    withFirm === null &&
    pair.length === 0 &&
    founded === undefined &&
    !SHARING.some((name) => words[name] !== undefined)
  )
    return;
  const reach = (units: number): number => Math.round(units * stretchOf(reading));
  const sides = sidesOf(line, reading);
  const china = (words.china?.length ?? 0) > 0;
  if (sides === 0 && !china) return;
  const factor = sides > 0 ? 1 : 0.85;
  for (const at of words.jointFirm ?? []) add(at, 'joint-company', null, factor);
  ownedTogether(line, reading, factor, add);
  const twoSides = sides > 1;
  if (twoSides) for (const at of pair) add(at, 'co-owned', null, WITH_SHARES);
  const isOwnership = (at: Place): boolean =>
    twoSides ||
    near(at, words.firm, reach(12)) ||
    near(at, words.coOwn, reach(8)) ||
    near(at, words.refer, reach(12));
  for (const at of words.equal ?? []) if (isOwnership(at)) add(at, 'equal-shares', null, factor);
  if (split !== null && (isOwnership(split) || near(split, words.own, reach(HELD_REACH))))
    add(split, 'split-shares', null, factor);
  if (!twoSides) {
    foundedWithPartner(line, reading, add);
    return;
  }
  if (words.newFirm !== undefined) {
    const before = reading.lines[line.index - 1];
    const partnerBefore = line.companies.length === 0 && hasSideAndPartner(before, reading.language);
    for (const at of words.newFirm)
      if (!isApposition(at, line)) add(at, 'set-up-company', null, partnerBefore ? WITH_PARTNER : 1);
  }
  if (founded !== undefined) add(founded, 'set-up-together');
  if (withFirm !== null) add(withFirm, 'set-up-company');
  for (const at of words.joint ?? []) {
    // "joint firm", or "société commune", as the Romance adjective comes last.
    // But in "together with the start-up" the firm after the word is the partner, not what is joint.
    const beforePartner = WITH.test(line.text.slice(at.end - line.start));
    const firm = words.firm?.find(
      (f) =>
        f.first - at.last <= (beforePartner ? 0 : reach(3)) && at.first - f.last <= 1 && f.first !== at.first,
    );
    if (firm !== undefined) add(spanOf(at, firm), 'joint-company', null, 0.9);
    const form = words.form?.find((f) => distance(f, at) <= reach(2));
    if (form !== undefined && (words.firm?.length ?? 0) > 0) add(spanOf(at, form), 'set-up-together');
  }
  for (const at of ownsBrands(line) || statesStakesOnly(line) || statesStakesInPartners(line)
    ? []
    : (words.coOwn ?? [])) {
    // Two firms are not what is owned: the "company" of "owned by X, a company that ..." is the owner, the one after "with"
    // is the partner.
    const endsWith = ENDS_WITH_PREPOSITION.test(line.text.slice(0, at.end - line.start));
    const partnerReach = endsWith ? PARTNER_REACH : 0;
    const firm = words.firm?.find(
      (f) =>
        Math.abs(f.first - at.last) <= reach(8) &&
        !isApposition(f, line) &&
        (f.first <= at.last || f.first - at.last > partnerReach),
    );
    if (firm !== undefined) add(spanOf(at, firm), 'co-owned', null, statesShare(line) ? WITH_SHARES : 1);
  }
  const shared = words.firm === undefined ? null : sharedWith(line);
  if (shared !== null) add(shared, 'co-owned', null, WITH_SHARES);
}

const OWNERS = new RegExp(`${inAnyLanguage(WORDS.owners)}$|${inAnyLanguage(WORDS.ownersWithin)}`, 'iu');

/** Mentions of two owners: "its two owners", "both shareholders" */
function twoOwners({ words, text, start }: Line): Place[] {
  return [...(words.both ?? []), ...(words.refer ?? [])].filter((at) =>
    OWNERS.test(text.slice(at.start - start, at.end - start)),
  );
}

const TO_PARTNER = new RegExp(wordInAnyLanguage(WORDS.toPartner), 'iu');

/** "transfers its 50% | holding | to its partner"; null for nothing of the kind, or fewer than two sides. */
function cededToPartner(line: Line, reading: Reading): Place | null {
  const share = line.words.coOwn?.[0] ?? line.words.fraction?.[0];
  if (share === undefined || !statesShare(line) || !TO_PARTNER.test(line.text)) return null;
  return sidesOf(line, reading) >= 2 ? share : null;
}

// "the company they founded", "la société qu'ils ont créée"
const THEY_FOUNDED = new RegExp(inAnyLanguage(CLAUSES.theyFounded), 'iu');

// "the company that X set up with Y"
const FOUNDED_WITH = new RegExp(inAnyLanguage(CLAUSES.foundedWith), 'iu');

/** The firm of such a clause; undefined for none. */
function theirFirm({ words, text, start }: Line): Place | undefined {
  if (words.firm === undefined || words.form === undefined) return undefined;
  const theirs = THEY_FOUNDED.exec(text) ?? FOUNDED_WITH.exec(text);
  return theirs === null ? undefined : words.firm.find((at) => at.start >= start + theirs.index);
}

/** "BYD, una società cinese": the word describes the company before it. */
function isApposition(at: Place, line: Line): boolean {
  return line.companies.some(
    (company) =>
      company.end <= at.start &&
      /^,\s(?:an?\s|eine?\s|une?\s|uma?\s|una?\s)?$/iu.test(
        line.text.slice(company.end - line.start, at.start - line.start),
      ),
  );
}

// "is to hold 60 percent": units between the verb and the shares that add up to the whole.
const HELD_REACH = 6;
// Units between a verb of founding and the firm.
const FOUNDED_REACH = 4;

/** "in Jiangsu it is setting up a plant with a local partner": a firm founded with an unnamed partner, in or from China. */
function foundedWithPartner(line: Line, reading: Reading, add: AddAnchor): void {
  const { words } = line;
  if (words.form === undefined || words.firm === undefined || words.china === undefined) return;
  if (!describesPartner(line, reading.language)) return;
  const firm = words.firm.find((at) => near(at, words.form, FOUNDED_REACH));
  if (firm !== undefined) add(firm, 'set-up-company', null, WITH_PARTNER);
}

// The factor where the partner is mentioned, if not by name.
const WITH_PARTNER = 1.1;

// "own jointly", "that both run", "beiden gehört": units from the verb to "jointly", to "both", and to the firm.
const SHARED_REACH = 2;
const BOTH_REACH = 3;
const FIRM_REACH = 9;

const TOGETHER_IN_ANY = inAnyLanguage(WORDS.together);
const WITH_IN_ANY = inAnyLanguage(WORDS.with);
// "which it runs together with", "insieme a", "společně se": shared with a partner, even if no word for a firm is near.
const WITH_OTHERS = new RegExp(
  String.raw`^\s(?:(?:společně|spolu) se|${TOGETHER_IN_ANY}\s(?:${WITH_IN_ANY}|a))\s`,
  'iu',
);

const WITH = new RegExp(String.raw`^\s${WITH_IN_ANY}\s`, 'iu');

/** Adds what is owned or run jointly, or by "both"; `factor` scales the strength. */
function ownedTogether(line: Line, reading: Reading, factor: number, add: AddAnchor): void {
  const { words } = line;
  const reach = (units: number): number => Math.round(units * stretchOf(reading));
  for (const owning of words.own ?? []) {
    const together = WITH_OTHERS.test(line.text.slice(owning.end - line.start));
    if (!together && !near(owning, words.firm, reach(FIRM_REACH))) continue;
    const joint = words.joint?.find((at) => distance(at, owning) <= reach(SHARED_REACH));
    const both = words.both?.find((at) => distance(at, owning) <= reach(BOTH_REACH));
    const sharing = joint ?? both;
    if (sharing !== undefined)
      add(spanOf(owning, sharing), 'joint-company', null, factor * (joint ? 1 : 0.9));
  }
}

// The factor for words of owning beside a share or a partner.
const WITH_SHARES = 1.2;
