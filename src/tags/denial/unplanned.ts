/** Whether "no plans", "ruled out" and the like negate a venture, or something else in a sentence that mentions one. */
import { inAnyLanguage, wordInAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/unplanned-words.json' with { type: 'json' };
import { isDefinite } from '../line/definite.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';

/** Classes of words in phrases for a venture: where such a word is not planned, the venture is not. */
const OF_VENTURES: readonly WordClass[] = [
  'coOwn',
  'equal',
  'form',
  'joint',
  'jointFirm',
  'mou',
  'newFirm',
  'planned',
  'refer',
  'signed',
  'talks',
  'venture',
  'ventureWeak',
];

const VENTURES: readonly WordClass[] = ['venture', 'ventureWeak', 'jointFirm'];
const CLAUSE = /[,，、;；:：。.!?？！–—]/u;
/** "and rules out", "y descartan", "but have no plans": a conjunction and a verb, which begin a new clause without a comma. */
const AND_VERB = new RegExp(String.raw`^.*\s${inAnyLanguage(WORDS.andVerb)}\s(?:\p{Ll}+\s)?$`, 'u');
/** "no plans for this", "es gibt dafür keine Pläne", "no plans so far": it refers to what was mentioned before. */
const SAME_MATTER = new RegExp(wordInAnyLanguage(WORDS.sameMatter), 'iu');
/** "no plans | to list": what is not planned follows. */
const OBJECT = new RegExp(String.raw`^\s?${inAnyLanguage(WORDS.object)}(?!\p{L})`, 'iu');
/** In verb-final languages, the text before "no plans" that is not planned: after the topic particle, the last word, or all. */
const BEFORE_VERB: Readonly<Record<string, RegExp>> = {
  ja: /[^は]*$/u,
  ko: /\S+\s?$/u,
  tr: /.*$/u,
};
/** UTF-16 units that are enough text to be another matter. */
const LEAST = 8;
const LEAST_BEHIND = 3;
const LEAST_EASTERN = 2;

/** True when the sentence says that a venture is not planned. */
export function isUnplanned(line: Line, reading: Reading): boolean {
  return (line.words.unplanned ?? []).some((at) => !isOfOtherMatter(at, line, reading));
}

/** True when what is not planned is something other than the venture. */
function isOfOtherMatter(at: Place, line: Line, reading: Reading): boolean {
  const { language, eastern } = reading;
  // In a sentence on a rumour, it is the rumour that is denied.
  if (line.words.rumoured !== undefined) return false;
  const [from, to] = [at.start - line.start, at.end - line.start];
  const begin = lastBreak(line.text.slice(0, from));
  const behind = CLAUSE.exec(line.text.slice(to))?.index ?? line.text.length - to;
  const leastBehind = eastern ? LEAST_EASTERN : LEAST_BEHIND;
  const wordsIn = (names: readonly WordClass[], start: number, end: number): Place[] =>
    names
      .flatMap((name) => line.words[name] ?? [])
      .filter((word) => word.start >= line.start + start && word.end <= line.start + end);
  const beforeVerb = BEFORE_VERB[language ?? ''];
  const isOther = (start: number, end: number): boolean =>
    !SAME_MATTER.test(line.text.slice(start, end)) &&
    !wordsIn(OF_VENTURES, start, end).some((word) => !isDefinite(line, word, reading));
  if (beforeVerb !== undefined) {
    const last = beforeVerb.exec(line.text.slice(begin, from))?.[0].length ?? 0;
    return last >= (eastern ? LEAST_EASTERN : LEAST) && isOther(from - last, from);
  }
  if (line.text.slice(to, to + behind).trim().length < leastBehind)
    return !eastern && line.text.slice(begin, from).trim().length >= LEAST && isOther(begin, from);
  const joined = AND_VERB.exec(line.text.slice(begin, from))?.[0].length ?? 0;
  const ventures = wordsIn(VENTURES, begin + joined, from);
  const object = OBJECT.test(line.text.slice(to));
  // "The venture has no plans to list"
  if (object && ventures.some((venture) => isDefinite(line, venture, reading))) return true;
  // "A venture was not considered by the board"
  return isOther(to, to + behind) && (eastern || object || ventures.length === 0);
}

/** The offset after the last punctuation mark of the text; 0 for none. */
function lastBreak(text: string): number {
  for (let at = text.length; at > 0; at--) if (CLAUSE.test(text.charAt(at - 1))) return at;
  return 0;
}
