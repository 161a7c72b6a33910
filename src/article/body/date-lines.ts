/** Recognises lines that hold nothing but dates of publication or change, in the languages of the feeds. */

import { plainThaiDate } from '../../text/date/thai-date.ts';
import { inAnyLanguage } from '../../text/words/one-of.ts';
import { hasThai } from '../../text/words/thai-sentences.ts';
import PHRASES from './date-phrases.json' with { type: 'json' };

/** Words before the date, as in "Last updated on 16 November 2026". */
const LABEL = `${inAnyLanguage(PHRASES.label)}(?: ${inAnyLanguage(PHRASES.on)})?`;
const WEEKDAY = '(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? )';
const DAYS = [
  String.raw`\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}`,
  String.raw`\d{1,2}(?:st|nd|rd|th)?\.? (?:de )?\p{L}{3,9}\.?,? (?:de )?\d{4}`,
  String.raw`\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日.]?`,
  String.raw`\d{4}\. ?\d{1,2}\. ?\d{1,2}\.?`,
  String.raw`\d{4}년 ?\d{1,2}월 ?\d{1,2}일`,
  String.raw`\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`,
];
/** A day, and its weekday in brackets. */
const DAY = String.raw`(?:${DAYS.join('|')})(?:\s?[(（]\p{L}{1,3}[)）])?`;
const CLOCK = String.raw`\d{1,2}(?:[:.h]|시 ?|時)\d{2}(?::\d{2})?[分분]?(?: ?(?:[ap]\.?m\.?|pagi|petang|malam|tengah ?hari))?(?: ?(?:uhr|[a-z]{1,3}t|utc|mes?z|msk)\b)?`;
const GAP = `[ ,|·@–-]{1,3}(?:${inAnyLanguage(PHRASES.at)} )?`;
const MARK = String.raw`\s?[:：]?\s?`;
const STAMP = `${WEEKDAY}?${DAY}(?:${GAP}${CLOCK})?`;

const PIECE = new RegExp(
  String.raw`^[\s|·•–—/,;-]{0,5}(?:(?<label>${LABEL})${MARK})?(?:(?<day>${STAMP})|(?:(?:at|à|um) )?${CLOCK})`,
  'iu',
);
const LONGEST_DATE_LINE = 160;
const MOST_DATES = 3;

/** Each date after the first needs its own label: "Publié le 16 nov. 2026 à 07:00 | Mis à jour à 10:12". */
export function isDateLine(line: string): boolean {
  if (line.length > LONGEST_DATE_LINE || !/\d/.test(line)) return false;
  let rest = hasThai(line) ? plainThaiDate(line).replace(/\s+/g, ' ').trim() : line;
  for (let date = 0; date < MOST_DATES; date++) {
    const { 0: piece, groups } = PIECE.exec(rest) ?? {};
    if (piece === undefined || groups?.[date === 0 ? 'day' : 'label'] === undefined) return false;
    rest = rest.slice(piece.length);
    if (rest === '' || rest === '.') return true;
  }
  return false;
}
