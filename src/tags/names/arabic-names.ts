/** Candidates for company names in Arabic, which has no capital letters: the words that follow "company" or "group". */
import { overlap } from '../line/distance.ts';
import type { Line } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import type { Candidate } from './name-candidate.ts';

/** Candidates per article. */
const MOST_CANDIDATES = 200;
const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{N}&-]*`;
/** A noun for a company, with its prefixes, and up to four words after it. */
const BEHIND_NOUN = new RegExp(
  String.raw`(?<!\p{L})[وفبلك]?(?:ال|لل)?(?:شركة|شركتي|مجموعة|مجموعتي)\s(${WORD}(?:\s${WORD}){0,3})`,
  'gu',
);
/** Words before which a name ends: prepositions, pronouns, verbs in the present or future tense, adjectives. */
const ENDS_BEFORE =
  /^(?:[وف]?(?:أن|إلى|إن|التي|الذي|بعد|بنسبة|بين|تابعة|حتى|خلال|ضمن|عام|عبر|على|عن|عند|في|قبل|قد|كما|لم|لن|ليست?|مع|من|منذ|نحو|هي|هو|حيث|ما|كل|أي|واحدة|أخرى|ثانية|كبرى|رائدة)|[لب]\p{L}{3,}|و\p{L}{3,}|[وف]?س?[تيأ]\p{L}{3,}(?:ان|ون)?|ال\p{L}+(?:ية|ي|يين|تين|ان|ين)|\p{L}+ية|\p{L}{2,}ت)$/u;
/** "the company X, the joint venture of": after the name of a venture, which is no side of one. */
const IS_VENTURE = /^["”»)]?,?\s(?:(?:وهي|وهو|التي هي)\s)?(?:ال)?(?:مشروع|تأسست|المملوكة)/u;
/** "under the name of", "called": what is founded gets this name. */
const CALLED = /(?:تحمل|يحمل|باسم|اسم|تسمى|تدعى)\s\S*$/u;
/** UTF-16 units from the end of a name to the word for a country after it: a space, the article or another prefix. */
const COUNTRY_GAP = 4;
/** A word of these classes is no part of a name. */
const NO_NAME: readonly WordClass[] = [
  'abroad',
  'auto',
  'battery',
  'charging',
  'china',
  'electric',
  'ev',
  'expanded',
  'firm',
  'form',
  'joint',
  'jointFirm',
  'newFirm',
  'otherIndustry',
  'signed',
  'venture',
  'ventureWeak',
];
const VENTURE: readonly WordClass[] = ['coOwn', 'equal', 'jointFirm', 'newFirm', 'venture', 'ventureWeak'];

/** Every name after a noun for a company: surer in a sentence about a venture, or before a country: "the company X, Chinese". */
export function arabicNames(lines: readonly Line[]): Candidate[] {
  const found: Candidate[] = [];
  for (const line of lines)
    for (const match of line.text.matchAll(BEHIND_NOUN)) {
      if (found.length >= MOST_CANDIDATES) return found;
      const start = match.index + match[0].length - (match[1]?.length ?? 0);
      const name = nameAt(line, start, match[1] ?? '');
      if (name === null) continue;
      const end = start + name.length;
      const after = line.text.slice(end);
      if (IS_VENTURE.test(after) || CALLED.test(line.text.slice(0, match.index))) continue;
      const isBefore = (country: 'abroad' | 'china'): boolean =>
        line.words[country]?.some((at) => {
          const gap = at.start - line.start - end;
          return gap > 0 && gap <= COUNTRY_GAP;
        }) === true;
      const chinese = isBefore('china');
      const foreign = isBefore('abroad');
      const onVenture = VENTURE.some((one) => line.words[one] !== undefined);
      found.push({
        name,
        core: name,
        signs: {
          noun: onVenture ? 1 : 0.7,
          ...(chinese || foreign ? { national: 0.5 } : {}),
        },
        chinese: chinese ? true : foreign ? false : null,
      });
    }
  return found;
}

/** The words after the noun that belong to the name; null where none does, or where the name is a known one. */
function nameAt(line: Line, start: number, written: string): string | null {
  const parts: string[] = [];
  let at = start;
  for (const part of written.split(' ')) {
    const word = { start: line.start + at, end: line.start + at + part.length };
    const isCommonWord = NO_NAME.some((name) => line.words[name]?.some((place) => overlap(place, word)));
    const listed = [...line.companies, ...line.ventures].some((place) => overlap(place, word));
    if (listed) return null;
    if (isCommonWord || ENDS_BEFORE.test(part)) break;
    parts.push(part);
    at += part.length + 1;
  }
  const name = parts.join(' ');
  return name.length > 2 ? name : null;
}
