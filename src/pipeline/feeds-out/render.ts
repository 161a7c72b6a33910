/** Writes a feed as Atom 1.0 (RFC 4287), RSS 2.0 or JSON Feed 1.1; any text that was stored gives a well-formed document. */
import { generateAtomFeed, generateRssFeed } from 'feedsmith';
import { type FeedEntry, type FeedFormat, type FeedPage, SERVED, tagUri } from './feed-page.ts';

/** What XML 1.0 has no way to write, or discourages since terminals obey it; lone surrogates go before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const LANGUAGE = /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i;
/** What our own words are in. */
const OURS = 'en';

export function renderFeed(page: FeedPage, format: FeedFormat): string {
  const safe = { ...page, title: oneLine(page.title), entries: page.entries.map(writable) };
  return WRITERS[format](safe);
}

const WRITERS: Readonly<Record<FeedFormat, (page: FeedPage) => string>> = {
  atom: (page) =>
    tight(
      generateAtomFeed({
        id: page.id,
        title: { value: page.title },
        updated: new Date(page.updatedAt),
        generator: { text: 'jvwire' },
        authors: [{ name: 'jvwire' }],
        links: linksOf(page, 'atom'),
        xml: { lang: OURS },
        entries: page.entries.map((entry) => ({
          id: entry.id,
          title: { value: entry.title },
          published: new Date(entry.publishedAt),
          updated: new Date(entry.updatedAt),
          links: [{ href: entry.url, rel: 'alternate' }],
          authors: entry.authors.map((name) => ({ name })),
          categories: entry.categories.map(({ kind, term, label }) => ({
            term,
            scheme: tagUri(kind),
            label,
          })),
          content: { value: entry.html, type: 'html' },
          ...(entry.language === null ? {} : { xml: { lang: entry.language } }),
        })),
      }),
    ),
  rss: (page) =>
    tight(
      generateRssFeed({
        title: page.title,
        link: page.home,
        description: page.title,
        language: OURS,
        lastBuildDate: new Date(page.updatedAt),
        generator: 'jvwire',
        atom: { links: linksOf(page, 'rss') },
        items: page.entries.map((entry) => ({
          title: entry.title,
          link: entry.url,
          guid: { value: entry.id, isPermaLink: false },
          pubDate: new Date(entry.publishedAt),
          atom: { updated: new Date(entry.updatedAt) },
          // RSS's own author is an address for mail.
          dc: {
            creators: [...entry.authors],
            ...(entry.language === null ? {} : { languages: [entry.language] }),
          },
          categories: entry.categories.map(({ kind, label }) => ({ name: label, domain: tagUri(kind) })),
          description: entry.html,
        })),
      }),
    ),
  jsonfeed: (page) =>
    `${JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: page.title,
      home_page_url: page.home,
      feed_url: page.self('jsonfeed'),
      next_url: page.next?.('jsonfeed'),
      language: OURS,
      authors: [{ name: 'jvwire' }],
      items: page.entries.map((entry) => ({
        id: entry.id,
        url: entry.url,
        title: entry.title,
        content_html: entry.html,
        date_published: entry.publishedAt,
        date_modified: entry.updatedAt,
        authors: entry.authors.map((name) => ({ name })),
        tags: entry.categories.map(({ label }) => label),
        language: entry.language ?? undefined,
      })),
    })}\n`,
};

function linksOf({ home, self, first, next }: FeedPage, format: FeedFormat) {
  const { type } = SERVED[format];
  return [
    { href: self(format), rel: 'self', type },
    { href: home, rel: 'alternate', type: 'text/html' },
    { href: first(format), rel: 'first', type },
    ...(next === null ? [] : [{ href: next(format), rel: 'next', type }]),
  ];
}

function writable(entry: FeedEntry): FeedEntry {
  return {
    ...entry,
    title: oneLine(entry.title) || entry.url,
    authors: entry.authors.map(oneLine).map((name) => name || 'unknown'),
    language: entry.language !== null && LANGUAGE.test(entry.language) ? entry.language : null,
    html: legal(entry.html),
    categories: entry.categories.map(({ kind, term, label }) => ({
      kind,
      term: oneLine(term),
      label: oneLine(label) || oneLine(term),
    })),
  };
}

const legal = (text: string): string => text.toWellFormed().replace(FORBIDDEN, '');
const oneLine = (text: string): string => legal(text).replace(/\s+/g, ' ').trim();

/**
 * The library sets white space around what it writes as CDATA, which is no part of an address. No text of ours has `]]>`
 * or `<![CDATA[` behind or before a line break: titles are one line, and in HTML the brackets are escaped.
 */
function tight(xml: string): string {
  return xml.replace(/>\n\s*<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\n\s*<\//g, ']]></');
}
