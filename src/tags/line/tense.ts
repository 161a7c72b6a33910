/** Whether a sentence tells of what is still to come: by its verbs' endings, auxiliaries and words for what is planned. */
import { byLanguage, oneOf } from '../../text/words/one-of.ts';
import WORDS from '../data/future-words.json' with { type: 'json' };
import type { Line } from './line.ts';

// Romance futures end alike; German, English and the eastern languages have words for it.
const FUTURE: Readonly<Record<string, RegExp>> = {
  ...byLanguage(WORDS.future, (word) => new RegExp(String.raw`(?:^|[^\p{L}])${word}(?!\p{L})`, 'iu')),
  ...byLanguage(WORDS.futureWithin, (part) => new RegExp(part, 'u')),
  // Ends at no figure: "by 20250" is no year.
  en: new RegExp(String.raw`\b(?:${oneOf(WORDS.future.en)})\b`, 'iu'),
};

/** True when any verb or word of the sentence points ahead; false in languages without a pattern. */
export function pointsAhead(line: Line, language: string | null): boolean {
  return FUTURE[language ?? '']?.test(line.text) === true;
}
