/** Reads an XML feed: repair, survey, then the first reader that yields every item the survey counted. */

import { DocumentError } from '../../core/errors.ts';
import type { FeedDocument } from '../../core/model.ts';
import { detectLanguage } from '../../text/language/language.ts';
import { counted } from '../../text/shown/counted.ts';
import type { Detected } from './detect.ts';
import { hasEndlessTag } from './endless-tag.ts';
import { feedBase, feedLanguage, feedSkipTimes, feedTitle, feedTtlMinutes } from './feed-fields.ts';
import { type ItemContext, readItem, titleOf } from './item.ts';
import { localName, type NameReader, nameReader } from './namespaces.ts';
import { authorsOf } from './people.ts';
import { readByFeedsmith } from './read-feedsmith.ts';
import { canReadRoot, readByRssParser } from './read-rss-parser.ts';
import { readBySalvage, readEnds } from './read-salvage.ts';
import { readSitemap } from './read-sitemap.ts';
import { sanitiseXml } from './sanitise.ts';
import { MAX_DEPTH, MAX_ELEMENTS, SITEMAP_ELEMENTS, type Survey, surveyXml } from './survey.ts';
import type { XmlFeed, XmlNode } from './xml-node.ts';

type DetectedXml = Extract<Detected, { kind: 'xml' }>;

/** The longest tag that rss-parser is given; those of real feeds have a few thousand characters. */
const TAG_CHARACTERS = 2_000_000;

/** Feedsmith works character by character: 20 MB of broken XML cost it a gigabyte. Real feeds have a tenth of this. */
const FEEDSMITH_CHARACTERS = 4_000_000;

/** How many unreadable dates a document's warnings quote. */
const MAX_QUOTED_DATES = 3;

/** `text` is decoded; `url` is where it came from. Throws DocumentError (`not-a-feed`) when it has neither items nor a channel. */
export async function readXmlFeed(
  text: string,
  detected: DetectedXml,
  url: string | null,
): Promise<FeedDocument> {
  const { xml, repairs } = sanitiseXml(text.slice(detected.start), detected.rootName);
  const warnings = [...repairs];
  if (detected.junkBefore) warnings.unshift('something stood before the document and was skipped');
  const spell = nameReader(xml, detected.rootName);
  const survey = surveyItems(xml, detected, spell);
  const end = breaksOff(text.slice(detected.start), detected) ? { cutOff: true } : {};
  if (detected.vocabulary === 'sitemap') {
    const isIndex = localName(detected.rootName).toLowerCase() === 'sitemapindex';
    const entries = sitemapEntries(xml, survey, spell, warnings);
    return { ...readSitemap(entries, isIndex, url, warnings), ...end };
  }
  const feed = await bestReading(xml, detected, survey, spell, warnings);
  if (feed.items.length === 0 && !feed.channel.children.some(isChannelElement))
    throw new DocumentError('not-a-feed', `<${detected.rootName}> holds neither items nor a channel`);
  return { ...interpret(feed, detected.vocabulary, url, warnings), ...end };
}

/** How far from the end the root's end tag is sought; what some sites append to every answer is shorter. */
const TAIL_CHARACTERS = 100_000;

/** Whether the root's end tag is missing. In RSS that of the channel is enough, as no item follows it. */
function breaksOff(text: string, { rootName, vocabulary }: DetectedXml): boolean {
  if (/^<[^<>]*\/>/.test(text)) return false;
  const ends = new Set(
    [rootName, ...(vocabulary === 'rss' ? ['channel'] : [])].map((name) => name.toLowerCase()),
  );
  const tail = text.slice(-TAIL_CHARACTERS);
  return !tail.matchAll(/<\/([^\s<>]{1,256})/g).some(([, name = '']) => ends.has(name.toLowerCase()));
}

const CHANNEL_ELEMENTS: ReadonlySet<string> = new Set([
  'title',
  'link',
  'description',
  'id',
  'items',
  'language',
  'updated',
]);

/** Whether this is a child that feeds have; other XML whose root happens to have the same name has none of them. */
function isChannelElement(child: XmlNode | string): boolean {
  return typeof child !== 'string' && CHANNEL_ELEMENTS.has(child.name);
}

/** Counts the items under the name that the format gives them, or, when there are none, under the other format's. */
function surveyItems(xml: string, { vocabulary }: DetectedXml, spell: NameReader): Survey {
  const survey = (item: string, most?: number): Survey =>
    surveyXml(xml, (name) => spell(name) === item, most);
  if (vocabulary === 'sitemap') return survey('url', SITEMAP_ELEMENTS);
  const own = survey(vocabulary === 'atom' ? 'entry' : 'item');
  return own.itemStarts.length > 0 ? own : survey(vocabulary === 'atom' ? 'item' : 'entry');
}

