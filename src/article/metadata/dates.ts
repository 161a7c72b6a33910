/** Finds when a page was published and changed: linked data, meta tags, marked times, visible date lines, its address. */

import { type ParsedDate, parseDate, parseDateIn, plausibleDate } from '../../text/date/date.ts';
import { DAY_MS } from '../../text/date/time.ts';
import type { Page } from '../parse-page.ts';
import type { StateFacts } from '../state-facts.ts';
import { dateNear, type ReadDate, timeNear } from './dates-in-lines.ts';
import { type LinkedData, textValue, typesOf } from './json-ld.ts';
import type { MetaTags } from './meta-tags.ts';
import { dateOfLines, markedTime, visibleDate } from './visible-dates.ts';

const PUBLISHED_META =
  `article:published_time og:published_time article:published og:article:published_time datepublished date_published
  publishdate publish_date publish-date pubdate publication_date publicationdate published published_time published-time article.published
  article_date_original originalpublicationdate dc.date.issued dcterms.issued dc.date.created dcterms.created dc.created dcterms.date dc.date
  citation_publication_date citation_date citation_online_date parsely-pub-date sailthru.date cxenseparse:recs:publishtime
  cxenseparse:publishtime bt:pubdate datecreated date_created created creation_date rbpubdate shareaholic:article_published_time
  prism.publicationdate eprints.date iso-8601-publish-date content_create_date time article:post_date doc_date date`.split(
    /\s+/,
  );
const MODIFIED_META =
  `article:modified_time og:updated_time datemodified date_modified modified last-modified lastmod dcterms.modified
  dc.date.modified article:updated_time article.updated lastmodified revised updated_time parsely-modified shareaholic:article_modified_time`.split(
    /\s+/,
  );

const EARLIEST_YEAR = 1995;
/** Days of which either number may be the month. */
const EITHER = /^\s{0,9}\d{1,2}[/.]\d{1,2}[/.]\d{4}/;

interface PageDates {
  readonly published: ParsedDate | null;
  readonly modified: ParsedDate | null;
  /** Which source gave the published date, for confidence and debugging. */
  readonly source: string;
}

interface DateSources {
  readonly page: Page;
  readonly meta: MetaTags;
  readonly linked: LinkedData;
  readonly url: URL | null;
  readonly language: string | null;
  readonly hint: string | null;
  /** Lines around the headline. */
  readonly lines: readonly string[];
  /** Facts from the page's scripts, if its text is from there. */
  readonly state: StateFacts | null;
  /** When the page was fetched, epoch ms; null if unknown. */
  readonly fetchedAt: number | null;
}

/** The dates of the article; null where the page has none that can be read. */
export function findDates(sources: DateSources): PageDates {
  const ambiguous = new WeakSet<ParsedDate>();
  const read = (text: string | null | undefined): ParsedDate | null => {
    const date = readDate(text, sources.language);
    if (date === null || !EITHER.test(text ?? '')) return believed(date, sources);
    // of the two possible days, one in the future cannot be meant
    const other = turned(date);
    if (believed(date, sources) === null) return other && believed(other, sources);
    ambiguous.add(date);
    return date;
  };
  const modified = firstOf([
    () => read(linkedDate(sources.linked, ['dateModified'])),
    () => readMeta(sources.meta, MODIFIED_META, read),
    () => read(sources.state?.modified),
  ]);
  const tries: [string, () => ParsedDate | null][] = [
    ['json-ld', () => read(linkedDate(sources.linked, ['datePublished', 'dateCreated', 'uploadDate']))],
    ['meta', () => readMeta(sources.meta, PUBLISHED_META, read)],
    ['state', () => read(sources.state?.published)],
    ['marked', () => markedTime(sources.page, read)],
    ['url', () => believed(dateOfUrl(sources.url), sources)],
    ['near', () => dateNear(sources.lines, read)],
    ['visible', () => visibleDate(sources.page, read)],
    ['hint', () => read(sources.hint)],
    ['lines', () => dateOfLines(sources.page, read)],
    ['modified', () => modified],
  ];
  for (const [source, attempt] of tries) {
    const found = attempt();
    const settled = found !== null && ambiguous.has(found) ? settle(found, sources, read) : found;
    if (settled === null) continue;
    const published = withTime(settled, sources, read);
    return { published: withPublishersDay(published, sources, read), modified, source };
  }
  return { published: null, modified, source: 'none' };
}

/** The date, or null if it was in the future when the page was fetched: then it is that of an event, or a placeholder. */
function believed(date: ParsedDate | null, { fetchedAt }: DateSources): ParsedDate | null {
  if (date === null || fetchedAt === null) return date;
  return plausibleDate(date.instant, new Date(fetchedAt)) === 'future' ? null : date;
}

