/** What the specifications of feeds demand, as tables; `broken()` names each rule that a document does not keep. */
import * as cheerio from 'cheerio';

type Document = ReturnType<typeof load>;
type Rules<Subject> = Readonly<Record<string, (subject: Subject) => boolean>>;

const load = (xml: string) => cheerio.load(xml, { xml: true });
/** RFC 3339 with capital T and Z, or an offset. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** RFC 822 with four digits of the year. */
const MAIL_DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const TAG_URI = /^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~:/?@!$&'()*+,;=%-]+$/;
const LANGUAGE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;
const isUrl = (text: string | undefined): boolean =>
  /^https?:\/\/\S+$/.test(text ?? '') && URL.canParse(text ?? '');

/** RFC 4287, sections 4.1 and 4.2; RFC 5005, section 3. */
const ATOM: Rules<Document> = {
  '4.1.1 the root is atom:feed': ($) => $(':root').is('feed[xmlns="http://www.w3.org/2005/Atom"]'),
  '4.1.1 exactly one id, title and updated': ($) =>
    ['id', 'title', 'updated'].every((name) => $(`feed > ${name}`).length === 1),
  '4.1.1 at most one generator, icon, logo, rights, subtitle': ($) =>
    ['generator', 'icon', 'logo', 'rights', 'subtitle'].every((name) => $(`feed > ${name}`).length <= 1),
  '4.1.1 an author of the feed or of each entry': ($) =>
    $('feed > author').length > 0 ||
    $('entry')
      .toArray()
      .every((entry) => $(entry).children('author').length > 0),
  '4.1.1 a self link, and one alternate of a type and language': ($) =>
    $('feed > link[rel="self"]').length === 1 && $('feed > link[rel="alternate"]').length === 1,
  '4.1.2 exactly one id, title and updated of an entry': ($) =>
    $('entry')
      .toArray()
      .every((entry) => ['id', 'title', 'updated'].every((name) => $(entry).children(name).length === 1)),
  '4.1.2 at most one content, published, summary': ($) =>
    $('entry')
      .toArray()
      .every((entry) =>
        ['content', 'published', 'summary'].every((name) => $(entry).children(name).length <= 1),
      ),
  '4.1.2 content or an alternate link': ($) =>
    $('entry')
      .toArray()
      .every((entry) => $(entry).children('content, link[rel="alternate"]').length > 0),
  '4.1.2 no two alternate links of one type and language': ($) =>
    $('entry')
      .toArray()
      .every((entry) => $(entry).children('link[rel="alternate"]').length <= 1),
  '4.1.3 content is text, html, xhtml or a media type': ($) =>
    $('content')
      .toArray()
      .every((one) => $(one).attr('type') === 'html' && $(one).children().length === 0),
  '3.1.1 a title without a type has no markup': ($) =>
    $('title')
      .toArray()
      .every((one) => $(one).children().length === 0),
  '3.2 each person has exactly one name': ($) =>
    $('author')
      .toArray()
      .every((one) => $(one).children('name').length === 1 && $(one).children('name').text() !== ''),
  '3.3 dates are of RFC 3339': ($) =>
    $('updated, published')
      .toArray()
      .every((one) => INSTANT.test($(one).text())),
  '4.2.2 each category has a term': ($) =>
    $('category')
      .toArray()
      .every((one) => ($(one).attr('term') ?? '') !== ''),
  '4.2.2 the scheme of a category is an IRI': ($) =>
    $('category')
      .toArray()
      .every((one) => TAG_URI.test($(one).attr('scheme') ?? '')),
  '4.2.6 ids are IRIs without white space, each once': ($) => {
    const ids = $('entry > id')
      .toArray()
      .map((one) => $(one).text());
    return (
      new Set(ids).size === ids.length &&
      $('id')
        .toArray()
        .every((one) => TAG_URI.test($(one).text()))
    );
  },
  '4.2.7 each link has an address': ($) =>
    $('link')
      .toArray()
      .every((one) => isUrl($(one).attr('href'))),
  '2 xml:lang is a language': ($) =>
    $('[xml\\:lang]')
      .toArray()
      .every((one) => LANGUAGE.test($(one).attr('xml:lang') ?? '')),
  'RFC 5005, 3: one link of each kind': ($) =>
    ['first', 'next'].every((rel) => $(`feed > link[rel="${rel}"]`).length <= 1),
};

