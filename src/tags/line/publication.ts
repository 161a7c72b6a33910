/** The year and month in which an article was published, from whatever date text the input has. */
import { parseDate } from '../../text/date/date.ts';
import type { Reading } from './line.ts';

const ISO_MONTH = /^\s*((?:19|20)\d\d-\d\d)(?!\d)/;
const YEAR_ALONE = /^\s*(?:19|20)\d\d\s*$/;
const YEAR = /(?:19|20)\d\d/;

/** `language` decides whether 06/01/2025 is in January or June. Where no full date can be read, the year may still be found. */
export function publicationOf(
  written: string | undefined,
  language: string | null,
): Pick<Reading, 'year' | 'month'> {
  const text = written ?? '';
  const month = ISO_MONTH.exec(text)?.[1] ?? parsedMonth(text, language);
  const year = month ?? YEAR.exec(text)?.[0];
  return { year: year === undefined ? null : Number(year.slice(0, 4)), month };
}

function parsedMonth(text: string, language: string | null): string | null {
  // parseDate reads a year alone as its first of January, which says nothing about the month.
  if (text === '' || YEAR_ALONE.test(text)) return null;
  return parseDate(text, { language })?.day.slice(0, 7) ?? null;
}
