/** How times, numbers, languages and countries are written on the page: English, UTC. */
import { isDated } from '../text/shown/time-text.ts';
import { type Html, html } from './html.ts';

const NUMBER = new Intl.NumberFormat('en-GB');
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export const number = (value: number): string => NUMBER.format(value);

/** `1 article`, `2,300 articles`. */
export const counted = (value: number, one: string, more = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : more}`;

/** With a capital: messages are written to stand behind `jvwire: `. */
export const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}`;

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A calendar day (YYYY-MM-DD), month (YYYY-MM) or year; anything else is returned as it is. */
export function dayText(day: string): string {
  const at = Date.parse(day);
  if (Number.isNaN(at) || day.length < 7) return day;
  return (day.length === 7 ? MONTH : DAY).format(at);
}

export function day(text: string): Html {
  return html`<time datetime="${text}">${dayText(text)}</time>`;
}

/** A day on which articles report something, marked `seen` where none of that day's has a date of publication. */
export function toldDay(text: string, told: Parameters<typeof isDated>[1]): Html {
  return isDated(text, told) ? day(text) : html`seen ${day(text)}`;
}

/** A time to the minute. `at`: ISO 8601 or epoch ms; an ISO time at midnight means that only the day is known. */
export function moment(at: string | number): Html {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return html`${at}`;
  const iso = time.toISOString();
  if (typeof at === 'string' && iso.endsWith('T00:00:00.000Z')) return day(iso.slice(0, 10));
  return html`<time datetime="${iso}">${DAY.format(time)}, ${MINUTE.format(time)} UTC</time>`;
}

/** When an article was published: its publisher's own calendar day, else the time in UTC, else when it was first seen. */
export function published(article: {
  readonly publishedAt: string | null;
  readonly publishedDay: string | null;
  readonly firstSeenAt: string;
}): Html {
  if (article.publishedDay !== null) return day(article.publishedDay);
  if (article.publishedAt !== null) return moment(article.publishedAt);
  return html`seen ${moment(article.firstSeenAt)}`;
}

const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** The language for a `lang` attribute if browsers know it; null for anything else that a page may have claimed. */
export function languageTag(language: string | null): string | null {
  if (language === null || !TAG.test(language)) return null;
  return LANGUAGES.of(language) === undefined ? null : language;
}

const RTL_LETTER = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Thaa}\p{sc=Syrc}\p{sc=Nkoo}]/u;
const RTL_SCRIPTS: readonly (string | undefined)[] = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo'];

/**
 * The value of a `dir` attribute. With `auto` alone browsers would go by the first letter, which is Latin wherever an
 * Arabic or Hebrew sentence begins with a company's name: all of it would then be laid out in the wrong order.
 */
export function direction(text: string, language: string | null): 'rtl' | 'auto' {
  const tag = languageTag(language);
  const isRtl =
    tag !== null && RTL_SCRIPTS.includes(new Intl.Locale(tag).maximize().script) && RTL_LETTER.test(text);
  return isRtl ? 'rtl' : 'auto';
}

export function languageName(language: string): string {
  return (TAG.test(language) ? LANGUAGES.of(language) : undefined) ?? language;
}

/** Codes that are no country, such as `GLOBAL`, are returned in lower case. */
export function countryName(code: string): string {
  return (/^[A-Z]{2}$/.test(code) ? REGIONS.of(code) : undefined) ?? code.toLowerCase();
}
