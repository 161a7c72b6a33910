/** Reads sitemaps, above all Google News ones, which some publishers offer instead of a feed. */
import type { FeedDocument, FeedItem } from '../../core/model.ts';
import { parseDateIn } from '../../text/date/date.ts';
import { languageTag } from '../../text/language/language.ts';
import { addCategory } from './item.ts';
import { readUrl } from './links.ts';
import { htmlToLine } from './plain-text.ts';
import { childrenOf, childText, type XmlNode } from './xml-node.ts';

/** `urls` are the `url` elements; `isIndex`: the document lists other sitemaps, which are not followed. */
export function readSitemap(
  urls: readonly XmlNode[],
  isIndex: boolean,
  base: string | null,
  warnings: readonly string[],
): FeedDocument {
  const notes = [...warnings];
  if (isIndex) notes.push('a sitemap index: add the news sitemap that it lists instead');
  let badDates = 0;
  let title: string | null = null;
  let language: string | null = null;
  const items = urls.map((url): FeedItem => {
    const news = childrenOf(url, 'news:news')[0];
    const publication = news && childrenOf(news, 'news:publication')[0];
    const ownLanguage = publication && childText(publication, 'news:language');
    title ??= (publication && childText(publication, 'news:name')) ?? null;
    language ??= ownLanguage ? languageTag(ownLanguage) : null;
    const dateOf = (written: string | null | undefined): string | null => {
      if (written === null || written === undefined) return null;
      const date = parseDateIn(language, written);
      if (date === null) badDates++;
      return date?.instant ?? null;
    };
    const categories: string[] = [];
    for (const keyword of (news && childText(news, 'news:keywords'))?.split(',') ?? [])
      addCategory(categories, keyword);
    const loc = childText(url, 'loc');
    const headline = news && childText(news, 'news:title');
    return {
      guid: loc,
      url: loc === null ? null : readUrl(loc, base),
      title: headline ? htmlToLine(headline) : null,
      authors: [],
      publishedAt: dateOf(news && childText(news, 'news:publication_date')),
      updatedAt: dateOf(childText(url, 'lastmod')),
      summary: null,
      contentHtml: null,
      categories,
    };
  });
  if (badDates > 0) notes.push(`${badDates} dates could not be read`);
  return { format: 'sitemap', title, language, ttlMinutes: null, items, warnings: notes };
}
