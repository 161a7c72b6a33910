/** Reads a list page as a feed, by selectors that whoever added the source has given. */
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
 * Throws DocumentError (`parse`) when nothing on the page matches: the page was rebuilt, and silence would hide it.
 * Throws for a selector that is none (cheerio's error names it).
 */
export function readHtmlList(html: string, selectors: HtmlSelectors, pageUrl: string | null): FeedDocument {
  const $ = cheerio.load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const base = readUrl($('base[href]').first().attr('href') ?? '', pageUrl) ?? pageUrl;
  const language = languageTag($('html').attr('lang') ?? '');
  const spoken = language ?? detectLanguage($(selectors.item).slice(0, MAX_LINKS).text());
  const warnings: string[] = [];
  let badDates = 0;
  const items: FeedItem[] = [];
  for (const element of $(selectors.item).slice(0, MAX_ITEMS).toArray()) {
    const item = $(element);
    const place = selectors.link ? item.find(selectors.link).first() : item;
    const inside = place.find('a[href]').slice(0, MAX_LINKS);
    const links = place.is('a') ? place : inside.length > 0 ? inside : place.closest('a[href]');
    // a button's link leads nowhere
    const leading = links.filter((_, a) => itemUrl($(a).attr('href') ?? '', base, pageUrl) !== null);
    const link = (leading.length > 0 ? leading : links).first();
    const date = selectors.date ? item.find(selectors.date).first() : item.find('time').first();
    // An attribute may be there and empty.
    const written = [date.attr('datetime'), date.attr('content'), date.text()]
      .map((text) => oneLine(text ?? ''))
      .find((text) => text !== '');
    const read = written === undefined ? null : parseDateIn(spoken, written);
    if (read === null && written !== undefined) badDates++;
    const url = itemUrl(link.attr('href') ?? '', base, pageUrl);
    /** What says where its first link leads, which is often a picture. */
    const named = (): (string | undefined)[] => [
      shown(link.find('h1, h2, h3, h4, h5, h6').first()),
      shown(link),
      ...item
        .find('a[href]')
        .slice(0, MAX_LINKS)
        .toArray()
        .filter(
          (other) => url !== null && bare(readUrl($(other).attr('href') ?? '', base) ?? '') === bare(url),
        )
        .map((other) => shownText(other)),
      link.attr('title'),
      link.find('img').attr('alt'),
    ];
    const titles = selectors.title ? [shown(item.find(selectors.title).first())] : named();
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

/** Elements that stand within a line; all others part what is before them from what is behind. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code em font i ins kbd mark nobr q s small span strong sub sup tt u var wbr'.split(
    ' ',
  ),
);
/** What is no text, or the date beside it. */
const UNSEEN: ReadonlySet<string> = new Set(['noscript', 'script', 'style', 'svg', 'template', 'time']);

/** What people read of an element, as deep as feeds are read. */
function shownText(node: AnyNode, levels = MAX_DEPTH): string {
  if (isText(node)) return node.data;
  if (!isTag(node) || UNSEEN.has(node.name) || levels === 0) return '';
  const text = node.children.map((child) => shownText(child, levels - 1)).join('');
  return INLINE.has(node.name) ? text : ` ${text} `;
}

const shown = (found: { toArray(): AnyNode[] }): string =>
  found
    .toArray()
    .map((one) => shownText(one))
    .join(' ');

/** A link within the page, "back to top" or a button's "#", leads to no article. */
function itemUrl(href: string, base: string | null, pageUrl: string | null): string | null {
  const url = href.trim().startsWith('#') ? null : readUrl(href, base);
  return url !== null && pageUrl !== null && bare(url) === bare(pageUrl) ? null : url;
}

const bare = (url: string): string => url.replace(/#.*$/s, '');
