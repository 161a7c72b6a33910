/** The shares that a sentence states: whether they add up to a whole company, and which of them is a venture's stake. */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import fractions from '../data/fractions.json' with { type: 'json' };
import ownership from '../data/ownership.json' with { type: 'json' };
import WORDS from '../data/share-words.json' with { type: 'json' };
import type { Line, Place } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';

const PERCENT_WORD = inAnyLanguage(WORDS.percent);
const UP_TO_TWO_DIGITS = String.raw`(\d{1,2}(?:[.,]\d{1,2})?)`;
// "51 %", "51 per cent"; in Turkish, and with one of the Thai words, "percent" stands before the figure.
const PERCENT = new RegExp(
  [
    String.raw`(?<![\d.,])${UP_TO_TWO_DIGITS}\s{0,2}(?:[%％]|${PERCENT_WORD})`,
    String.raw`(?:(?<!\p{L})yüzde\s|ร้อยละ\s?)${UP_TO_TWO_DIGITS}(?![\d.,]?\d)`,
  ].join('|'),
  'giu',
);
// Japanese and Chinese tenths: 6割, 六成.
const TENTHS = /([1-9一二三四五六七八九])(?:割|成(?![立为為本员員功都果熟长長]))/gu;
const NUMERALS = '一二三四五六七八九';
const VALUES: Readonly<Record<string, number>> = fractions;
const RATIO = /(?<![\d.,:])(\d{2})(?:\s?[:/-]\s?|\s(?:zu|to|contre|a|대)\s|[比对對対대])(\d{2})(?![\d.,:])/u;
// "51 percent ... and the other with 49": a second figure without percent sign, and without any other unit.
const BARE =
  /(?<![\d.,:/-])(\d{1,2})(?![\d:%％/-]|[.,]\d|\s?\p{L}{0,3}(?:illi|rd\b|bn\b|mn\b|万|億|亿|台|만|억|km|gwh))/giu;
// "about", "près de", "více než", shortly before the figure.
const ROUGHLY = new RegExp(String.raw`${inAnyLanguage(WORDS.roughly)}[^\d]{0,8}$`, 'iu');
// Shares per sentence; more figures are a table, not a statement of owners.
const MOST_SHARES = 12;
// How far a sum may be from 100, in percentage points: of exact shares, and where one is a rough figure.
const EXACT_SLACK = 0.6;
const ROUGH_SLACK = 7;
// The sum of three figures and more may come near to 100 by chance.
const ROUGH_SLACK_OF_MANY = 3;

const DIGIT = /\d/;
const FIGURE = /[\d一二三四五六七八九]/;
// A sentence without one of these states no share in figures.
const SIGN = new RegExp(String.raw`[%％割成]|per\s?cent|yüzde|ร้อยละ|${PERCENT_WORD}`, 'iu');
const NO_SHARES: readonly Share[] = [];

// Near a percentage that is no stake: of a market, of sales, of growth.
const OF_TRADE = new RegExp(inAnyLanguage(WORDS.ofTrade), 'iu');
// UTF-16 units on either side of a figure.
const AROUND = 22;
const CLAUSE_END = /[，。；]/u;
const LAST_CLAUSE = /[^，。；]*$/u;

/** The text around a figure; in Chinese and Japanese, where so many characters may be several clauses, only its own clause. */
function around(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const behind = text.slice(end, end + AROUND);
  return `${before.slice(before.search(LAST_CLAUSE))}${behind.split(CLAUSE_END, 1)[0]}`;
}

interface Share {
  /** Percent. */
  readonly value: number;
  /** UTF-16 offsets in the line. */
  readonly start: number;
  readonly end: number;
  /** True after "about", "more than" and the like. */
  readonly rough: boolean;
}

/** The place of shares that add up to 100, as ratio, in percent or by "the rest"; null when none do. */
export function sharesOf(line: Line): Place | null {
  const found = statedShares(line);
  const ratio = DIGIT.test(line.text) ? RATIO.exec(line.text) : null;
  if (ratio !== null && Number(ratio[1]) + Number(ratio[2]) === 100)
    return placed(line, ratio.index, ratio.index + ratio[0].length);
  for (let i = 0; i < found.length; i++) {
    let sum = 0;
    let rough = false;
    for (let j = i; j < found.length; j++) {
      const share = found[j];
      if (share === undefined) break;
      sum += share.value;
      rough ||= share.rough;
      const roughSlack = j - i > 1 ? ROUGH_SLACK_OF_MANY : ROUGH_SLACK;
      if (j > i && Math.abs(sum - 100) <= (rough ? roughSlack : EXACT_SLACK))
        return placed(line, found[i]?.start ?? 0, share.end);
    }
  }
  const first = found[0];
  if (first === undefined) return null;
  const rest = line.words.rest?.[0];
  if (
    rest !== undefined &&
    !TRADED.test(line.text.slice(rest.end - line.start, rest.end - line.start + TRADED_WITHIN))
  )
    return placed(
      line,
      Math.min(first.start, rest.start - line.start),
      Math.max(first.end, rest.end - line.start),
    );
  const other = complement(line.text, found);
  return other === null
    ? null
    : placed(line, Math.min(first.start, other.start), Math.max(first.end, other.end));
}

