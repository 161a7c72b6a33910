/** Finds a sum of money in a sentence that may be the investment in a venture, as written: "1.2 billion yuan". */
import CURRENCIES from '../../text/words/currencies.json' with { type: 'json' };
import { inAnyLanguage } from '../../text/words/one-of.ts';
import { SCALE_SIGNS, SCALE_WORDS, thaiScale } from '../../text/words/scales.ts';
import { fold } from '../../text/words/tokens.ts';
import MONEY from '../data/money-words.json' with { type: 'json' };

/** Smaller sums are the price of a car or a share: nobody founds a factory with less. */
const LEAST = 1e6;
/** By currency code; currencies in which a car costs millions have a higher minimum. */
const leastOf = new Map(CURRENCIES.map(({ code, least = LEAST }) => [code, least]));

const FORMS = CURRENCIES.flatMap(({ code, forms }) => forms.map((form) => ({ code, form }))).sort(
  (a, b) => b.form.length - a.form.length,
);
/** Signs and codes, which may also precede the number. */
const BEFORE = FORMS.filter(({ form }) => /^(?:[A-Z]{0,3}\p{Sc}|[A-Z]{2,3}|R[ps]\.?)$/u.test(form));
const WORDS = new Map(
  FORMS.filter(({ form }) => /^\p{L}+$/u.test(form)).map(({ code, form }) => [fold(form), code]),
);
/** Forms that need no word boundary after them (signs, Chinese, Japanese, Korean and Thai ones), and those of several words. */
const JOINED = FORMS.filter(({ form }) =>
  /[\p{Sc}\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}\p{Script=Thai}\s]/u.test(form),
);

const NUMBER = /\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d(?:[\d.,]*\d)?/gu;
/** UTF-16 units for the longest form of a currency and what may stand between it and the number. */
const ROOM = 12;
/** Letters of an ending that a currency's name may take: forintos, dolláros. */
const MOST_ENDING = 3;
const SHORTEST_STEM = 4;

interface Sum {
  readonly start: number;
  readonly end: number;
  readonly currency: string;
  /** The amount in units of the currency. */
  readonly size: number;
}

/** Every sum of money with its currency, in order. */
function sumsIn(text: string): readonly Sum[] {
  const sums: Sum[] = [];
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    if (match.index < end) continue;
    const sum = sumAt(text, match.index, match[0]);
    if (sum === null) continue;
    sums.push(sum);
    end = sum.end;
  }
  return sums;
}

function sumAt(text: string, at: number, number: string): Sum | null {
  const before = currencyBefore(text, at);
  const quantity = quantityAt(text, at, number);
  const after = currencyAfter(text, quantity.end);
  const currency = before?.code ?? after?.code;
  if (currency === undefined) return null;
  const start = before?.start ?? at;
  return { start, end: after?.end ?? quantity.end, currency, size: quantity.size };
}

function currencyBefore(text: string, at: number): { code: string; start: number } | null {
  const near = text.slice(Math.max(0, at - ROOM), at).trimEnd();
  const found = BEFORE.find(
    ({ form }) => near.endsWith(form) && !/[\p{L}\p{Sc}]$/u.test(near.slice(0, -form.length)),
  );
  if (found === undefined) return null;
  return { code: found.code, start: Math.max(0, at - ROOM) + near.length - found.form.length };
}

/** The number that begins with `first`, with its scales: 1조2000억 has two, "4,1 mil millones" one of two words. */
function quantityAt(text: string, at: number, first: string): { size: number; end: number } {
  let end = at + first.length;
  let size = 0;
  for (let number = first; ; ) {
    const signs = /^\s?[多余餘여]?([百千천万萬만亿億억兆조]+)/u.exec(text.slice(end, end + ROOM));
    const scale = [...(signs?.[1] ?? '')].reduce((all, sign) => all * (SCALE_SIGNS.get(sign) ?? 1), 1);
    size += numberOf(number) * scale;
    end += signs?.[0].length ?? 0;
    const next =
      signs === null
        ? null
        : /^\s?(\d(?:[\d.,]*\d)?)(?=\s?[百千천万萬만亿億억])/u.exec(text.slice(end, end + ROOM));
    if (next === null) return scale === 1 ? scaledByWord(text, end, size) : { size, end };
    number = next[1] ?? '';
    end += next[0].length;
  }
}

