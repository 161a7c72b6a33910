/** Reads what a feed says of itself as a whole: title, language, how often to come back, base address. */
import { titleOf } from './item.ts';
import { articleUrl, baseOf } from './links.ts';
import { childText, type XmlNode } from './xml-node.ts';

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

/** `zh_cn`, `EN-us` and the like as BCP 47 writes them; null for what is no language tag. */
export function languageTag(written: string): string | null {
  const tag = written.trim().replaceAll('_', '-').slice(0, 35);
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** Minutes between polls that the publisher asks for: `ttl`, else the syndication module's period; null for neither. */
export function feedTtlMinutes(channel: XmlNode): number | null {
  const ttl = wholeNumber(childText(channel, 'ttl'));
  if (ttl !== null) return Math.min(ttl, MAX_TTL_MINUTES);
  const period = MINUTES_OF_PERIOD.get((childText(channel, 'sy:updateperiod') ?? '').toLowerCase());
  if (period === undefined) return null;
  return Math.max(1, Math.round(period / (wholeNumber(childText(channel, 'sy:updatefrequency')) ?? 1)));
}

function wholeNumber(text: string | null): number | null {
  if (text === null || !/^\d{1,9}$/.test(text)) return null;
  const value = Number(text);
  return value > 0 ? value : null;
}

/**
 * Where relative links of the items begin. `stated`: what the document itself says by `xml:base`.
 * RSS has no rule; there the site's own address is nearer to the truth than that of a feed host.
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
