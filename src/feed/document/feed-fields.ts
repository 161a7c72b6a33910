/** Reads the fields of a feed as a whole: title, language, how often to poll it, base address. */
import type { FeedDocument } from '../../core/model.ts';
import { languageTag } from '../../text/language/language.ts';
import { titleOf } from './item.ts';
import { articleUrl, baseOf } from './links.ts';
import { childrenOf, childText, textOf, type XmlNode } from './xml-node.ts';

const MINUTES_OF_PERIOD: ReadonlyMap<string, number> = new Map([
  ['hourly', 60],
  ['daily', 1440],
  ['weekly', 10_080],
  ['monthly', 43_200],
  ['yearly', 525_600],
]);
const MAX_TTL_MINUTES = 525_600;

export function feedTitle(channel: XmlNode, vocabulary: 'rss' | 'atom' | 'rdf'): string | null {
  return titleOf(channel, vocabulary);
}

/** The declared BCP 47 tag in its usual spelling; null when there is none or it is not one. */
export function feedLanguage(channel: XmlNode): string | null {
  const written =
    childText(channel, 'language') ??
    childText(channel, 'dc:language') ??
    channel.attributes.get('xml:lang') ??
    null;
  return written === null ? null : languageTag(written);
}

/** Minutes between polls that the publisher asks for: the longer of `ttl` and the syndication module's period; null for neither. */
export function feedTtlMinutes(channel: XmlNode): number | null {
  const ttl = Math.min(wholeNumber(childText(channel, 'ttl')) ?? 0, MAX_TTL_MINUTES);
  const period = MINUTES_OF_PERIOD.get((childText(channel, 'sy:updateperiod') ?? '').toLowerCase()) ?? 0;
  const frequency = wholeNumber(childText(channel, 'sy:updatefrequency')) ?? 1;
  const longest = Math.max(ttl, period === 0 ? 0 : Math.max(1, Math.round(period / frequency)));
  return longest === 0 ? null : longest;
}

const DAYS: readonly string[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

/** When not to poll, in UTC; what is not stated is left out. Early RSS numbered the hours 1 to 24: 24 is midnight. */
export function feedSkipTimes(channel: XmlNode): Pick<FeedDocument, 'skipHours' | 'skipDays'> {
  const hours = skipped(channel, 'skiphours', 'hour', (text) =>
    /^\d{1,2}$/.test(text) && Number(text) <= 24 ? Number(text) % 24 : -1,
  );
  const days = skipped(channel, 'skipdays', 'day', (text) => DAYS.indexOf(text.toLowerCase()));
  return {
    ...(hours.length > 0 ? { skipHours: hours } : {}),
    ...(days.length > 0 ? { skipDays: days } : {}),
  };
}

/** The distinct values in ascending order. `read` returns -1 for text that is not a valid value. */
function skipped(channel: XmlNode, list: string, entry: string, read: (text: string) => number): number[] {
  const values = new Set<number>();
  for (const node of childrenOf(channel, list))
    for (const child of childrenOf(node, entry)) values.add(read(textOf(child).trim()));
  values.delete(-1);
  return [...values].sort((a, b) => a - b);
}

function wholeNumber(text: string | null): number | null {
  if (text === null || !/^\d{1,9}$/.test(text)) return null;
  const value = Number(text);
  return value > 0 ? value : null;
}

/**
 * The base address for relative links of the items; `stated` is the document's own `xml:base`, if it has one.
 * RSS defines no base: its channel link, the site, is a better guess than the address of a feed host.
 */
export function feedBase(
  channel: XmlNode,
  vocabulary: 'rss' | 'atom' | 'rdf',
  feedUrl: string | null,
): { base: string | null; stated: string | null } {
  const stated = baseOf(channel, null);
  const site = articleUrl(channel, stated ?? feedUrl, stated);
  const outer = vocabulary === 'atom' ? (feedUrl ?? site) : (site ?? feedUrl);
  return { base: baseOf(channel, outer), stated };
}
