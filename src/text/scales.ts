/** What the words and signs behind a number multiply it by, in any language. */
import SCALES from './scales.json' with { type: 'json' };
import { fold } from './tokens.ts';

/** By the folded word, or two words with a space between: `milliarden`, `mil millones`. */
export const SCALE_WORDS: ReadonlyMap<string, number> = new Map(
  SCALES.words.flatMap(({ factor, forms }) => forms.map((form) => [fold(form), factor])),
);

/** By the sign, of which several may stand one behind the other: 万, 億, 조. */
export const SCALE_SIGNS: ReadonlyMap<string, number> = new Map(
  SCALES.signs.flatMap(({ factor, forms }) => forms.map((form) => [form, factor])),
);