/** Sitemaps of a whole archive often list the oldest entries first, so both ends of an oversized one are read. */
function sitemapEntries(
  xml: string,
  { elements, itemStarts }: Survey,
  spell: NameReader,
  warnings: string[],
): readonly XmlNode[] {
  if (elements <= MAX_ELEMENTS) return readBySalvage(xml, itemStarts, spell).items;
  const entries = readEnds(xml, itemStarts, spell);
  const all = elements > SITEMAP_ELEMENTS ? `the first ${itemStarts.length}` : itemStarts.length;
  warnings.push(
    `more than ${MAX_ELEMENTS} elements: read ${entries.length} of ${all} entries, from its beginning and its end`,
  );
  return entries;
}

/** Tries the readers in order of preference, each only if those before it failed or missed items. */
async function bestReading(
  xml: string,
  detected: DetectedXml,
  survey: Survey,
  spell: NameReader,
  warnings: string[],
): Promise<XmlFeed> {
  const expected = survey.itemStarts.length;
  if (survey.elements > MAX_ELEMENTS || survey.depth > MAX_DEPTH) {
    warnings.push(`more than ${MAX_ELEMENTS} elements or ${MAX_DEPTH} levels: read only up to there`);
    return readBySalvage(xml, survey.itemStarts, spell);
  }
  const first =
    canReadRoot(detected.rootName) && !hasEndlessTag(xml, TAG_CHARACTERS)
      ? await attempt(() => readByRssParser(xml, spell, rootAttributes(xml)), 'rss-parser', warnings)
      : null;
  if (first !== null && first.items.length >= expected) return first;
  if (first !== null) warnings.push(`rss-parser found ${first.items.length} of ${expected} items`);
  const salvaged = readBySalvage(xml, survey.itemStarts, spell);
  const second =
    xml.length > FEEDSMITH_CHARACTERS
      ? null
      : await attempt(() => readByFeedsmith(xml), 'feedsmith', warnings);
  if (second !== null && richness(second) > richness(salvaged)) return second;
  warnings.push(`read item by item instead: ${counted(salvaged.items.length, 'item')}`);
  return salvaged;
}

async function attempt(
  read: () => Promise<XmlFeed>,
  reader: string,
  warnings: string[],
): Promise<XmlFeed | null> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warnings.push(`${reader} could not read it: ${reason.replace(/\s+/g, ' ').slice(0, 200)}`);
    return null;
  }
}

/** Ranks two readings of a feed: by the number of items, then by the elements in them. */
function richness(feed: XmlFeed): number {
  let filled = 0;
  for (const item of feed.items) filled += Math.min(item.children.length, 9);
  return feed.items.length * 10 + filled / Math.max(1, feed.items.length);
}

const ATTRIBUTE = /\s([A-Za-z_][\w:.-]{0,63})\s{0,8}=\s{0,8}(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})')/g;

/** Attributes of the root's start tag, of which only xml:base and xml:lang matter. */
function rootAttributes(xml: string): Map<string, string> {
  const attributes = new Map<string, string>();
  const tag = xml.slice(0, Math.min(xml.indexOf('>') + 1, 20_000));
  for (const match of tag.matchAll(ATTRIBUTE)) {
    const name = (match[1] ?? '').toLowerCase();
    if (name.startsWith('xml:')) attributes.set(name, match[2] ?? match[3] ?? '');
  }
  return attributes;
}

function interpret(
  feed: XmlFeed,
  vocabulary: 'rss' | 'atom' | 'rdf',
  url: string | null,
  warnings: string[],
): FeedDocument {
  const { base, stated } = feedBase(feed.channel, vocabulary, url);
  const language = feedLanguage(feed.channel);
  const badDates: string[] = [];
  const context: ItemContext = {
    vocabulary,
    base,
    statedBase: stated,
    language: language ?? languageOfTitles(feed.items, vocabulary),
    authors: vocabulary === 'atom' ? authorsOf(feed.channel) : [],
    onBadDate: (written) => badDates.push(written),
  };
  const items = feed.items.map((item) => readItem(item, context));
  if (badDates.length > 0) {
    const quoted = badDates.slice(0, MAX_QUOTED_DATES).map((date) => `"${date.slice(0, 60)}"`);
    warnings.push(`${counted(badDates.length, 'date')} could not be read: ${quoted.join(', ')}`);
  }
  return {
    format: vocabulary,
    title: feedTitle(feed.channel, vocabulary),
    language,
    ttlMinutes: feedTtlMinutes(feed.channel),
    ...feedSkipTimes(feed.channel),
    items,
    warnings,
  };
}

/** Titles from which the language of a feed that declares none is detected; by it dates without a time zone are read. */
const TITLES = 20;

function languageOfTitles(items: readonly XmlNode[], vocabulary: 'rss' | 'atom' | 'rdf'): string | null {
  const titles = items.slice(0, TITLES).map((item) => titleOf(item, vocabulary) ?? '');
  return detectLanguage(titles.join('\n'));
}
