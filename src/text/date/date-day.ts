/** Finds the calendar day in a date text: numbers in their usual orders, East Asian dates, names of months. */
import { findNamedDay, findScatteredDay } from './date-named-day.ts';
import { type FoundDay, fullYear, without } from './found-day.ts';

export interface DayStyle {
  /** 06/01/2025 is the first of June. */
  readonly monthFirst: boolean;
  /** 25.01.06 is the sixth of January. */
  readonly yearFirst: boolean;
}

/** The first day found, not yet checked against the calendar; `text` is in simplified form (see date.ts). */
export function findDay(text: string, style: DayStyle): FoundDay | null {
  return (
    findEastAsian(text) ??
    findYearFirst(text) ??
    findCompact(text) ??
    findVietnamese(text) ??
    findNamedDay(text) ??
    findNumeric(text, style) ??
    findScatteredDay(text) ??
    findPartial(text)
  );
}

function found(text: string, match: RegExpExecArray, year: number, month: string, day: string): FoundDay {
  const rest = without(text, match.index, match.index + match[0].length);
  return { year, month: Number(month), day: Number(day), rest };
}

/** First years of the eras that official dates of Japan and Taiwan count from, less one. */
const ERAS: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925, 民國: 1911, 民国: 1911 };

/** 2025年1月6日, 二〇二五年一月六日, 令和7年1月6日, 2025년 1월 6일. */
function findEastAsian(text: string): FoundDay | null {
  const digits = text.replace(/[〇零○一二三四五六七八九十元]{1,4}(?=\s?[年月日号號])/g, chineseNumber);
  const match =
    /(令和|平成|昭和|民國|民国)?\s?(?<!\d)(\d{1,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})(?:\s?[日号號일])?/.exec(
      digits,
    );
  if (match === null) return null;
  const [, era, year = '', month = '', day = ''] = match;
  if (era !== undefined) return found(digits, match, (ERAS[era] ?? 0) + Number(year), month, day);
  // years of Taiwan's era have three digits and often lack its name
  if (year.length === 3) return found(digits, match, (ERAS['民國'] ?? 0) + Number(year), month, day);
  return year.length === 4 || year.length === 2 ? found(digits, match, fullYear(year), month, day) : null;
}

/** 二〇二五 digit by digit, 二十一 by tens; 元 is the first year of an era. */
function chineseNumber(text: string): string {
  const digits = '〇一二三四五六七八九';
  const values = [...text].map((c) => (c === '零' || c === '○' ? 0 : c === '元' ? 1 : digits.indexOf(c)));
  const ten = text.indexOf('十');
  if (ten < 0) return values.join('');
  const tens = ten === 0 ? 1 : (values[ten - 1] ?? 1);
  return String(tens * 10 + (values[ten + 1] ?? 0));
}

/** 2025-01-06, 2025/1/6, 2025.01.06, `2025. 1. 6.`; what follows may be a time glued on with T. */
function findYearFirst(text: string): FoundDay | null {
  // one separator for both, or the year is the end of a day before it: "06.01.2025 - 10.30"
  const match =
    /(?<!\d)(?<!\d ?\1 ?\d{1,2} ?([-/.]) ?)(\d{4}) ?([-/.]) ?(\d{1,2}) ?\3 ?(\d{1,2})(?!\d)\.?/.exec(text);
  if (match === null) return null;
  const [, , year = '', , month = '', day = ''] = match;
  return found(text, match, Number(year), month, day);
}

/** 20250106, 20250106T143000, 202501061430, and days by number of the year: 2025-006. */
function findCompact(text: string): FoundDay | null {
  const ordinal = /^(\d{4})-?(\d{3})(?=$|[t ])/.exec(text);
  if (ordinal !== null) {
    const [, year = '', number = ''] = ordinal;
    const date = new Date(Date.UTC(Number(year), 0, Number(number)));
    // A day past the end of the year must fail the calendar check, not become a day of the next.
    const month = date.getUTCFullYear() === Number(year) ? date.getUTCMonth() + 1 : 0;
    return found(text, ordinal, Number(year), String(month), String(date.getUTCDate()));
  }
  const match = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:[t ]?([0-2]\d)([0-5]\d)([0-5]\d)?)?(?!\d)/.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hours, minutes, seconds = '00'] = match;
  const dayOnly = found(text, match, Number(year), month, day);
  if (hours === undefined) return dayOnly;
  return { ...dayOnly, rest: ` ${hours}:${minutes}:${seconds}${text.slice(match.index + match[0].length)}` };
}

/** 6 tháng 1 năm 2025, 6 tháng 1, 2025: months have numbers there. */
function findVietnamese(text: string): FoundDay | null {
  const match = /(?<!\d)(\d{1,2}) ?thang (\d{1,2}),? ?(?:nam )?(\d{4})(?!\d)/.exec(text);
  if (match === null) return null;
  const [, day = '', month = '', year = ''] = match;
  return found(text, match, Number(year), month, day);
}

/** 06.01.2025, 6/1/25, 06-01-2025 in the order that follows from the separator, the numbers and the style. */
function findNumeric(text: string, style: DayStyle): FoundDay | null {
  const match = /(?<![\d.])(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d:])/.exec(text);
  if (match === null) return null;
  const [, first = '', separator, second = '', third = ''] = match;
  if (third.length === 2) {
    if (style.yearFirst && first.length === 2) return found(text, match, fullYear(first), second, third);
    // with hyphens a short year may be at either end
    if (separator === '-') return null;
  }
  const year = fullYear(third);
  const americanOnly = Number(second) > 12 && Number(first) <= 12;
  const monthFirst = separator !== '.' && style.monthFirst && Number(first) <= 12;
  if (americanOnly && separator !== '.') return found(text, match, year, first, second);
  return monthFirst ? found(text, match, year, first, second) : found(text, match, year, second, first);
}

/** A year or a month alone, as W3C-DTF allows: its first day. */
function findPartial(text: string): FoundDay | null {
  const match = /^((?:19|20)\d\d)(?:-(\d\d))?$/.exec(text);
  return match === null ? null : found(text, match, Number(match[1]), match[2] ?? '1', '1');
}
