/** Finds dates among what the reader of a page sees: marked times, elements named for dates, lines of text. */

import type { Element } from 'domhandler';
import type { ParsedDate } from '../../text/date.ts';
import { attribute, elementsWhere, isElement, namesOf, textOf, wordsOfName } from '../dom.ts';
import type { Page } from '../parse-page.ts';

/** Reads one date text in the page's language. */
export type ReadDate = (text: string) => ParsedDate | null;

const LONGEST_DATE_LINE = 120;

const LATER =
  /updated|modified|changed|aktualis|geändert|mis à jour|actualizad|atualizad|aggiorna|bijgewerkt|aktualizacj|zaktualizowan|güncelle|更新|修改|수정/i;

/** The first date of the lines; one of a later change counts only where no other stands. */
export function dateNear(lines: readonly string[], read: ReadDate): ParsedDate | null {
  let changed: ParsedDate | null = null;
  for (const line of lines) {
    const digit = line.search(/\d/);
    if (line.length > LONGEST_DATE_LINE || digit < 0) continue;
    const date = dateInside(line, read) ?? (line.length <= 40 ? read(line) : null);
    if (date !== null && !LATER.test(line.slice(0, digit))) return date;
    changed ??= date;
  }
  return changed;
}

/** The time that a line states for a day known from elsewhere; lines on later changes are no such. */
export function timeNear(day: string, lines: readonly string[], read: ReadDate): ParsedDate | null {
  for (const line of lines) {
    if (line.length > LONGEST_DATE_LINE || !/\d/.test(line) || LATER.test(line)) continue;
    const date = dateInside(line, read);
    if (date?.precision === 'time' && date.day === day) return date;
  }
  return null;
}

const DATE_WORDS = new Set(
  'date dates datetime time timestamp published publish pubdate posted dateline created datum fecha data when day'.split(
    ' ',
  ),
);
const NOT_DATE_WORDS = new Set(
  'modified updated update reading read expire event comment comments related upcoming duration countdown'.split(
    ' ',
  ),
);
const MAX_CANDIDATES = 80;

const DATE_PROPERTY = /(?:^|\s)date(?:Published|Created)(?:\s|$)/;
const PUBLISHED_PROPERTY = /(?:^|\s)datePublished(?:\s|$)|^dc:date$/;
const DATE_CLASS = /(?:^|\s)(?:published|entry-date)(?:\s|$)/;
/** `<abbr title="2011-08-25T01:40:40Z">an hour ago</abbr>` */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const PUBLISHED_CLASS = /(?:^|\s)published(?:\s|$)/;

function isMarkedDate(element: Element): boolean {
  const { name, attribs } = element;
  const { itemprop, property } = attribs;
  if (itemprop !== undefined && DATE_PROPERTY.test(itemprop)) return true;
  if (property !== undefined && PUBLISHED_PROPERTY.test(property)) return true;
  if (name === 'time')
    return attribs['pubdate'] !== undefined || DATE_CLASS.test(attribute(element, 'class'));
  const title = name === 'abbr' ? attribs['title'] : undefined;
  return title !== undefined && (INSTANT.test(title) || PUBLISHED_CLASS.test(attribute(element, 'class')));
}

export function markedTime(page: Page, read: ReadDate): ParsedDate | null {
  const exact = elementsWhere(page.root, isMarkedDate);
  const times = page.tagged('time').filter((t) => attribute(t, 'datetime') !== '');
  const all = [...exact, ...times].slice(0, MAX_CANDIDATES);
  for (const element of all) {
    if (
      outsideArticle(element) ||
      namesOf(element).some((n) => wordsOfName(n).some((w) => w === 'updated' || w === 'modified'))
    )
      continue;
    const date =
      read(attribute(element, 'datetime')) ??
      read(attribute(element, 'content')) ??
      read(attribute(element, 'title')) ??
      read(textOf(element, 80));
    if (date !== null) return date;
  }
  return null;
}

function outsideArticle(element: Element): boolean {
  let node: Element = element;
  for (let i = 0; i < 30; i++) {
    if (node.name === 'footer' || node.name === 'aside' || node.name === 'nav') return true;
    if (
      /comment|related|sidebar|footer|widget|recommend|latest|teaser|recent/i.test(
        `${attribute(node, 'class').slice(0, 200)} ${attribute(node, 'id').slice(0, 100)}`,
      )
    )
      return true;
    const up = node.parent;
    if (!isElement(up) || up.name === 'body') return false;
    node = up;
  }
  return false;
}

const MAYBE_DATE = /dat|time|publish|posted|meta|byline/i;

/** Elements whose name speaks of a date, then lines that say so themselves. */
export function visibleDate(page: Page, read: ReadDate): ParsedDate | null {
  const named = elementsWhere(
    page.root,
    (e) => MAYBE_DATE.test(attribute(e, 'class')) || /date/i.test(attribute(e, 'id')),
  ).slice(0, 400);
  for (const element of named) {
    if (!isDateName(element) || outsideArticle(element)) continue;
    const text = textOf(element, 160);
    if (text.length < 6 || text.length > 150 || !/\d/.test(text)) continue;
    const date = read(attribute(element, 'title')) ?? read(text) ?? dateInside(text, read);
    if (date !== null) return date;
  }
  const body = textOf(page.tagged('body')[0] ?? page.root, 60_000);
  return dateInside(body, read);
}

function isDateName(element: Element): boolean {
  return namesOf(element).some((name) => {
    const words = wordsOfName(name);
    return (
      words.some((w) => DATE_WORDS.has(w) || w === 'meta' || w === 'byline') &&
      !words.some((w) => NOT_DATE_WORDS.has(w))
    );
  });
}

/** Forms of days that can be told from other numbers inside a text. */
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
const CLOCKS = [
  String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{3})?)?`,
  String.raw`\d{1,2}[.h]\d{2}(?=\s(?:[Uu]hr|uur|GMT|BST|CES?T)|h\b)`,
  String.raw`(?<=(?:ore|godz\.)\s)\d{1,2}\.\d{2}\b`,
  String.raw`\d{1,2}\s?h\s?\d{2}\b`,
  String.raw`\d{1,2}[時时点시]\s?(?:\d{1,2}[分분])?`,
  String.raw`\d{1,2}(?=\s?(?:[AaPp]\.?[Mm]\b|Uhr\b))`,
];
/** A time of day that its form tells from other numbers. */
const CLOCK = String.raw`(?:${CLOCKS.join('|')})(?:\s?[AaPp]\.?[Mm]\b\.?|\s(?:[Uu]hr|uur)\b)?`;
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
  `(?:${BEFORE})?(?:${DAY})(?:T[\\d:.+Z-]{4,20}|(?:\\s?r\\.|\\.)?[\\s,|·•–-]{0,3}${WEEKDAY}[\\s,]{0,2}${AT}${CLOCK}(?:${ZONE})?)?`,
  'gu',
);

/** "In this March 2, 2011 file photo": the day of a picture. */
const ARCHIVED = /^,?\s(?:file|archive) (?:photo|picture|image)/i;

function dateInside(text: string, read: ReadDate): ParsedDate | null {
  let tried = 0;
  for (const match of text.matchAll(INSIDE)) {
    if (++tried > 40) return null;
    if (ARCHIVED.test(text.slice(match.index + match[0].length, match.index + match[0].length + 20)))
      continue;
    const date = read(match[0]);
    if (date !== null) return date;
  }
  return null;
}
