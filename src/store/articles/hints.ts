/** What a job carries of its article's feed item, kept small for the queue. */

import type { ItemHints } from '../../core/jobs.ts';
import type { FeedItem } from '../../core/model.ts';

/** In characters. */
const MAX_SUMMARY = 5_000;

export function itemHints(
  item: Pick<FeedItem, 'title' | 'authors' | 'publishedAt' | 'summary'>,
  language: string | null,
): ItemHints {
  const { title, authors, publishedAt, summary } = item;
  return { title, authors, publishedAt, summary: summary?.slice(0, MAX_SUMMARY) ?? null, language };
}
