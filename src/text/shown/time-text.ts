/** Times as people read them: one form for moments, in UTC, and one for how long something takes. Programs get ISO 8601. */
import { counted } from './counted.ts';

/** 2026-11-21 23:50:12Z; of ISO 8601 or epoch ms. */
export function momentText(at: string | number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}

/** When something was published: only the day where the time is midnight, which means that only the day is known. */
export function publishedText(iso: string): string {
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : momentText(iso);
}

/** For an article without a date. Whether its publisher gave none or an implausible one is not stored. */
export const NO_DATE = 'no usable date';

/** A calendar day; that of an article without a date is the day on which it was first seen, and says so. */
export const dayText = (day: string, publishedAt: string | null): string =>
  publishedAt === null ? `seen ${day}` : day;

interface DayOfArticle {
  readonly day: string;
  readonly publishedAt: string | null;
}

/** Whether any of the articles is dated this day; if none is, it is the day on which they were first seen. */
export const isDated = (day: string, articles: readonly DayOfArticle[]): boolean =>
  articles.some((one) => one.day === day && one.publishedAt !== null);

/** A day of several articles, marked as `seen` where none of them is dated that day. */
export const toldDayText = (day: string, articles: readonly DayOfArticle[]): string =>
  isDated(day, articles) ? day : `seen ${day}`;

/** The day on which an article was published, its publisher's own where that is known. */
export function publishedDayText(article: {
  readonly publishedDay: string | null;
  readonly publishedAt: string | null;
  readonly firstSeenAt: string;
}): string {
  const { publishedDay, publishedAt, firstSeenAt } = article;
  return publishedDay ?? dayText((publishedAt ?? firstSeenAt).slice(0, 10), publishedAt);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "42 ms", "11.2 seconds", "40 minutes", "5 hours", "12 days". */
export function spanText(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 2 * MINUTE) return counted(Math.round(ms / 100) / 10, 'second');
  if (ms < 2 * HOUR) return counted(Math.round(ms / MINUTE), 'minute');
  return ms < 2 * DAY ? counted(Math.round(ms / HOUR), 'hour') : counted(Math.round(ms / DAY), 'day');
}
