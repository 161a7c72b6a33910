/** Recognises what a part is for: "software for electric cars", 电动汽车用, "電気自動車向け". */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/purpose-words.json' with { type: 'json' };
import type { Line, Place, Reading } from '../line/line.ts';

const FOR = new RegExp(String.raw`(?<!\p{L})${inAnyLanguage(WORDS.for)}\s(?:[^\s,;.:]+\s){0,2}$`, 'iu');
const FOR_BEFORE = new RegExp(`${inAnyLanguage(WORDS.forBefore)}[^，。；、]{0,6}$`, 'u');
const FOR_BEHIND = new RegExp(`^${inAnyLanguage(WORDS.forBehind)}`, 'iu');
/** Hungarian has a case ending instead of "for": elektromos autókhoz, járművekhez. */
const HUNGARIAN = /^\S+(?:\s\S+){0,2}?h[oeö]z(?!\p{L})/iu;
/** UTF-16 units searched on either side. */
const AROUND = 40;

/** True when the words at this place say what something else in the sentence is for: the "electric cars" of the example. */
export function isPurpose({ start, end }: Place, { text, start: from }: Line, reading: Reading): boolean {
  const before = text.slice(Math.max(0, start - from - AROUND), start - from);
  const behind = text.slice(end - from, end - from + AROUND);
  if (reading.eastern) return FOR_BEHIND.test(behind) || FOR_BEFORE.test(before);
  if (reading.language === 'hu') return HUNGARIAN.test(text.slice(start - from, end - from + AROUND));
  return FOR.test(before) || FOR_BEHIND.test(behind);
}
