/** A calendar day as found in a date text, and the checks that every reader of days shares. */

export interface FoundDay {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  /** The text without the day: where the time is looked for. */
  readonly rest: string;
}

/** Two-digit years from here on are of the last century, as in POSIX. */
const CENTURY_PIVOT = 69;

/** Whether the day is in the calendar and in a year that publishers can mean. */
export function validDay(found: { year: number; month: number; day: number }): boolean {
  if (found.year < 1900 || found.year > 2100) return false;
  const date = new Date(Date.UTC(found.year, found.month - 1, found.day));
  return date.getUTCMonth() === found.month - 1 && date.getUTCDate() === found.day;
}

/** 25 is 2025, 98 is 1998; other years are themselves. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year >= CENTURY_PIVOT ? 1900 + year : 2000 + year;
}

/** `text` with [start, end) blanked, so that the parts on either side do not run together. */
export function without(text: string, start: number, end: number): string {
  return `${text.slice(0, start)} ; ${text.slice(end)}`;
}