// "Geely owns 78 percent of Volvo Cars, the rest is held by investors": a listed company, without a partner.
const TRADED = new RegExp(inAnyLanguage(WORDS.traded), 'iu');
// UTF-16 units after "the rest".
const TRADED_WITHIN = 40;

// Percent. Of about 370 stakes in the ledger only 10 are smaller; a smaller share is mostly an investor's, not a partner's.
const LEAST_OF_A_PARTNER = 10;

/** True when the sentence states a share large enough for a partner's. */
export function statesShare(line: Line): boolean {
  return statedShares(line).some((share) => share.value >= LEAST_OF_A_PARTNER);
}

// Percent. Whoever holds less is an investor in a company that others run.
const LEAST_OF_AN_OWNER = 20;

/** True when the sentence states shares, all of them small enough for investors': "10 % of it is Buffett's". */
export function statesStakesOnly(line: Line): boolean {
  const shares = statedShares(line);
  return shares.length > 0 && shares.every((share) => share.value < LEAST_OF_AN_OWNER);
}

// Between a share and the company that it is a share of: "20 percent of the carmaker X", "9,7 Prozent an X"; and the other
// way round: "X지분 20%", "X20%的股份", "X’in yüzde 20’si".
const BEFORE_COMPANY =
  /^\s?(?:(?:stake|shares?|ekuiti|interest|kepentingan|pegangan|saham|cổ phần|Anteile?)\s(?:(?:in|of|an|dalam)\s)?|(?:of|von|an|am|der|de|du|des|do|da|di|del|della|nel|в|van|av|của)\s)(?:[\p{Ll}-]+\s){0,4}$/u;
