/** Year and month in which an article appeared, from whatever date text it came with. */
import { parseDate } from '../../text/date/date.ts';
import type { Reading } from './line.ts';

const ISO_MONTH = /^\s*((?:19|20)\d\d-\d\d)(?!\d)/;
const YEAR_ALONE = /^\s*(?:19|20)\d\d\s*$/;
const YEAR = /(?:19|20)\d\d/;

/** `language` decides what 06/01/2025 means. Where no day can be read, a year may still be there. */
export function publicationOf(
  written: string | undefined,
  language: string | null,
): Pick<Reading, 'year' | 'month'> {
  const text = written ?? '';
  const month = ISO_MONTH.exec(text)?.[1] ?? monthRead(text, language);
  const year = month ?? YEAR.exec(text)?.[0];
  return { year: year === undefined ? null : Number(year.slice(0, 4)), month };
}

function monthRead(text: string, language: string | null): string | null {
  // The reader of dates takes a year alone for its first day.
  if (text === '' || YEAR_ALONE.test(text)) return null;
  return parseDate(text, { language })?.day.slice(0, 7) ?? null;
}
