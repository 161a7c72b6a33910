/** Reads the figures of a text as values, so that "103.4 billion won" and "1034억원" are the same figure. */

import { BUDDHIST_ERA } from '../text/date/thai-date.ts';
import CURRENCIES from '../text/words/currencies.json' with { type: 'json' };
import SCALES from '../text/words/scales.json' with { type: 'json' };
import { SCALE_SIGNS, SCALE_WORDS, thaiScale } from '../text/words/scales.ts';
import { fold } from '../text/words/tokens.ts';
import { usualWriting } from '../text/words/usual-writing.ts';

type FigureKind = 'number' | 'percent' | 'energy' | 'year';

export interface Figure {
  /** Kind and value at three significant digits; equal for the same figure in any language. */
  readonly key: string;
  readonly kind: FigureKind;
  readonly value: number;
  /** How telling it is that two texts share it: 0.2 for a year, 0.3 for 50 %, over 1 for 5.8 billion. */
  readonly weight: number;
}

const PERCENT = new Set(SCALES.percent.map(fold));
const ENERGY = new Set(SCALES.energy.map(fold));
const LONGEST_UNIT = Math.max(...[...PERCENT, ...ENERGY].map(({ length }) => length));
const CHINESE_DIGITS = '零一二三四五六七八九';

/** More are not read: an article with hundreds of numbers is a table. */
const MOST_NUMBERS = 200;
const MOST_FIGURES = 24;

