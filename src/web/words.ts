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

/** What commands say behind their name, as a sentence of its own. */
export const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}`;

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A calendar day, YYYY-MM-DD, also a month or a year alone. */
export function dayText(day: string): string {
  const at = Date.parse(day);
  if (Number.isNaN(at) || day.length < 7) return day;
  return (day.length === 7 ? MONTH : DAY).format(at);
}

export function day(text: string): Html {
  return html`<time datetime="${text}">${dayText(text)}</time>`;
}

/** A day of several articles, which says so where none of that day has a date. */
export function toldDay(text: string, told: Parameters<typeof isDated>[1]): Html {
  return isDated(text, told) ? day(text) : html`seen ${day(text)}`;
}

/** A point in time, ISO 8601 or epoch ms, to the minute; only the day where midnight says that no more is known. */
export function moment(at: string | number): Html {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return html`${at}`;
  const iso = time.toISOString();
  if (typeof at === 'string' && iso.endsWith('T00:00:00.000Z')) return day(iso.slice(0, 10));
  return html`<time datetime="${iso}">${DAY.format(time)}, ${MINUTE.format(time)} UTC</time>`;
}

/** When an article came out: its time, else its publisher's day, else when it was first seen. */
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

/** A language tag that a browser understands, for a `lang` attribute; null for anything else a page claimed. */
export function languageTag(language: string | null): string | null {
  if (language === null || !TAG.test(language)) return null;
  return LANGUAGES.of(language) === undefined ? null : language;
}

const FROM_RIGHT = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Thaa}\p{sc=Syrc}\p{sc=Nkoo}]/u;
const SCRIPTS_FROM_RIGHT: readonly (string | undefined)[] = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo'];

/**
 * Which way a text runs, for a `dir` attribute. Browsers go by its first letter, which is Latin wherever an Arabic or
 * Hebrew sentence begins with a company's name: all of it would then stand in the wrong order.
 */
export function direction(text: string, language: string | null): 'rtl' | 'auto' {
  const tag = languageTag(language);
  const fromRight =
    tag !== null &&
    SCRIPTS_FROM_RIGHT.includes(new Intl.Locale(tag).maximize().script) &&
    FROM_RIGHT.test(text);
  return fromRight ? 'rtl' : 'auto';
}

export function languageName(language: string): string {
  return (TAG.test(language) ? LANGUAGES.of(language) : undefined) ?? language;
}

/** `GLOBAL` and the like, which are no countries, in lower case. */
export function countryName(code: string): string {
  return (/^[A-Z]{2}$/.test(code) ? REGIONS.of(code) : undefined) ?? code.toLowerCase();
}
