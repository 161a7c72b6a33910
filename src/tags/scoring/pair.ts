/** Which venture of the ledger two companies of a sentence may have, and whether it is the one that the sentence speaks of. */
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
  /** What the two are known for: its matter is likely theirs here, too. */
  readonly venture: Venture;
  /** `this`: it is the one spoken of; `unsure`: they have several that fit; `other`: they found one, or have another one. */
  readonly which: 'this' | 'unsure' | 'other';
}

/** A venture of the ledger that fits the sentence's time and sector, by two of the companies in it; null for none. */
export function pairOf(parties: Parties, line: Line, reading: Reading, pairs: PairLookup): Pair | null {
  // A venture that founds another stands for its own partners: the pair within its name is not the new one's.
  const founder = line.ventures.find((at) => isSide(at.venture, line));
  const among = (companies: readonly CompanyAt[]): Pair | null =>
    pairAmong(companies.slice(0, MOST_SIDES), founder, line, reading, pairs);
  // A company and its owner are one side; where the owner has no such venture, its subsidiary may.
  return among(distinct(parties.companies)) ?? among(signing(parties.companies));
}

function pairAmong(
  companies: readonly CompanyAt[],
  founder: Place | undefined,
  line: Line,
  reading: Reading,
  pairs: PairLookup,
): Pair | null {
  const [whole, ...others] = venturesOfAll(companies, line, reading, pairs);
  if (whole !== undefined && others.length === 0 && !tellsOfAnother(line))
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

/** Which of the ventures that two companies have. */
function pairIn(found: readonly Venture[], line: Line, reading: Reading): Pair | null {
  // "SAIC-GM, the joint venture of SAIC and GM, will build": what is planned is not a venture.
  const named = found.find((venture) => line.ventures.some((at) => at.venture === venture));
  if (named !== undefined && !tellsOfAnother(line)) return { venture: named, which: 'this' };
  const [elsewhere, ...more] = found.filter((venture) => isNamed(venture, reading));
  if (elsewhere !== undefined && more.length === 0 && !isFounded(line) && !tellsOfAnother(line))
    return { venture: elsewhere, which: 'this' };
  const fitting = found.filter(
    (venture) => fits(venture, line, reading) && !isFoundedElsewhere(venture, line, reading),
  );
  const [first] = fitting;
  if (first === undefined) return null;
  const likely = fitting.filter((venture) => fitsTime(venture, line, reading));
  const [only, second] = likely;
  const other = only === undefined || !namesOwners(only, reading) || tellsOfAnother(line);
  if (only !== undefined && second === undefined) return { venture: only, which: other ? 'other' : 'this' };
  const mixed = fitting.some(({ ev }) => ev !== first.ev);
  const venture = (mixed && fitting.find(({ ev }) => ev !== 'core')) || first;
  return { venture, which: other ? 'other' : 'unsure' };
}

// Sides of a sentence that are looked at.
const MOST_SIDES = 8;

/** One mention of each company, without those whose subsidiary is told and is no maker or brand: it signs. */
function signing(mentions: readonly CompanyAt[]): CompanyAt[] {
  const named = [...new Map(mentions.toReversed().map((at) => [at.company.id, at])).values()].toReversed();
  const owners = new Set(
    named.flatMap(({ company: { kind, parent } }) => (MAKERS.includes(kind) ? [] : (parent ?? []))),
  );
  return named.filter(({ company }) => !owners.has(company.id));
}

/** Of three sides or more: the ventures that have them all, and nobody who is not told. */
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

/** The article has the venture's own name somewhere. */
function isNamed(venture: Venture, { lines }: Reading): boolean {
  return lines.some(({ ventures }) => ventures.some((at) => at.venture === venture));
}

/** "set up a joint venture": one that is not the one named elsewhere. */
function isFounded(line: Line): boolean {
  return isIndefinite(line) || (isFounding(line) && !DEFINITE.test(line.text));
}

const DEFINITE =
  /[这該该這][家个個]|この|해당|同社|\b(?:the|this|their) (?:joint )?(?:venture|company|firm)\b/iu;

const FOUNDING: readonly WordClass[] = ['newFirm', 'jointFirm', 'equal', 'venture'];

/** "BMW Brilliance and Mercedes will found a company", or own one half each: a venture and a company not in it. */
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

/** A venture cannot be spoken of two years before it was founded; a battery venture is told with batteries. */
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
  // Nothing near tells of another sector: the article's is the one that the two are known for.
  if (near.some(speaksOfAny)) return false;
  if (reading.lines.some((other) => speaksOf(other, venture.sector))) return true;
  // A headline and a line below it may say no more than who the two are.
  const onlyWho = reading.lines.length <= SHORT_TEXT && !reading.lines.some(speaksOfAny);
  return onlyWho && distinct(line.companies).length === 2;
}

