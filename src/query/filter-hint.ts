/** What a filter seems to mean but does not: words that other search engines have, and a country that is that of the feed. */
import type { ArticleFilter } from './article-filter.ts';
import { countryHint } from './country-hint.ts';
import { wordHint } from './word-hint.ts';

/** `regions` are those of the feeds; null where all is clear. */
export function filterHint(
  { query, country }: Pick<ArticleFilter, 'query' | 'country'>,
  regions: () => Iterable<string | null>,
): string | null {
  const told = [wordHint(query), countryHint(country, regions)].filter((line) => line !== null);
  return told.length === 0 ? null : told.join('; ');
}
