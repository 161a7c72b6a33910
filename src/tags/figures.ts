/** Stakes and sums as a sentence states them. */

const EQUAL = /\b50\s?[:/-]\s?50\b|\bfifty-fifty\b|50\s?대\s?50|50対50/iu;
const PERCENT =
  /\d{1,2}(?:[.,]\d{1,2})?\s?(?:%|％|percent|per cent|prozent|pour cent|por ciento|por cento|per cento|パーセント|퍼센트)/iu;
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
  /(?:\d[\d.,]{0,8}\s?[兆조]\s?)?\d[\d.,]{0,14}\s?(?:千|百)?(?:万|萬|亿|億|兆|조|억|만)?\s?(?:多)?(?:元人民币|人民币|元|美元|美金|欧元|歐元|日元|円|ドル|ユーロ|韩元|港元|港币|원|달러|유로|위안)/gu,
];
/** What costs less is a car, a charge or a share: nobody founds a factory with it. */
const LEAST = 1e6;

/** The stake as stated ("50:50", "51%", "49 per cent"); null when the sentence has none. */
export function stakeIn(text: string): string | null {
  return (EQUAL.exec(text) ?? PERCENT.exec(text))?.[0].trim() ?? null;
}

/** The first sum of money of a company's size as stated, with its currency; null when the sentence has none. */
export function amountIn(text: string): string | null {
  const sums = SUMS.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter(([sum]) => sizeOf(sum) >= LEAST)
    .sort((a, b) => a.index - b.index || b[0].length - a[0].length);
  return sums[0]?.[0].trim() ?? null;
}

const SCALED = SCALES.map(
  ([words, factor]) => [new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu'), factor] as const,
);

/** About how much, in its own currency. */
function sizeOf(sum: string): number {
  const written = /\d[\d.,]*/u.exec(sum)?.[0].replace(/[.,]$/u, '') ?? '0';
  // "4,1" and "1.034,5": what has fewer or more than three digits behind it is a decimal point.
  const number = Number(written.replace(/[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.'));
  let size = number * (SCALED.find(([words]) => words.test(sum))?.[1] ?? 1);
  for (const character of sum) size *= CJK_SCALES[character] ?? 1;
  return size;
}
