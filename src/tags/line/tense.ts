/** Whether a sentence is about the future, by the endings of its verbs, auxiliaries and words for plans. */
import { byLanguage, oneOf } from '../../text/words/one-of.ts';
import WORDS from '../data/future-words.json' with { type: 'json' };
import type { Line } from './line.ts';

// `future` has whole words (auxiliaries, verb forms, words for plans); `futureWithin`, for the eastern languages, any strings.
const FUTURE: Readonly<Record<string, RegExp>> = {
  ...byLanguage(WORDS.future, (word) => new RegExp(String.raw`(?:^|[^\p{L}])${word}(?!\p{L})`, 'iu')),
  ...byLanguage(WORDS.futureWithin, (part) => new RegExp(part, 'u')),
  // \b, as (?!\p{L}) would let a digit follow: "by 20250" is no year.
  en: new RegExp(String.raw`\b(?:${oneOf(WORDS.future.en)})\b`, 'iu'),
};

/** True when any verb or word of the sentence points to the future; false in languages without a pattern. */
export function pointsAhead(line: Line, language: string | null): boolean {
  return FUTURE[language ?? '']?.test(line.text) === true;
}
