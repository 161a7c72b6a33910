/** Resolves two companies of a sentence to a venture of theirs in the ledger, and whether the sentence means that one. */
import { SECTORS } from '../../core/model.ts';
import { inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/another-venture.json' with { type: 'json' };
import { type Company, MAKERS, type Venture } from '../knowledge/knowledge.ts';
import type { PairLookup } from '../line/anchor.ts';
import { monthsBetween, yearOf } from '../line/dates.ts';
import type { CompanyAt, Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { hasWord, SHORT_TEXT } from '../matter/concern.ts';
import { speaksOf } from '../matter/sector.ts';
import { distinct, type Parties } from '../parties/parties.ts';

export interface Pair {
  /** A venture that the two have: even if it is not the one meant, the one meant is likely in the same trade. */
  readonly venture: Venture;
  /** `this`: it is the one meant; `unsure`: they have several that fit; `other`: they are founding one, or have another one. */
  readonly which: 'this' | 'unsure' | 'other';
}

/** A venture of two of the parties in the ledger that fits the sentence by time and sector; null for none. */
export function pairOf(parties: Parties, line: Line, reading: Reading, pairs: PairLookup): Pair | null {
  // Where a venture itself founds another one, the two companies in its name are not the partners of the new one.
  const founder = line.ventures.find((at) => isSide(at.venture, line));
  const among = (companies: readonly CompanyAt[]): Pair | null =>
    pairAmong(companies.slice(0, MOST_SIDES), founder, line, reading, pairs);
  // A company and its parent are one side. First the parent is looked up, then the subsidiary.
  return among(distinct(parties.companies)) ?? among(signatories(parties.companies));
}

function pairAmong(
  companies: readonly CompanyAt[],
  founder: Place | undefined,
  line: Line,
  reading: Reading,
  pairs: PairLookup,
): Pair | null {
  const [whole, ...others] = venturesOfAll(companies, line, reading, pairs);
  if (whole !== undefined && others.length === 0 && !isOfAnother(line))
    return { venture: whole, which: 'this' };
  for (let i = 0; i < companies.length; i++)
    for (let j = i + 1; j < companies.length; j++) {
      if (founder !== undefined && within(companies[i], founder) && within(companies[j], founder)) continue;
      const found = pairs(companies[i]?.company.id ?? '', companies[j]?.company.id ?? '');
      const pair = pairIn(found, line, reading);
      if (pair !== null) return pair;
    }
  return null;
}

/** Which of the ventures that two companies have, given in `found`, the sentence means; null for none. */
function pairIn(found: readonly Venture[], line: Line, reading: Reading): Pair | null {
  // "SAIC-GM, the joint venture of SAIC and GM, will build": a venture that the sentence names is the one meant,
  // whatever else is planned.
  const named = found.find((venture) => line.ventures.some((at) => at.venture === venture));
  if (named !== undefined && !isOfAnother(line)) return { venture: named, which: 'this' };
  const [elsewhere, ...more] = found.filter((venture) => isNamed(venture, reading));
  if (elsewhere !== undefined && more.length === 0 && !isFounded(line) && !isOfAnother(line))
    return { venture: elsewhere, which: 'this' };
  const fitting = found.filter(
    (venture) => fits(venture, line, reading) && !isFoundedElsewhere(venture, line, reading),
  );
  const [first] = fitting;
  if (first === undefined) return null;
  const likely = fitting.filter((venture) => fitsTime(venture, line, reading));
  const [only, second] = likely;
  const other = only === undefined || !namesOwners(only, reading) || isOfAnother(line);
  if (only !== undefined && second === undefined) return { venture: only, which: other ? 'other' : 'this' };
  const mixed = fitting.some(({ ev }) => ev !== first.ev);
  const venture = (mixed && fitting.find(({ ev }) => ev !== 'core')) || first;
  return { venture, which: other ? 'other' : 'unsure' };
}

// Companies of a sentence that are paired.
const MOST_SIDES = 8;

/** One mention of each company, without parents of a named supplier or the like: such a subsidiary signs for itself. */
function signatories(mentions: readonly CompanyAt[]): CompanyAt[] {
  const named = [...new Map(mentions.toReversed().map((at) => [at.company.id, at])).values()].toReversed();
  const owners = new Set(
    named.flatMap(({ company: { kind, parent } }) => (MAKERS.includes(kind) ? [] : (parent ?? []))),
  );
  return named.filter(({ company }) => !owners.has(company.id));
}

/** For three or more companies: the ventures whose partners are exactly these. */
function venturesOfAll(
  companies: readonly CompanyAt[],
  line: Line,
  reading: Reading,
  pairs: PairLookup,
): Venture[] {
  const [first, second, third] = companies;
  if (first === undefined || second === undefined || third === undefined) return [];
  return pairs(first.company.id, second.company.id).filter(
    (venture) =>
      venture.partners.length === companies.length &&
      companies.every(({ company }) => isPartner(venture, company)) &&
      fits(venture, line, reading) &&
      fitsTime(venture, line, reading),
  );
}

/** True when the article names the venture anywhere. */
function isNamed(venture: Venture, { lines }: Reading): boolean {
  return lines.some(({ ventures }) => ventures.some((at) => at.venture === venture));
}

/** "set up a joint venture": the sentence founds a new one, not that named elsewhere. */
function isFounded(line: Line): boolean {
  return isIndefinite(line) || (isFounding(line) && !DEFINITE.test(line.text));
}

const DEFINITE =
  /[这該该這][家个個]|この|해당|同社|\b(?:the|this|their) (?:joint )?(?:venture|company|firm)\b/iu;

const FOUNDING: readonly WordClass[] = ['newFirm', 'jointFirm', 'equal', 'venture'];

/** True when a venture is itself a side: "BMW Brilliance and Mercedes will found a company", or own one half each. */
export function isSide(venture: Venture, line: Line): boolean {
  const founds =
    FOUNDING.some((name) => hasWord(line, name)) || (hasWord(line, 'form') && hasWord(line, 'firm'));
  const owned = hasWord(line, 'equal') && hasWord(line, 'venture');
  if (!owned && (!founds || !hasWord(line, 'form'))) return false;
  const outsiders = line.companies.filter((at) => !at.inVenture && !isPartner(venture, at.company));
  return outsiders.some((at) => at.company.kind !== 'brand');
}

function within(at: CompanyAt | undefined, venture: Place): boolean {
  return at !== undefined && venture.start <= at.start && at.end <= venture.end;
}

/**
 * False for a venture that was founded more than two years after publication, or whose sector does not fit the lines around:
 * a battery venture is mentioned with batteries.
 */
function fits(venture: Venture, line: Line, reading: Reading): boolean {
  if (
    reading.year !== null &&
    venture.founded !== undefined &&
    Number(venture.founded.slice(0, 4)) > reading.year + 2
  )
    return false;
  const near = [line, reading.lines[line.index - 1], reading.lines[line.index + 1], reading.lines[0]].filter(
    (other) => other !== undefined,
  );
  if (venture.sector === 'other' || near.some((other) => speaksOf(other, venture.sector))) return true;
  // The lines around are about another sector.
  if (near.some(speaksOfAny)) return false;
  if (reading.lines.some((other) => speaksOf(other, venture.sector))) return true;
  // A headline with a line below it may say no more than who the two are.
  const onlyWho = reading.lines.length <= SHORT_TEXT && !reading.lines.some(speaksOfAny);
  return onlyWho && distinct(line.companies).length === 2;
}

const speaksOfAny = (line: Line): boolean => SECTORS.some((sector) => speaksOf(line, sector));

/** True when the article names those who hold at least half of it: two of its three owners may have another one of their own. */
function namesOwners({ partners }: Venture, reading: Reading): boolean {
  const unnamed = partners.filter(
    ({ company: id }) =>
      !reading.lines.some(({ companies }) =>
        companies.some(({ company }) => company.id === id || company.parent === id),
      ),
  );
  return unnamed.reduce((sum, { stake = 0 }) => sum + stake, 0) <= 50;
}

const PLANNING: readonly WordClass[] = ['approved', 'mou', 'planned', 'signed', 'talks'];
const ENDING: readonly WordClass[] = ['dissolved', 'restructured'];
// Months between a founding and the news of it, at most.
const FOUNDING_MONTHS = 18;

// Line after the last one of the lead.
const LEAD_END = 3;
// Months after its founding, from which news of a founding means the ledger's venture only if its country or place is mentioned.
const FOUNDED_MONTHS = 6;

/** True for news of a founding half a year after the venture's own, without its country or place: it is of another one. */
function isFoundedElsewhere(venture: Venture, line: Line, reading: Reading): boolean {
  const age = monthsBetween(venture.founded, reading.month);
  if (age === null || age <= FOUNDED_MONTHS) return false;
  if (![line, ...reading.lines.slice(0, LEAD_END)].some(isFounding)) return false;
  const names = [venture.place ?? [], stemOfCountry(venture.country, reading.language)].flat();
  return !reading.lines.some(
    ({ text, words }) =>
      (venture.country === 'CN' && words.china !== undefined) || names.some((name) => text.includes(name)),
  );
}

// "Бразилия", "в Бразилии": letters at the end that inflection may change; and the shortest stem.
const INFLECTED = 2;
const STEM = 4;

/** The country's name in the language, without its ending. */
function stemOfCountry(code: string, language: string | null): string {
  const name = new Intl.DisplayNames([language ?? 'en'], { type: 'region' }).of(code) ?? code;
  return name.slice(0, Math.max(STEM, name.length - INFLECTED));
}

/** True when publication fits the founding: near it for news of a founding, not long before it for any other. */
function fitsTime(venture: Venture, line: Line, reading: Reading): boolean {
  const founded = yearOf(venture.founded);
  if (founded === null || reading.year === null) return true;
  // Months since the founding; where only years are known, with an error of months.
  const age = monthsBetween(venture.founded, reading.month) ?? (reading.year - founded) * 12;
  // A headline may leave it to the first sentences to say that one is being founded.
  const founding = line.field === 'title' ? [line, ...reading.lines.slice(1, LEAD_END)] : [line];
  return founding.some(isFounding) ? Math.abs(age) <= FOUNDING_MONTHS : age >= -FOUNDING_MONTHS;
}

function isFounding(line: Line): boolean {
  return (
    (hasWord(line, 'form') || isIndefinite(line)) &&
    FOUNDING.some((name) => name !== 'equal' && hasWord(line, name)) &&
    PLANNING.some((name) => hasWord(line, name)) &&
    !ENDING.some((name) => hasWord(line, name))
  );
}

// Before "venture": "in talks about a joint venture"
const INDEFINITE = /(?:^|[\s"“„«'’])(?:an?|eine?[mnrs]?|une|una|uma|een)\s(?:[^\s,;.:]+\s){0,2}$/iu;

function isIndefinite({ text, start, words }: Line): boolean {
  return (words.venture ?? []).some((at) => INDEFINITE.test(text.slice(0, at.start - start)));
}

// "another joint venture", "ein weiteres Gemeinschaftsunternehmen", "第二家合资公司".
const ANOTHER = new RegExp(
  String.raw`(?:^|[^\p{L}])${inAnyLanguage(WORDS.another)}\s(?:\S+\s){0,2}$|${inAnyLanguage(WORDS.anotherWithin)}$`,
  'iu',
);

/** True when the sentence says that the venture is another one than those known. */
function isOfAnother({ text, start, words }: Line): boolean {
  return [...(words.venture ?? []), ...(words.jointFirm ?? [])].some((at) =>
    ANOTHER.test(text.slice(0, at.start - start)),
  );
}

/** True when the company, or its parent, is a partner of the venture. */
export function isPartner(venture: Venture, company: Company): boolean {
  return venture.partners.some(
    (partner) => partner.company === company.id || partner.company === company.parent,
  );
}