/** RSS 2.0 of the RSS Advisory Board, and its profile. */
const RSS: Rules<Document> = {
  'the root is rss 2.0 with one channel': ($) =>
    $(':root').is('rss[version="2.0"]') && $('rss > channel').length === 1,
  'one title, link and description of the channel': ($) =>
    ['title', 'link', 'description'].every((name) => $(`channel > ${name}`).length === 1),
  'the link of the channel is an address': ($) => isUrl($('channel > link').text()),
  'an item has a title or a description': ($) =>
    $('item')
      .toArray()
      .every((item) => $(item).children('title, description').length > 0),
  'an item has each element once but for categories and creators': ($) =>
    $('item')
      .toArray()
      .every((item) =>
        ['title', 'link', 'description', 'guid', 'pubDate'].every(
          (name) => $(item).children(name).length <= 1,
        ),
      ),
  'the link of an item is an address without white space': ($) =>
    $('item > link')
      .toArray()
      .every((one) => isUrl($(one).text())),
  'a guid that is no address says so': ($) =>
    $('guid')
      .toArray()
      .every((one) => $(one).attr('isPermaLink') === 'false' && TAG_URI.test($(one).text())),
  'each guid once': ($) =>
    new Set(
      $('guid')
        .toArray()
        .map((one) => $(one).text()),
    ).size === $('guid').length,
  'dates are of RFC 822': ($) =>
    $('pubDate, lastBuildDate')
      .toArray()
      .every((one) => MAIL_DATE.test($(one).text())),
  'author, which is an address for mail, is not misused': ($) => $('item > author').length === 0,
  'the language is one': ($) => LANGUAGE.test($('channel > language').text()),
  'prefixes are declared': ($) =>
    Object.entries({ atom: 'http://www.w3.org/2005/Atom', dc: 'http://purl.org/dc/elements/1.1/' }).every(
      ([prefix, uri]) => $.xml().includes(`<${prefix}:`) === ($('rss').attr(`xmlns:${prefix}`) === uri),
    ),
  'profile: a link to itself': ($) => $('channel > atom\\:link[rel="self"]').length === 1,
};

interface JsonFeed {
  readonly [name: string]: unknown;
  readonly items: readonly {
    readonly [name: string]: unknown;
    readonly authors?: readonly { readonly name?: unknown }[];
  }[];
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isUrlOrNone = (value: unknown): boolean => value === undefined || isUrl(String(value));

/** JSON Feed 1.1. */
const JSON_FEED: Rules<JsonFeed> = {
  'version is the address of the version': ({ version }) => version === 'https://jsonfeed.org/version/1.1',
  'title is text': ({ title }) => isText(title),
  'addresses are addresses': (feed) =>
    ['home_page_url', 'feed_url', 'next_url'].every((name) => isUrlOrNone(feed[name])),
  'next_url is not feed_url': ({ next_url, feed_url }) => next_url !== feed_url,
  'items is an array': ({ items }) => Array.isArray(items),
  'each id is text, once': ({ items }) =>
    items.every(({ id }) => isText(id)) && new Set(items.map(({ id }) => id)).size === items.length,
  'an item has content_html or content_text': ({ items }) =>
    items.every((item) => isText(item['content_html']) || isText(item['content_text'])),
  'url is an address': ({ items }) => items.every(({ url }) => isUrlOrNone(url)),
  'dates are of RFC 3339': ({ items }) =>
    items.every((item) =>
      ['date_published', 'date_modified'].every(
        (name) => item[name] === undefined || INSTANT.test(String(item[name])),
      ),
    ),
  'authors is an array of objects with a name': ({ items }) =>
    items.every(({ authors }) => (authors ?? []).every(({ name }) => isText(name))),
  'tags is an array of texts': ({ items }) =>
    items.every(({ tags = [] }) => Array.isArray(tags) && tags.every(isText)),
  'author, which 1.1 replaced, is not there': (feed) =>
    [feed, ...feed.items].every((one) => !('author' in one)),
  'language is one': (feed) =>
    [feed, ...feed.items].every(({ language }) => language === undefined || LANGUAGE.test(String(language))),
};

/** Rules that the document does not keep; none when it is as it must be. */
export function broken(format: 'atom' | 'rss' | 'jsonfeed', text: string): string[] {
  if (format === 'jsonfeed') return brokenOf(JSON_FEED, JSON.parse(text) as JsonFeed);
  return brokenOf(format === 'atom' ? ATOM : RSS, load(text));
}

const brokenOf = <Subject>(rules: Rules<Subject>, subject: Subject): string[] =>
  Object.entries(rules).flatMap(([rule, holds]) => (holds(subject) ? [] : [rule]));
