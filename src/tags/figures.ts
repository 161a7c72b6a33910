/** Sums as a sentence states them. */

// Scale words as they are written, and what they multiply by.
const SCALES: readonly (readonly [words: string, factor: number])[] = [
  ['mil millones', 1e9],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['millions?|mio\\.?|millionen|millones|milhões|milioni|mn|m', 1e6],
  ['crores?', 1e7],
  ['billions?|mrd\\.?|milliarden?|milliards?|bilhões|miliardi|bn|b', 1e9],
  ['trillions?', 1e12],
];
const SCALE = `(?:${SCALES.map(([words]) => words).join('|')})`;
const CJK_SCALES: Readonly<Record<string, number>> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  만: 1e4,
  亿: 1e8,
  億: 1e8,
  억: 1e8,
  兆: 1e12,
  조: 1e12,
};
const UNIT =
  '(?:yuan|rmb|renminbi|dollars?|dólares|dollari|euros?|pounds?|won|yen|baht|rupees?|rupien|ringgit|rupiah|francs?|franken|cny|usd|eur|pesos?|reais|rubles?)';
const SUMS: readonly RegExp[] = [
  new RegExp(
    `(?:US\\$|HK\\$|R\\$|[$€£¥￥₩₹]|\\b(?:RMB|CNY|USD|EUR|Rs\\.?)\\s?)\\s?\\d[\\d.,]{0,14}(?:[\\s-]?${SCALE}\\b)?`,
    'giu',
  ),
  new RegExp(
    `\\b\\d[\\d.,]{0,14}\\s?(?:-?${SCALE}[\\s-])?(?:de |di |d')?(?:US |U\\.S\\. )?${UNIT}\\b`,
    'giu',
  ),
  /(?:\d[\d.,]{0,8}\s?[兆조]\s?)?(?:\d[\d.,]{0,8}\s?[億亿억]\s?)?\d[\d.,]{0,14}\s?(?:千|百)?(?:万|萬|亿|億|兆|조|억|만)?\s?(?:多)?(?:元人民币|人民币|元|美元|美金|欧元|歐元|日元|円|ドル|ユーロ|韩元|港元|港币|원|달러|유로|위안)/gu,
];
/** What costs less is a car, a charge or a share, in most currencies: nobody founds a factory with it. */
const LEAST = 1e6;
/** In those of which a car costs more. */
const LEAST_IN: readonly (readonly [currency: RegExp, least: number])[] = [
  [/won|원|韩元|₩/iu, 1e9],
  [/yen|円|日元/iu, 1e8],
  [/rupiah/iu, 1e10],
  [/₹|rs|rupe|rupien|lakh|crore/iu, 2e7],
  [/baht|rub|pesos/iu, 2e7],
];

/** Beside these a sum was earned, lost or reckoned, and nobody put it in. */
const EARNED =
  /\b(?:loss(?:es)?|lost|profits?|earnings|revenues?|turnover|sales|market (?:value|capitali[sz]ation)|fined?|debts?)\b|umsatz|gewinn|verlust|erlös|chiffre d.affaires|bénéfice|\bpertes?\b|\bventas\b|beneficio|pérdida|ricavi|fatturato|\butili?\b|perdit|receita|\blucro|prejuízo|faturamento|营收|营业收入|利润|亏损|市值|销售额|罚款|売上|利益|赤字|黒字|時価総額|매출|이익|손실|적자|시가총액|выручк|прибыл|убыт/iu;
const EARNED_WITHIN = 30;

/**
 * The first sum of money of a company's size as stated, with its currency, that is not told of as earned or lost; null when
 * the sentence has none.
 */
export function amountIn(text: string): string | null {
  const sums = SUMS.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter(([sum]) => sizeOf(sum) >= leastOf(sum))
    .filter(({ 0: sum, index }) => !EARNED.test(clauseAround(text, index, index + sum.length)))
    .sort((a, b) => a.index - b.index || b[0].length - a[0].length);
  return sums[0]?.[0].trim() ?? null;
}

const leastOf = (sum: string): number => LEAST_IN.find(([currency]) => currency.test(sum))?.[1] ?? LEAST;

/** What stands near, as far as the next comma. */
function clauseAround(text: string, start: number, end: number): string {
  const before = text
    .slice(Math.max(0, start - EARNED_WITHIN), start)
    .split(COMMA)
    .at(-1);
  return `${before}|${text.slice(end, end + EARNED_WITHIN).split(COMMA, 1)[0]}`;
}

const COMMA = /[,，、；;。]\s?(?!\d)/u;

/** Words of putting money in, for a sentence that names nobody. */
const INVESTED =
  /\binvest|\bcapital\b|\bfunding\b|\bworth\b|\bcosts?\b|\bput(?:s|ting)? in\b|stammkapital|kapital|kosten|inver(?:sión|tir|tido|siones)|inversi|investi|invertir|投资|投資|注册资本|註冊資本|資本金|出资|出資|투자|출자|자본금|инвести|капитал|yatırım|sermaye|inwesty|kapitał/iu;

/** As amountIn, where the sentence says that it is put in. */
export function investedIn(text: string): string | null {
  return INVESTED.test(text) ? amountIn(text) : null;
}

const SCALED = SCALES.map(
  ([words, factor]) => [new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu'), factor] as const,
);

/** A number with the scales behind it: 1조2000억 has two. */
const PART = /(\d[\d.,]*)\s?([百千万萬만亿億억兆조]*)/gu;

/** About how much, in its own currency. */
function sizeOf(sum: string): number {
  const factor = SCALED.find(([words]) => words.test(sum))?.[1] ?? 1;
  let size = 0;
  for (const [, written = '', scales = ''] of sum.matchAll(PART)) {
    const scale = [...scales].reduce((product, character) => product * (CJK_SCALES[character] ?? 1), 1);
    size += numberOf(written.replace(/[.,]$/u, '')) * scale * factor;
  }
  return size;
}

/** "4,1" and "1.034,5": what has fewer or more than three digits behind it is a decimal point. */
const numberOf = (written: string): number =>
  Number(written.replace(/[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.'));
