/** The factors by which words and signs after a number multiply it, in any language. */
import SCALES from './scales.json' with { type: 'json' };
import { fold } from './tokens.ts';

/** By the folded word, or two words with a space between: `milliarden`, `mil millones`. */
export const SCALE_WORDS: ReadonlyMap<string, number> = new Map(
  SCALES.words.flatMap(({ factor, forms }) => forms.map((form) => [fold(form), factor])),
);

/** By the sign, several of which may follow one another: 万, 億, 조. */
export const SCALE_SIGNS: ReadonlyMap<string, number> = new Map(
  SCALES.signs.flatMap(({ factor, forms }) => forms.map((form) => [form, factor])),
);

const THAI_SCALE = /^\s?(?:(สิบ|ร้อย|พัน|หมื่น|แสน)?(ล้านล้าน|ล้าน)|(พัน(?!ธ)|หมื่น|แสน))/u;
const THAI: Readonly<Record<string, number>> = {
  สิบ: 10,
  ร้อย: 100,
  พัน: 1e3,
  หมื่น: 1e4,
  แสน: 1e5,
  ล้าน: 1e6,
  ล้านล้าน: 1e12,
};
const LONGEST_THAI = 16;

/** Thai scales are written together, followed by the currency: 1.5 หมื่นล้านบาท. Factor 1 and length 0 where none follows. */
export function thaiScale(text: string, from: number): readonly [factor: number, length: number] {
  const [all = '', times = '', millions = '', alone = ''] =
    THAI_SCALE.exec(text.slice(from, from + LONGEST_THAI)) ?? [];
  return [(THAI[times] ?? 1) * (THAI[millions] ?? 1) * (THAI[alone] ?? 1), all.length];
}