function scaledByWord(text: string, end: number, size: number): { size: number; end: number } {
  const [thai, length] = thaiScale(text, end);
  if (length > 0) return { size: size * thai, end: end + length };
  const [all = '', one = '', two = ''] =
    /^[\s-]?(\p{L}+)\.?(?:[\s-](\p{L}+))?/u.exec(text.slice(end, end + 30)) ?? [];
  const both = SCALE_WORDS.get(fold(`${one} ${two}`));
  if (two !== '' && both !== undefined) return { size: size * both, end: end + all.length };
  const factor = SCALE_WORDS.get(fold(one));
  return factor === undefined
    ? { size, end }
    : { size: size * factor, end: end + all.indexOf(one) + one.length };
}

/** "US-Dollar", "Hong Kong dollars", "di euro" */
const LEADS_TO =
  /^\.?[\s-]?(?:(?:[dD][ei]|of) |d['’])?(?:U\.S\. |US[ -]|(?:\p{Lu}\p{Ll}+ ){1,2}(?=\p{Ll}))?/u;

function currencyAfter(text: string, end: number): { code: string; end: number } | null {
  const from = end + (LEADS_TO.exec(text.slice(end, end + ROOM))?.[0].length ?? 0);
  const joined = JOINED.find(({ form }) => text.startsWith(form, from));
  if (joined !== undefined) return { code: joined.code, end: from + joined.form.length };
  const word = fold(/^\p{L}+/u.exec(text.slice(from, from + 2 * ROOM))?.[0] ?? '');
  for (let length = word.length; length > 0 && length >= word.length - MOST_ENDING; length--) {
    if (length < word.length && length < SHORTEST_STEM) break;
    const code = WORDS.get(word.slice(0, length));
    if (code !== undefined) return { code, end: from + word.length };
  }
  return null;
}

/** Parses "4,1" and "1.034,5": a mark followed by exactly three digits separates thousands, any other is a decimal point. */
const numberOf = (written: string): number =>
  Number(written.replace(/[\s\u00a0\u202f]|[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.'));

/** Words beside a sum that was earned, lost or estimated, not invested. */
const EARNED = new RegExp(inAnyLanguage(MONEY.earned), 'iu');
/** UTF-16 units on either side of the sum. */
const EARNED_WITHIN = 30;

/**
 * The first sum of money in the text that is large enough to found a company and was not earned or lost, as written with its
 * currency; null for none.
 */
export function amountIn(text: string): string | null {
  if (!/\d/.test(text)) return null;
  const sum = sumsIn(text).find(
    ({ start, end, currency, size }) =>
      size >= (leastOf.get(currency) ?? LEAST) && !EARNED.test(clauseAround(text, start, end)),
  );
  return sum === undefined ? null : text.slice(sum.start, sum.end);
}

/** The text on either side as far as EARNED_WITHIN, or the nearest comma. */
function clauseAround(text: string, start: number, end: number): string {
  const before = text
    .slice(Math.max(0, start - EARNED_WITHIN), start)
    .split(COMMA)
    .at(-1);
  return `${before}|${text.slice(end, end + EARNED_WITHIN).split(COMMA, 1)[0]}`;
}

const COMMA = /[,，、；;。]\s?(?!\d)/u;

/** Words of investing. */
const INVESTED = new RegExp(inAnyLanguage(MONEY.invested), 'iu');

/** As amountIn, but only in a text with a word of investing: for sentences that name none of the sides. */
export function investedIn(text: string): string | null {
  return INVESTED.test(text) ? amountIn(text) : null;
}