const speaksOfAny = (line: Line): boolean => SECTORS.some((sector) => speaksOf(line, sector));

/** Of three owners, two alone may have a venture of their own: those who hold most of it are named. */
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
// News of a founding comes early or late by no more than this.
const FOUNDING_MONTHS = 18;

const LEAD = 3;
// Later than this, a founding is news of the ledger's venture only where the article tells of its country or place.
const FOUNDED_MONTHS = 6;

/** Founded half a year after the ledger's, and nothing of the ledger's country or place in the article: another one. */
function isFoundedElsewhere(venture: Venture, line: Line, reading: Reading): boolean {
  const age = monthsBetween(venture.founded, reading.month);
  if (age === null || age <= FOUNDED_MONTHS) return false;
  if (![line, ...reading.lines.slice(0, LEAD)].some(isFounding)) return false;
  const names = [venture.place ?? [], stemOfCountry(venture.country, reading.language)].flat();
  return !reading.lines.some(
    ({ text, words }) =>
      (venture.country === 'CN' && words.china !== undefined) || names.some((name) => text.includes(name)),
  );
}

// "Бразилия", "в Бразилии": so many letters at the end may differ.
const INFLECTED = 2;
const STEM = 4;

/** What the language calls the country, without its ending. */
function stemOfCountry(code: string, language: string | null): string {
  const name = new Intl.DisplayNames([language ?? 'en'], { type: 'region' }).of(code) ?? code;
  return name.slice(0, Math.max(STEM, name.length - INFLECTED));
}

/** One that is being founded is told about when the ledger's was; any other venture has been founded before. */
function fitsTime(venture: Venture, line: Line, reading: Reading): boolean {
  const founded = yearOf(venture.founded);
  if (founded === null || reading.year === null) return true;
  // By years alone, half a year more or less.
  const age = monthsBetween(venture.founded, reading.month) ?? (reading.year - founded) * 12;
  // A headline leaves it to the first sentences to say that they found one.
  const founding = line.field === 'title' ? [line, ...reading.lines.slice(1, LEAD)] : [line];
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

// "in talks about a joint venture"
const INDEFINITE = /(?:^|[\s"“„«'’])(?:an?|eine?[mnrs]?|une|una|uma|een)\s(?:[^\s,;.:]+\s){0,2}$/iu;

function isIndefinite({ text, start, words }: Line): boolean {
  return (words.venture ?? []).some((at) => INDEFINITE.test(text.slice(0, at.start - start)));
}

// "another joint venture", "ein weiteres Gemeinschaftsunternehmen", "第二家合资公司".
const ANOTHER = new RegExp(
  String.raw`(?:^|[^\p{L}])${inAnyLanguage(WORDS.another)}\s(?:\S+\s){0,2}$|${inAnyLanguage(WORDS.anotherWithin)}$`,
  'iu',
);

function tellsOfAnother({ text, start, words }: Line): boolean {
  return [...(words.venture ?? []), ...(words.jointFirm ?? [])].some((at) =>
    ANOTHER.test(text.slice(0, at.start - start)),
  );
}

export function isPartner(venture: Venture, company: Company): boolean {
  return venture.partners.some(
    (partner) => partner.company === company.id || partner.company === company.parent,
  );
}
