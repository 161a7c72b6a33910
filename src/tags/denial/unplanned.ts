/** Whether "no plans", "ruled out" and the like are about a venture, or about another matter of the sentence that tells of one. */
import { inAnyLanguage, wordInAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/unplanned-words.json' with { type: 'json' };
import { isDefinite } from '../line/definite.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';

/** What a venture is told with: where one of these is not planned, the venture is not. */
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
/** "and rules out", "y descartan", "but have no plans": a clause of its own, too. */
const AND_VERB = new RegExp(String.raw`^.*\s${inAnyLanguage(WORDS.andVerb)}\s(?:\p{Ll}+\s)?$`, 'u');
/** "no plans for this", "es gibt dafür keine Pläne", "no plans so far": whatever was told before. */
const SAME_MATTER = new RegExp(wordInAnyLanguage(WORDS.sameMatter), 'iu');
/** "no plans to list": what is not planned stands behind. */
const OBJECT = new RegExp(String.raw`^\s?${inAnyLanguage(WORDS.object)}(?!\p{L})`, 'iu');
/** Where verbs end a sentence, what stands before those words is not planned: behind the topic, or one word. */
const BEFORE_VERB: Readonly<Record<string, RegExp>> = {
  ja: /[^は]*$/u,
  ko: /\S+\s?$/u,
  tr: /.*$/u,
};
/** Characters of another matter, at least. */
const LEAST = 8;
const LEAST_BEHIND = 3;
const LEAST_EASTERN = 2;

/** The sentence says of a venture that nobody plans it. */
export function isUnplanned(line: Line, reading: Reading): boolean {
  return (line.words.unplanned ?? []).some((at) => !isOfOtherMatter(at, line, reading));
}

function isOfOtherMatter(at: Place, line: Line, reading: Reading): boolean {
  const { language, eastern } = reading;
  // Of a rumour it is said that it is not true.
  if (line.words.rumoured !== undefined) return false;
  const [from, to] = [at.start - line.start, at.end - line.start];
  const begin = lastBreak(line.text.slice(0, from));
  const behind = CLAUSE.exec(line.text.slice(to))?.index ?? line.text.length - to;
  const leastBehind = eastern ? LEAST_EASTERN : LEAST_BEHIND;
  const told = (names: readonly WordClass[], start: number, end: number): Place[] =>
    names
      .flatMap((name) => line.words[name] ?? [])
      .filter((word) => word.start >= line.start + start && word.end <= line.start + end);
  const beforeVerb = BEFORE_VERB[language ?? ''];
  const isOther = (start: number, end: number): boolean =>
    !SAME_MATTER.test(line.text.slice(start, end)) &&
    !told(OF_VENTURES, start, end).some((word) => !isDefinite(line, word, reading));
  if (beforeVerb !== undefined) {
    const last = beforeVerb.exec(line.text.slice(begin, from))?.[0].length ?? 0;
    return last >= (eastern ? LEAST_EASTERN : LEAST) && isOther(from - last, from);
  }
  if (line.text.slice(to, to + behind).trim().length < leastBehind)
    return !eastern && line.text.slice(begin, from).trim().length >= LEAST && isOther(begin, from);
  const joined = AND_VERB.exec(line.text.slice(begin, from))?.[0].length ?? 0;
  const ventures = told(VENTURES, begin + joined, from);
  const object = OBJECT.test(line.text.slice(to));
  // "The venture has no plans to list"
  if (object && ventures.some((venture) => isDefinite(line, venture, reading))) return true;
  // "A venture was not considered by the board"
  return isOther(to, to + behind) && (eastern || object || ventures.length === 0);
}

function lastBreak(text: string): number {
  for (let at = text.length; at > 0; at--) if (CLAUSE.test(text.charAt(at - 1))) return at;
  return 0;
}
