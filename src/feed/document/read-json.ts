/** Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): their shape, then our adapter. */
import { z } from 'zod';
import { DocumentError } from '../../core/errors.ts';
import type { FeedDocument, FeedItem } from '../../core/model.ts';
import { parseDateIn } from '../../text/date/date.ts';
import { detectLanguage, languageTag } from '../../text/language/language.ts';
import { addCategory } from './item.ts';
import { salvageJsonItems } from './json-salvage.ts';
import { readUrl } from './links.ts';
import { addName } from './people.ts';
import { htmlToLine, oneLine } from './plain-text.ts';

/** A field of the wrong type is as good as missing: it must not cost the item. */
const text = z.string().optional().catch(undefined);
/** Some publishers write seconds or milliseconds since 1970. */
const date = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const author = z.union([z.object({ name: text }), z.string().transform((name) => ({ name }))]);
const authors = z
  .array(author.catch({ name: undefined }))
  .optional()
  .catch(undefined);
const JSON_ITEM = z.object({
  id: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: date,
  date_modified: date,
  author: author.optional().catch(undefined),
  authors,
  tags: z.array(z.unknown()).optional().catch(undefined),
});
const JSON_FEED = z.object({
  version: text,
  title: text,
  home_page_url: text,
  feed_url: text,
  language: text,
  author: author.optional().catch(undefined),
  authors,
  items: z.array(z.unknown()),
});
type JsonItem = z.infer<typeof JSON_ITEM>;
type JsonAuthors = Pick<JsonItem, 'author' | 'authors'>;

/**
 * `feedUrl` is where the document came from. A truncated document yields the items before the cut.
 * Throws DocumentError (`not-a-feed`) for JSON that is no feed, and for broken JSON without a complete item.
 */
export function readJsonFeed(source: string, feedUrl: string | null): FeedDocument {
  const warnings: string[] = [];
  const { value, cutOff } = parseJson(source, warnings);
  const parsed = JSON_FEED.safeParse(value);
  if (!parsed.success) throw new DocumentError('not-a-feed', 'JSON without a list of items');
  const feed = parsed.data;
  const feedAuthors = authorNames(feed);
  const language = feed.language === undefined ? null : languageTag(feed.language);
  const base = feedUrl ?? readUrl(feed.feed_url ?? '', null) ?? readUrl(feed.home_page_url ?? '', null);
  const dateLanguage = language ?? languageOfTitles(feed.items);
  const items: FeedItem[] = [];
  let badDates = 0;
  const dateOf = (written: string | undefined): string | null => {
    if (written === undefined || written.trim() === '') return null;
    const date = parseDateIn(dateLanguage, written);
    if (date === null) badDates++;
    return date?.instant ?? null;
  };
  for (const raw of feed.items) {
    const item = JSON_ITEM.safeParse(raw);
    if (!item.success) {
      warnings.push('an item that is no object was left out');
      continue;
    }
    items.push(readItem(item.data, base, feedAuthors, dateOf));
  }
  if (badDates > 0) warnings.push(`${badDates} dates could not be read`);
  return {
    format: 'json',
    title: feed.title === undefined ? null : oneLine(feed.title) || null,
    language,
    ttlMinutes: null,
    items,
    ...(cutOff && { cutOff }),
    warnings,
  };
}

/** Titles from which the language of a feed that declares none is detected; by it dates without a time zone are read. */
const TITLES = 20;

function languageOfTitles(items: readonly unknown[]): string | null {
  const titles = items.slice(0, TITLES).map((raw) => JSON_ITEM.safeParse(raw).data?.title ?? '');
  return detectLanguage(titles.join('\n'));
}

function parseJson(source: string, warnings: string[]): { value: unknown; cutOff: boolean } {
  try {
    return { value: JSON.parse(source), cutOff: false };
  } catch (error) {
    const { items, cutOff } = salvageJsonItems(source);
    if (items.length === 0)
      throw new DocumentError(
        'not-a-feed',
        `not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
      );
    warnings.push('the JSON is broken; its complete items were read');
    return { value: { items }, cutOff };
  }
}

function readItem(
  item: JsonItem,
  base: string | null,
  feedAuthors: readonly string[],
  dateOf: (written: string | undefined) => string | null,
): FeedItem {
  const authors = authorNames(item);
  const categories: string[] = [];
  for (const tag of item.tags ?? []) if (typeof tag === 'string') addCategory(categories, tag);
  const id = item.id?.trim() ?? '';
  return {
    guid: id === '' ? null : id,
    url: readUrl(item.url ?? '', base) ?? readUrl(item.external_url ?? '', base) ?? readUrl(id, null),
    title: item.title === undefined ? null : htmlToLine(item.title) || null,
    authors: authors.length > 0 ? authors : feedAuthors,
    publishedAt: dateOf(item.date_published),
    updatedAt: dateOf(item.date_modified),
    summary: present(item.summary) ?? present(item.content_text),
    contentHtml: present(item.content_html),
    categories,
  };
}

function authorNames(source: JsonAuthors): string[] {
  const names: string[] = [];
  for (const one of [...(source.authors ?? []), source.author]) addName(names, one?.name ?? null);
  return names;
}

function present(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value;
}