// Only one to three digits begin a grouped number: "in 2026 100 vehicles" has two numbers. India groups by two.
// Runs of Chinese numerals are bounded: one without a scale after it would be scanned anew from each of its characters.
const NUMBER =
  /(?:\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d{1,3}(?:[.,’' ]\d{3}(?!\d))+|\d+)(?:[.,]\d+)?|[一二两兩三四五六七八九][一二三四五六七八九十百千零]{0,20}(?=[万亿萬億%％])|十[一二三四五六七八九]?(?=[万亿萬億])/gu;
const CALENDAR = /^ ?(?:年|月|日|号|號|時|时|點|点|년|월|일|시|:\d|h\d| uhr)/iu;
/** A currency's letters may come right before a number; other letters make it a name: iEV4, R2. */
const NAMED = /[\p{L}\p{N}][-.]?$/u;
const CURRENCY_BEFORE = new RegExp(
  `(?<!\\p{L})(?:${CURRENCIES.flatMap(({ forms }) => forms.filter((form) => /^(?:[A-Z]{2,3}|R[ps])$/.test(form))).join('|')}|S?Fr)\\.?$`,
  'u',
);

/** The figures of a text, the most telling first; each once. `language` decides what a single comma or full stop means. */
export function figuresIn(given: string, language: string | null): Figure[] {
  const { text } = usualWriting(given);
  const found = new Map<string, Figure>();
  let read = 0;
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    if (++read > MOST_NUMBERS) break;
    if (match.index < end) continue;
    const before = text.slice(Math.max(0, match.index - 5), match.index);
    if (isName(before)) continue;
    const quantity = quantityAt(text, match.index, match[0], language);
    end = quantity.end;
    const after = text.slice(quantity.end, quantity.end + LONGEST_UNIT + 1);
    const figure =
      language === 'th'
        ? thaiFigureOf(quantity, text.slice(Math.max(0, match.index - 8), match.index), after)
        : figureOf(quantity, after);
    if (figure !== null && !found.has(figure.key)) found.set(figure.key, figure);
  }
  return [...found.values()]
    .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_FIGURES);
}

function isName(before: string): boolean {
  const last = before.at(-1) ?? ' ';
  if (!/[A-Za-z.-]/.test(last)) return false;
  return NAMED.test(before) && !CURRENCY_BEFORE.test(before);
}

/** The key of the rest to 100 %, as sources state the share of one partner or the other; null for a figure that is no percentage. */
export function restOf(key: string): string | null {
  return key.startsWith('%') ? `%${Number((100 - Number(key.slice(1))).toPrecision(3))}` : null;
}

interface Quantity {
  readonly value: number;
  readonly digits: string;
  readonly scaled: boolean;
  readonly end: number;
}

const SIGNS = [...SCALE_SIGNS.keys()].join('');
/** How a number goes on after a scale: 1万2345, 5조7천억, also 5조 7천억. */
const PART = '\\d(?:[\\d,.]*\\d)?';
const NEXT_PART = new RegExp(`^(?:${PART}| ${PART}(?=[${SIGNS}]))`);
/** "And some" between number and scale: 20余亿 is over two billion. */
const SOME_MORE = new RegExp(`^[多余餘여](?=[${SIGNS}])`);

/** The number that begins at `start` with the scale that follows it: 5조7천억, 1.5 Milliarden, 35亿. */
function quantityAt(text: string, start: number, first: string, language: string | null): Quantity {
  let end = start + first.length;
  let value = 0;
  let scaled = false;
  for (let number = first; ; ) {
    const [factor, length] = signsAt(text, end);
    value += numberOf(number, language) * factor;
    end += length;
    scaled ||= length > 0;
    if (length === 0) break;
    const next = NEXT_PART.exec(text.slice(end, end + 14))?.[0];
    if (next === undefined) break;
    number = next.trimStart();
    end += next.length;
  }
  const [factor, length] = scaled ? [1, 0] : scaleAt(text, end, language);
  return { value: value * factor, digits: first, scaled: scaled || length > 0, end: end + length };
}

function scaleAt(text: string, from: number, language: string | null): readonly [number, number] {
  return language === 'th' ? thaiScale(text, from) : wordAt(text, from, SCALE_WORDS);
}

function signsAt(text: string, from: number): readonly [factor: number, length: number] {
  let factor = 1;
  let at = from + (SOME_MORE.exec(text.slice(from, from + 2))?.[0].length ?? 0);
  for (
    let sign = SCALE_SIGNS.get(text.charAt(at));
    sign !== undefined;
    sign = SCALE_SIGNS.get(text.charAt(at))
  ) {
    factor *= sign;
    at++;
  }
  return [factor, at - from];
}

/** The longest of up to two words after `from` that the table has. */
function wordAt(text: string, from: number, table: ReadonlyMap<string, number>): readonly [number, number] {
  const match = /^[-\s]?(\p{L}+)([-\s]\p{L}+)?/u.exec(text.slice(from, from + 30));
  if (match === null) return [1, 0];
  const [all, one = '', two = ''] = match;
  const both = table.get(fold(one + two.replace(/^[-\s]/, ' ')));
  if (two !== '' && both !== undefined) return [both, all.length];
  const single = table.get(fold(one));
  return single === undefined ? [1, 0] : [single, all.length - two.length];
}

const COMMA_DECIMALS: ReadonlySet<string> = new Set([
  'cs',
  'de',
  'es',
  'fr',
  'id',
  'it',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sv',
  'tr',
  'vi',
]);

function numberOf(written: string, language: string | null): number {
  if (!/\d/.test(written)) return chineseNumber(written);
  const digits = written.replace(/[’' ]/g, '');
  const marks = digits.replace(/\d/g, '');
  if (marks === '') return Number(digits);
  const last = marks.at(-1) ?? '';
  const tail = digits.length - 1 - digits.lastIndexOf(last);
  const decimal = language !== null && COMMA_DECIMALS.has(language) ? ',' : '.';
  const different = marks.length > 1 && marks[0] !== last;
  const grouping = different ? false : marks.length > 1 || (tail === 3 && last !== decimal);
  if (grouping) return Number(digits.replace(/[.,]/g, ''));
  const at = digits.lastIndexOf(last);
  return Number(`${digits.slice(0, at).replace(/[.,]/g, '')}.${digits.slice(at + 1)}`);
}

function chineseNumber(written: string): number {
  let total = 0;
  let digit = 0;
  for (const sign of written.replace(/[两兩]/g, '二')) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign];
    if (unit === undefined) digit = Math.max(0, CHINESE_DIGITS.indexOf(sign));
    else {
      total += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

const YEAR = /^(?:19|20)\d\d$/;

function figureOf({ value, digits, scaled }: Quantity, after: string): Figure | null {
  if (!Number.isFinite(value) || value <= 0 || value > 1e16) return null;
  const short = Number(value.toPrecision(3));
  // 3 for 11.3, from its text: dividing by ten would make it 1.1300000000000001
  const significant = short.toExponential().replace(/e.*|\./g, '').length;
  const unit = unitAfter(after);
  if (unit === 'percent') {
    const equal = short === 50;
    return { key: `%${short}`, kind: 'percent', value, weight: equal ? 0.3 : 0.5 + 0.2 * (significant - 1) };
  }
  if (unit === 'energy') return { key: `GWh${short}`, kind: 'energy', value, weight: 0.9 };
  if (YEAR.test(digits) && !scaled) return yearOf(value);
  if (!scaled && (value < 100 || CALENDAR.test(after))) return null;
  const large = scaled || value >= 1_000;
  return {
    key: `${short}`,
    kind: 'number',
    value,
    weight: (large ? 0.9 : 0.5) + 0.3 * (significant - 1),
  };
}

const BUDDHIST_YEAR = /^25[3-9]\d$/;
/** "ปี 2568", "พ.ศ. 2568", "ม.ค. 2568", "มกราคม 2568" */
const BEFORE_YEAR = /(?:ปี|\.|ค|ม|ยน)\s?$/u;

/** Thai says percent before the number, too, and writes Buddhist years: 2568 is 2025. */
function thaiFigureOf(quantity: Quantity, before: string, after: string): Figure | null {
  if (/ร้อยละ\s?$/u.test(before)) return figureOf(quantity, '%');
  if (!quantity.scaled && BUDDHIST_YEAR.test(quantity.digits) && BEFORE_YEAR.test(before))
    return yearOf(quantity.value - BUDDHIST_ERA);
  return figureOf(quantity, after);
}

const yearOf = (value: number): Figure => ({ key: `y${value}`, kind: 'year', value, weight: 0.2 });

function unitAfter(after: string): 'percent' | 'energy' | null {
  const text = fold(after.replace(/^[-\s]/, ''));
  for (const form of PERCENT) if (text.startsWith(form)) return 'percent';
  for (const form of ENERGY) if (text.startsWith(form)) return 'energy';
  return null;
}
