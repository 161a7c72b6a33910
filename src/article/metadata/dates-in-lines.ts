/** Finds dates in lines of text by their form, and tells dates of publication from those of later changes. */

import type { ParsedDate } from '../../text/date/date.ts';

/** Reads one date text in the page's language. */
export type ReadDate = (text: string) => ParsedDate | null;

const LONGEST_DATE_LINE = 120;
/** Characters of a line that holds nothing but a date, in whichever form, and a word or two. */
const SHORT_LINE = 40;
/** A digit of any script: Arabic pages have their own. */
export const DIGIT = /\p{Nd}/u;

/** Words that mark the date of a later change. */
export const LATER =
  /updated|modified|changed|aktualis|geändert|mis à jour|actualizad|atualizad|aggiorna|bijgewerkt|aktualizacj|zaktualizowan|güncelle|kemas ?kini|更新|修改|수정/i;

/**
 * The first date of the lines; one of a later change only if there is no other. In running text, which mentions the days of
 * other events, only a date that begins a paragraph or has a time of day counts. `readWhole` reads short lines as a whole.
 */
export function firstDate(
  lines: readonly string[],
  read: ReadDate,
  readWhole: ReadDate = () => null,
): ParsedDate | null {
  let changed: ParsedDate | null = null;
  for (const line of lines) {
    if (!DIGIT.test(line)) continue;
    const prose = isProse(line);
    let after = 0;
    for (const { date, from, to } of datesInside(line, read)) {
      const counts = !prose || from <= 1 || date.precision === 'time';
      if (counts && !LATER.test(line.slice(after, from))) return date;
      if (counts) changed ??= date;
      after = to;
    }
    const date = after === 0 && line.length <= SHORT_LINE ? readWhole(line) : null;
    if (date !== null && !LATER.test(line.slice(0, line.search(DIGIT)))) return date;
    changed ??= date;
  }
  return changed;
}

/** As firstDate, for the lines around a headline: short ones only, but with a date in any form that `read` knows. */
export function dateNear(lines: readonly string[], read: ReadDate): ParsedDate | null {
  return firstDate(
    lines.filter((line) => line.length <= LONGEST_DATE_LINE),
    read,
    read,
  );
}

const SENTENCE = 8;

function isProse(line: string): boolean {
  return (
    line.length > LONGEST_DATE_LINE || (/\p{L}[.!?。]$/u.test(line) && line.split(' ').length >= SENTENCE)
  );
}

/** The time of day that a line gives for a day known from elsewhere; lines about later changes do not count. */
export function timeNear(day: string, lines: readonly string[], read: ReadDate): ParsedDate | null {
  for (const line of lines) {
    if (line.length > LONGEST_DATE_LINE || !/\d/.test(line) || LATER.test(line)) continue;
    const date = dateInside(line, read);
    if (date?.precision === 'time' && date.day === day) return date;
  }
  return null;
}

/** Forms of days that cannot be taken for other numbers in a text. */
const DAY = [
  String.raw`\b\d{4}-\d{2}-\d{2}`,
  String.raw`\d{4}年\s?\d{1,2}月\s?\d{1,2}日`,
  String.raw`\d{4}년\s?\d{1,2}월\s?\d{1,2}일`,
  String.raw`\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s)?\p{L}{3,10}\.?,?\s(?:de\s)?(?:19|20)\d{2}`,
  String.raw`\b\p{L}{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2}`,
  String.raw`\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}\b`,
  String.raw`\b(?:19|20)\d{2}[./]\d{1,2}[./]\d{1,2}\b`,
].join('|');
/** The weekday and the words that may stand between a day and its time. */
const WEEKDAY = `(?:${[
  '[(（]?[月火水木金土日一二三四五六월화수목금토일][)）]',
  '星期.|周[一二三四五六日]',
  '[월화수목금토일]요일',
  String.raw`\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?\)?`,
  'Pazartesi|Salı|Çarşamba|Perşembe|Cuma(?:rtesi)?|Pazar',
].join('|')})?`;
const AT =
  /(?:[Aa]t|um|à|kl\.?|klo|om|[ao]lle(?: ore)?|ore|a las|às|o?\s?godz\.?|g\.|saat|в)?\s?(?:上午|下午|午前|午後|오전|오후)?\s?/u
    .source;
/** Hours of the morning, the afternoon, the night and noon in Malay. */
const MALAY_HOURS = '(?:[Pp]agi|PAGI|[Pp]etang|PETANG|[Mm]alam|MALAM|[Tt]engah ?hari|TENGAH ?HARI)\\b';
const CLOCKS = [
  String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{3})?)?`,
  String.raw`\d{1,2}[.h]\d{2}(?=\s(?:[Uu]hr|uur|GMT|BST|CES?T|${MALAY_HOURS})|h\b)`,
  String.raw`(?<=(?:ore|godz\.)\s)\d{1,2}\.\d{2}\b`,
  String.raw`\d{1,2}\s?h\s?\d{2}\b`,
  String.raw`\d{1,2}[時时点시]\s?(?:\d{1,2}[分분])?`,
  String.raw`\d{1,2}(?=\s?(?:[AaPp]\.?[Mm]\b|Uhr\b|${MALAY_HOURS}))`,
];
/** A time of day in forms that cannot be taken for other numbers. */
const CLOCK = String.raw`(?:${CLOCKS.join('|')})(?:\s?[AaPp]\.?[Mm]\b\.?|\s(?:[Uu]hr|uur)\b|\s${MALAY_HOURS})?`;
const ZONES = [
  String.raw`[+-]\d{2}:?\d{2}`,
  String.raw`(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?`,
  '[A-Z]{1,4}T|BST|Z',
  '(?:Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight))? Time',
  '(?:Beijing|China Standard) [Tt]ime|北京时间',
];
const ZONE = String.raw`\s?\(?(?:${ZONES.join('|')})(?![\p{L}\d])\)?`;
/** British papers write the time first: "15:05, 12 Sep 2025". */
const BEFORE = /(?<![\d:])\d{1,2}:\d{2}(?:\s?[AaPp][Mm]|\s[Uu]hr)?(?:\s(?:GMT|BST|UTC|CES?T))?,?\s(?:on\s)?/u
  .source;
const INSIDE = new RegExp(
  `(?:${BEFORE})?(?:${DAY})(?:T[\\d:.+Z-]{4,20}|(?:\\s?r\\.|\\.)?[\\s,|·•@–-]{0,3}${WEEKDAY}[\\s,]{0,2}${AT}${CLOCK}(?:${ZONE})?)?`,
  'gu',
);

/** "In this March 2, 2011 file photo": that is the day of a picture. */
const ARCHIVED = /^,?\s(?:file|archive) (?:photo|picture|image)/i;

const MAX_DATES = 40;

interface DateInside {
  readonly date: ParsedDate;
  readonly from: number;
  readonly to: number;
}

function* datesInside(text: string, read: ReadDate): Generator<DateInside> {
  let tried = 0;
  for (const match of text.matchAll(INSIDE)) {
    if (++tried > MAX_DATES) return;
    const [from, to] = [match.index, match.index + match[0].length];
    const date = ARCHIVED.test(text.slice(to, to + 20)) ? null : read(match[0]);
    if (date !== null) yield { date, from, to };
  }
}

export function dateInside(text: string, read: ReadDate): ParsedDate | null {
  return datesInside(text, read).next().value?.date ?? null;
}
