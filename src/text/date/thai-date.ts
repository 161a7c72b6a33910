/**
 * Rewrites Thai dates in the form that date.ts reads: "21 พ.ย. 2568 เวลา 10.30 น." is "2025-11-21  10:30". Months are told
 * apart by marks that date.ts folds away (ม.ค. is January, มี.ค. March), and years are those of the Buddhist era.
 */
import { plainDigits } from '../words/digits.ts';

const MONTHS: readonly string[] = [
  'มกราคม|ม\\.?ค\\.?',
  'กุมภาพันธ์|ก\\.?พ\\.?',
  'มีนาคม|มี\\.?ค\\.?',
  'เมษายน|เม\\.?ย\\.?',
  'พฤษภาคม|พ\\.?ค\\.?',
  'มิถุนายน|มิ\\.?ย\\.?',
  'กรกฎาคม|ก\\.?ค\\.?',
  'สิงหาคม|ส\\.?ค\\.?',
  'กันยายน|ก\\.?ย\\.?',
  'ตุลาคม|ต\\.?ค\\.?',
  'พฤศจิกายน|พ\\.?ย\\.?',
  'ธันวาคม|ธ\\.?ค\\.?',
];
const DATE = new RegExp(
  String.raw`(?<!\d)(\d{1,2})\s{0,2}(?:${MONTHS.map((names) => `(${names})`).join('|')}),?\s{0,2}(?:(พ|ค)\.?\s?ศ\.?|ปี)?\s{0,2}(\d{4}|\d{2})(?!\d)`,
  'u',
);
const TIME = /(?<![\d.:])(\d{1,2})[.:](\d{2})(?::\d{2})?\s?(?:น\.|น(?!\p{L})|นาฬิกา)/u;
/** Short years from here on are Buddhist: 68 is 2568, and 25 is 2025. */
const BUDDHIST_SHORT = 43;
/** Years by which the Buddhist era is ahead. */
export const BUDDHIST_ERA = 543;
/** No other years of four digits are so large. */
const BUDDHIST = 2400;

export function plainThaiDate(text: string): string {
  return plainDigits(text)
    .replace(DATE, (_, day: string, ...rest: (string | undefined)[]) => {
      const month = rest.findIndex((name) => name !== undefined) + 1;
      const [era, year = ''] = rest.slice(MONTHS.length);
      return ` ${yearOf(year, era)}-${twoDigits(String(month))}-${twoDigits(day)} `;
    })
    .replace(TIME, (_, hours: string, minutes: string) => ` ${hours}:${minutes} `);
}

function yearOf(written: string, era: string | undefined): number {
  if (written.length === 4) return commonYear(Number(written));
  const short = Number(written);
  return era !== 'ค' && short >= BUDDHIST_SHORT ? 2500 + short - BUDDHIST_ERA : 2000 + short;
}

/** The common year (CE) of a year that may be Buddhist. */
export function commonYear(year: number): number {
  return year >= BUDDHIST && year < BUDDHIST + 300 ? year - BUDDHIST_ERA : year;
}

const twoDigits = (number: string): string => number.padStart(2, '0');
