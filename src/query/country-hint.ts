/** Tells who looks for what happens in a country that articles are found by the country of their feed. */
import type { Values } from './article-filter.ts';

/** `regions` are those of the feeds; null where one of them is of a country that is asked for. */
export function countryHint(
  country: Values | undefined,
  regions: () => Iterable<string | null>,
): string | null {
  const asked = country?.any ?? [];
  if (asked.length === 0) return null;
  const known = new Set([...regions()].map((region) => region?.toUpperCase()));
  if (asked.some((code) => known.has(code))) return null;
  return `no feed is of ${asked.join(' or ')}, and an article's country is that of its feed (feeds add --country); what is told of ventures in a country, or of its companies, is found among the ventures`;
}
