/** Stakes and sums as a sentence states them. */

const EQUAL = /\b50\s?[:/-]\s?50\b|\bfifty-fifty\b|50\s?대\s?50|50対50/iu;
const PERCENT =
  /\d{1,2}(?:[.,]\d{1,2})?\s?(?:%|％|percent|per cent|prozent|pour cent|por ciento|por cento|per cento|パーセント|퍼센트)/iu;
const SCALE =
  '(?:thousand|million|millions|billion|billions|trillion|mio\\.?|mrd\\.?|millionen|milliarden|milliarde|milliards?|millones|milhões|bilhões|milioni|miliardi|mil millones|mn|bn|m|b)';
const UNIT =
  '(?:yuan|rmb|renminbi|dollars?|dólares|dollari|euros?|pounds?|won|yen|baht|rupees?|rupien|ringgit|rupiah|francs?|franken|cny|usd|eur|pesos?|reais|rubles?)';
const SUMS: readonly RegExp[] = [
  new RegExp(
    `(?:US\\$|HK\\$|R\\$|[$€£¥￥₩₹]|\\b(?:RMB|CNY|USD|EUR)\\s?)\\s?\\d[\\d.,]{0,14}(?:\\s?${SCALE}\\b)?`,
    'iu',
  ),
  new RegExp(`\\b\\d[\\d.,]{0,14}\\s?(?:-?${SCALE}[\\s-])?(?:de |di |d')?(?:US |U\\.S\\. )?${UNIT}\\b`, 'iu'),
  /\d[\d.,]{0,14}\s?(?:千|百)?(?:万|萬|亿|億|兆|조|억|만)?\s?(?:多)?(?:元人民币|人民币|元|美元|美金|欧元|歐元|日元|円|ドル|ユーロ|韩元|港元|港币|원|달러|유로|위안)/u,
];

/** The stake as stated ("50:50", "51%", "49 per cent"); null when the sentence has none. */
export function stakeIn(text: string): string | null {
  return (EQUAL.exec(text) ?? PERCENT.exec(text))?.[0].trim() ?? null;
}

/** The first sum of money as stated, with its currency; null when the sentence has none. */
export function amountIn(text: string): string | null {
  let first: RegExpExecArray | null = null;
  for (const pattern of SUMS) {
    const match = pattern.exec(text);
    if (match !== null && (first === null || match.index < first.index)) first = match;
  }
  return first?.[0].trim() ?? null;
}
