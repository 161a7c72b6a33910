/** Names of Arabic that may be companies', which no capital letter shows: what stands behind "the company", up to where it ends. */
import { overlap } from '../line/distance.ts';
import type { Line } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import type { Candidate } from './name-candidate.ts';

/** So many names of an article are looked at. */
const MOST = 200;
const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{N}&-]*`;
const BEHIND_NOUN = new RegExp(
  String.raw`(?<!\p{L})[وفبلك]?(?:ال|لل)?(?:شركة|شركتي|مجموعة|مجموعتي)\s(${WORD}(?:\s${WORD}){0,3})`,
  'gu',
);
/** Words that end a name: prepositions, pronouns, verbs of the present and the future, what says how a company is. */
const ENDS_BEFORE =
  /^(?:[وف]?(?:أن|إلى|إن|التي|الذي|بعد|بنسبة|بين|تابعة|حتى|خلال|ضمن|عام|عبر|على|عن|عند|في|قبل|قد|كما|لم|لن|ليست?|مع|من|منذ|نحو|هي|هو|حيث|ما|كل|أي|واحدة|أخرى|ثانية|كبرى|رائدة)|[لب]\p{L}{3,}|و\p{L}{3,}|[وف]?س?[تيأ]\p{L}{3,}(?:ان|ون)?|ال\p{L}+(?:ية|ي|يين|تين|ان|ين)|\p{L}+ية|\p{L}{2,}ت)$/u;
/** "the company X, the joint venture of": it is the venture. */
const IS_VENTURE = /^["”»)]?,?\s(?:(?:وهي|وهو|التي هي)\s)?(?:ال)?(?:مشروع|تأسست|المملوكة)/u;
const NAMED_SO = /(?:تحمل|يحمل|باسم|اسم|تسمى|تدعى)\s\S*$/u;
/** So many letters lie between a name and where the company is from: the space, the article and its like. */
const NATION_NEXT = 4;
/** What these say is no name. */
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
const MEETING: readonly WordClass[] = ['coOwn', 'equal', 'jointFirm', 'newFirm', 'venture', 'ventureWeak'];

/** Every name that is called a company's in a sentence on a venture, or stands before where a company is from. */
export function arabicNames(lines: readonly Line[]): Candidate[] {
  const found: Candidate[] = [];
  for (const line of lines)
    for (const match of line.text.matchAll(BEHIND_NOUN)) {
      if (found.length >= MOST) return found;
      const start = match.index + match[0].length - (match[1]?.length ?? 0);
      const name = nameAt(line, start, match[1] ?? '');
      if (name === null) continue;
      const end = start + name.length;
      const after = line.text.slice(end);
      if (IS_VENTURE.test(after) || NAMED_SO.test(line.text.slice(0, match.index))) continue;
      const nation = (where: 'abroad' | 'china'): boolean =>
        line.words[where]?.some((at) => {
          const gap = at.start - line.start - end;
          return gap > 0 && gap <= NATION_NEXT;
        }) === true;
      const chinese = nation('china');
      const meets = MEETING.some((one) => line.words[one] !== undefined);
      found.push({
        name,
        core: name,
        signs: {
          noun: meets ? 1 : 0.7,
          ...(chinese || nation('abroad') ? { national: 0.5 } : {}),
        },
        chinese: chinese ? true : nation('abroad') ? false : null,
      });
    }
  return found;
}

/** The words behind the noun that belong to the name; null where none does. */
function nameAt(line: Line, start: number, written: string): string | null {
  const parts: string[] = [];
  let at = start;
  for (const part of written.split(' ')) {
    const word = { start: line.start + at, end: line.start + at + part.length };
    const told = NO_NAME.some((name) => line.words[name]?.some((place) => overlap(place, word)));
    const listed = [...line.companies, ...line.ventures].some((place) => overlap(place, word));
    if (listed) return null;
    if (told || ENDS_BEFORE.test(part)) break;
    parts.push(part);
    at += part.length + 1;
  }
  const name = parts.join(' ');
  return name.length > 2 ? name : null;
}
