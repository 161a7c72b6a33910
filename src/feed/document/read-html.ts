/** Reads an HTML list page as a feed, by the CSS selectors configured for the source. */
import * as cheerio from 'cheerio';
import { type AnyNode, isTag, isText } from 'domhandler';
import { DocumentError } from '../../core/errors.ts';
import type { FeedDocument, FeedItem, HtmlSelectors } from '../../core/model.ts';
import { parseDateIn } from '../../text/date/date.ts';
import { detectLanguage, languageTag } from '../../text/language/language.ts';
import { readUrl } from './links.ts';
import { oneLine } from './plain-text.ts';
import { MAX_DEPTH } from './survey.ts';

/** A list page links to at most a few hundred articles. */
const MAX_ITEMS = 1000;
/** Links of one item that are looked at for its title. */
const MAX_LINKS = 20;

/**
 * Throws DocumentError (`parse`) when nothing on the page matches: the page was probably rebuilt, and an empty feed would
 * hide that. An invalid selector throws cheerio's error, which names it.
 */
export function readHtmlList(html: string, selectors: HtmlSelectors, pageUrl: string | null): FeedDocument {
  const $ = cheerio.load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const base = readUrl($('base[href]').first().attr('href') ?? '', pageUrl) ?? pageUrl;
  const language = languageTag($('html').attr('lang') ?? '');
  const dateLanguage = language ?? detectLanguage($(selectors.item).slice(0, MAX_LINKS).text());
  const warnings: string[] = [];
  let badDates = 0;
  const items: FeedItem[] = [];
  for (const element of $(selectors.item).slice(0, MAX_ITEMS).toArray()) {
    const item = $(element);
    const place = selectors.link ? item.find(selectors.link).first() : item;
    const inside = place.find('a[href]').slice(0, MAX_LINKS);
    const links = place.is('a') ? place : inside.length > 0 ? inside : place.closest('a[href]');
    const toArticles = links.filter((_, a) => itemUrl($(a).attr('href') ?? '', base, pageUrl) !== null);
    const link = (toArticles.length > 0 ? toArticles : links).first();
    const date = selectors.date ? item.find(selectors.date).first() : item.find('time').first();
    // An attribute may be there and empty.
    const written = [date.attr('datetime'), date.attr('content'), date.text()]
      .map((text) => oneLine(text ?? ''))
      .find((text) => text !== '');
    const read = written === undefined ? null : parseDateIn(dateLanguage, written);
    if (read === null && written !== undefined) badDates++;
    const url = itemUrl(link.attr('href') ?? '', base, pageUrl);
    /** Texts that may be the title, best first; the item's first link is often a picture, so all links to its page count. */
    const titleCandidates = (): (string | undefined)[] => [
      visibleTextOf(link.find('h1, h2, h3, h4, h5, h6').first()),
      visibleTextOf(link),
      ...item
        .find('a[href]')
        .slice(0, MAX_LINKS)
        .toArray()
        .filter(
          (other) =>
            url !== null &&
            withoutFragment(readUrl($(other).attr('href') ?? '', base) ?? '') === withoutFragment(url),
        )
        .map((other) => visibleText(other)),
      link.attr('title'),
      link.find('img').attr('alt'),
    ];
    const titles = selectors.title ? [visibleTextOf(item.find(selectors.title).first())] : titleCandidates();
    items.push({
      guid: url,
      url,
      title: titles.map((text) => oneLine(text ?? '')).find((text) => text !== '') ?? null,
      authors: [],
      publishedAt: read?.instant ?? null,
      updatedAt: null,
      summary: null,
      contentHtml: null,
      categories: [],
    });
  }
  if (items.length === 0)
    throw new DocumentError('parse', `nothing on the page matches the selector "${selectors.item}"`);
  if (badDates > 0) warnings.push(`${badDates} dates could not be read`);
  return {
    format: 'html',
    title: oneLine($('title').first().text()) || null,
    language,
    ttlMinutes: null,
    items,
    warnings,
  };
}

/** Inline elements; all others separate the text before them from that after them. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code em font i ins kbd mark nobr q s small span strong sub sup tt u var wbr'.split(
    ' ',
  ),
);
/** Elements that show no text, and dates, which are no part of a title. */
const NOT_IN_TITLE: ReadonlySet<string> = new Set(['noscript', 'script', 'style', 'svg', 'template', 'time']);

/** The visible text of an element, at most MAX_DEPTH levels deep. */
function visibleText(node: AnyNode, levels = MAX_DEPTH): string {
  if (isText(node)) return node.data;
  if (!isTag(node) || NOT_IN_TITLE.has(node.name) || levels === 0) return '';
  const text = node.children.map((child) => visibleText(child, levels - 1)).join('');
  return INLINE.has(node.name) ? text : ` ${text} `;
}

const visibleTextOf = (found: { toArray(): AnyNode[] }): string =>
  found
    .toArray()
    .map((one) => visibleText(one))
    .join(' ');

/** The address of an article; null for links within the page, such as "back to top" or a button's "#". */
function itemUrl(href: string, base: string | null, pageUrl: string | null): string | null {
  const url = href.trim().startsWith('#') ? null : readUrl(href, base);
  return url !== null && pageUrl !== null && withoutFragment(url) === withoutFragment(pageUrl) ? null : url;
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');