const BEHIND_COMPANY = /^(?:['’]\p{L}{1,3}\s(?:yüzde\s)?|[のに的에의]|\s?지분\s)?$/u;
const OF_TWO: readonly WordClass[] = [
  'both',
  'equal',
  'joint',
  'jointFirm',
  'newFirm',
  'venture',
  'ventureWeak',
];

/** True when every share that the sentence states is a stake in a company that it names, and no word means a joint firm. */
export function statesStakesInPartners(line: Line): boolean {
  const { text, start: from, companies, words } = line;
  if (OF_TWO.some((name) => words[name] !== undefined)) return false;
  const shares = statedShares(line);
  return (
    shares.length > 0 &&
    shares.every(({ start, end }) =>
      companies.some(
        (at) =>
          !at.inVenture &&
          ((at.start - from >= end && BEFORE_COMPANY.test(text.slice(end, at.start - from))) ||
            (at.end - from <= start && BEHIND_COMPANY.test(text.slice(at.end - from, start)))),
      ),
    ) &&
    sharesOf(line) === null
  );
}

const EQUAL = /\b50\s?[:/-]\s?50\b|\bfifty-fifty\b|50\s?대\s?50|50対50/iu;
const OWNED = new RegExp(ownership.near.join('|'), 'iu');
// UTF-16 units from a word of ownership to a figure after it, and from a figure to a word after it.
const OWNED_BEFORE = 90;
const OWNED_BEHIND = 50;
/** "has 49", "avrà il 51", "will take a controlling 60": verbs with many meanings, so that the figure must be their object. */
const HAS = new RegExp(`(?<!\\p{L})(?:${ownership.before.join('|')})\\s(?:\\S{1,12}\\s){0,2}$`, 'iu');
/** Between a figure and the company that it is a share of: "21% of Leapmotor". */
const OF =
  /^\s(?:of|von|an|am|der|de|du|des|do|da|di|del|della|в|van|av|của)\s(?:(?:the|der|la|le|el|den)\s)?$/iu;

/** After a name: "Jiangling Group Electric Vehicle Co" is a different company from Jiangling. */
const GOES_ON = /^\s\p{Lu}/u;

/**
 * The stake as written ("50:50", "51%", "49 per cent"): a figure near a word of ownership, or one of several that add up to
 * the whole, but not a stake in a partner. Null when the sentence has none.
 */
export function stakeIn(line: Line): string | null {
  const { text, start: from, companies } = line;
  const equal = EQUAL.exec(text);
  if (equal !== null) return equal[0];
  const whole = sharesOf(line);
  const all = statedShares(line);
  const share = all.find(({ start, end }) => {
    const written = text.slice(start, end);
    if (!(DIGIT.test(written) && SIGN.test(written))) return false;
    if (whole !== null && whole.start - from <= start && end <= whole.end - from) return true;
    if (isStakeInPartner(line, start, end)) return false;
    const next = companies.find((at) => at.start - from >= end && !at.inVenture);
    if (
      next !== undefined &&
      OF.test(text.slice(end, next.start - from)) &&
      !GOES_ON.test(text.slice(next.end - from))
    )
      return false;
    return (
      HAS.test(text.slice(Math.max(0, start - OWNED_BEFORE), start)) ||
      OWNED.test(text.slice(Math.max(0, start - OWNED_BEFORE), end + OWNED_BEHIND))
    );
  });
  if (share === undefined) return null;
  const next = all[all.indexOf(share) + 1];
  const { start, end } = next !== undefined && BECOMES.test(text.slice(share.end, next.start)) ? next : share;
  return text.slice(start, end);
}

const OWNED_BY = /^[\s-]\p{L}+\s(?:by|von|par|por|da|door|przez|av)\s/iu;

/** "Nio, 18 percent owned by CYVN, and JAC": a shareholder's stake in a partner. UTF-16 offsets in the line. */
function isStakeInPartner({ text, start: from, companies }: Line, start: number, end: number): boolean {
  const partner = companies.some(
    (at) => !at.inVenture && at.company.kind !== 'brand' && text.slice(at.end - from, start) === ', ',
  );
  return partner && OWNED_BY.test(text.slice(end));
}

/** Between the old and the new figure of a share: "from 40% to 60%", of which the new one counts. */
const BECOMES =
  /^\s(?:to|auf|à|al?|ao|para|naar|na|do|till|до|menjadi)\s$|^[^，。、；]{0,6}[至到为為]$|^から$|^에서\s?$|^[^,;]{0,12}(?:เป็น|เหลือ)\s?$/iu;

/** All shares that the sentence states in percent, tenths or fractions, in order, except those of markets and sales. */
function statedShares(line: Line): readonly Share[] {
  const { text } = line;
  const fractionsHere = line.words.fraction ?? [];
  if (fractionsHere.length === 0 && !(FIGURE.test(text) && SIGN.test(text))) return NO_SHARES;
  const found: Share[] = [];
  const add = (value: number, start: number, end: number): void => {
    const rough = ROUGHLY.test(text.slice(Math.max(0, start - 20), start));
    if (value > 0 && value < 100 && found.length < MOST_SHARES && !OF_TRADE.test(around(text, start, end)))
      found.push({ value, start, end, rough });
  };
  for (const match of text.matchAll(PERCENT))
    add(Number((match[1] ?? match[2] ?? '').replace(',', '.')), match.index, match.index + match[0].length);
  for (const match of text.matchAll(TENTHS)) {
    const digit = match[1] ?? '';
    const value = NUMERALS.includes(digit) ? NUMERALS.indexOf(digit) + 1 : Number(digit);
    add(10 * value, match.index, match.index + match[0].length);
  }
  for (const at of fractionsHere) {
    const start = at.start - line.start;
    const end = at.end - line.start;
    add(VALUES[text.slice(start, end).toLowerCase()] ?? 0, start, end);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The UTF-16 offsets of a bare figure that makes a stated share up to 100; null for none. */
function complement(text: string, found: readonly Share[]): { start: number; end: number } | null {
  for (const match of text.matchAll(BARE)) {
    const start = match.index;
    const end = start + match[0].length;
    if (found.some((share) => share.start < end && start < share.end)) continue;
    if (found.some((share) => share.value + Number(match[1]) === 100)) return { start, end };
  }
  return null;
}

/** The place at these UTF-16 offsets in the line. Its unit number is that of the nearest name or word, which is near enough. */
function placed(line: Line, from: number, to: number): Place {
  const start = line.start + from;
  let first = 0;
  let best = Number.POSITIVE_INFINITY;
  const all: readonly Place[] = [
    ...line.companies,
    ...Object.values(line.words).flatMap((places) => places ?? []),
  ];
  for (const at of all) {
    const gap = Math.abs(at.start - start);
    if (gap < best) {
      best = gap;
      first = at.first;
    }
  }
  return { start, end: line.start + to, first, last: first };
}