/** Where 11/01 and 01/11 are both possible, the one that the URL or a line at the headline confirms. */
function settle(date: ParsedDate, sources: DateSources, read: ReadDate): ParsedDate {
  const other = turned(date);
  if (other === null) return date;
  const shown = [dateOfUrl(sources.url), dateNear(sources.lines, read)].map((d) => d?.day);
  return shown.includes(date.day) || !shown.includes(other.day) ? date : other;
}

/** The date with day and month exchanged: 11/01 for 01/11; null where that is no day or the same one. */
function turned(date: ParsedDate): ParsedDate | null {
  const [year = '', month = '', day = ''] = date.day.split('-');
  if (Number(day) > 12 || month === day) return null;
  const other = `${year}-${day}-${month}`;
  return { ...date, instant: `${other}${date.instant.slice(10)}`, day: other };
}

/** Adds the time from a line at the headline: URLs and many meta tags state the day alone. */
function withTime(date: ParsedDate, sources: DateSources, read: ReadDate): ParsedDate {
  return date.precision === 'time' ? date : (timeNear(date.day, sources.lines, read) ?? date);
}

const ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?([+-])(\d\d):?(\d\d)$/;

/**
 * Many publishing systems state the instant in UTC. The publisher's own day is then in the URL, follows from the time zone of
 * another timestamp of the page, or is in a line at the headline.
 */
function withPublishersDay(date: ParsedDate, sources: DateSources, read: ReadDate): ParsedDate {
  if (date.precision !== 'time' || date.day !== date.instant.slice(0, 10)) return date;
  const near = (day: string): boolean => Math.abs(Date.parse(day) - Date.parse(date.day)) <= DAY_MS;
  const url = dateOfUrl(sources.url);
  if (url !== null && near(url.day)) return { ...date, day: url.day };
  for (const object of sources.linked.objects.slice(0, 200)) {
    for (const key of ['datePublished', 'uploadDate', 'dateCreated', 'dateModified']) {
      const text = textValue(object[key]);
      const zone = text === null ? null : ZONE.exec(text);
      if (text === null || zone === null || `${zone[2]}${zone[3]}` === '0000') continue;
      const other = read(text);
      if (other === null || Math.abs(Date.parse(other.instant) - Date.parse(date.instant)) > 30 * DAY_MS)
        continue;
      const minutes = (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
      return {
        ...date,
        day: new Date(Date.parse(date.instant) + minutes * 60_000).toISOString().slice(0, 10),
      };
    }
  }
  const line = dateNear(sources.lines, read);
  return line !== null && near(line.day) ? { ...date, day: line.day } : date;
}

function firstOf(tries: readonly (() => ParsedDate | null)[]): ParsedDate | null {
  for (const attempt of tries) {
    const date = attempt();
    if (date !== null) return date;
  }
  return null;
}

function readDate(text: string | null | undefined, language: string | null): ParsedDate | null {
  if (text === null || text === undefined || text.length < 6) return null;
  const date = parseDateIn(language, text.slice(0, 120));
  if (date === null) return null;
  const year = Number(date.day.slice(0, 4));
  return year >= EARLIEST_YEAR && year < 2100 ? date : null;
}

/** The date of the article's object, else of the page's: those of pictures, films and other works are dates of their own. */
function linkedDate({ article, objects }: LinkedData, keys: readonly string[]): string | null {
  const pages = objects.filter((object) => typesOf(object).some((type) => type.endsWith('Page')));
  for (const object of article === null ? pages : [article, ...pages]) {
    for (const key of keys) {
      const value = textValue(object[key]);
      if (value !== null) return value;
    }
  }
  return null;
}

function readMeta(meta: MetaTags, names: readonly string[], read: ReadDate): ParsedDate | null {
  for (const name of names) {
    for (const value of meta.get(name) ?? []) {
      const date = read(value);
      if (date !== null) return date;
    }
  }
  return null;
}

/** `/2013/04/05/`, `-20130405-`, `/2013/apr/05/`, `/2013/POLITICS/04/05/`: what sites write into their addresses. */
const URL_DAY =
  /(?:^|[/_-])((?:19|20)\d{2})(?:\/[a-z]{2,20}(?=\/))?([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=\D|$)/i;
const URL_MONTH_NAMED =
  /\/((?:19|20)\d{2})\/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\/(\d{1,2})(?=\/|$)/i;

function dateOfUrl(url: URL | null): ParsedDate | null {
  if (url === null) return null;
  const named = URL_MONTH_NAMED.exec(url.pathname);
  if (named !== null) return parseDate(`${named[3]} ${named[2]} ${named[1]}`);
  const match = URL_DAY.exec(url.pathname);
  if (match === null) return null;
  const [, year = '', separator = '', month = '', day = ''] = match;
  if (separator === '' && (month.length < 2 || day.length < 2)) return null;
  return parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
