/** Chooses which items to record of a document with too many: sitemaps list whole archives, often the oldest first. */
import type { FeedItem } from '../../core/model.ts';
import { plausibleDate } from '../../text/date/date.ts';

/**
 * At most `most` items, in the document's order: the newest of the dated ones and, in proportion to their number, those of
 * the undated ones that are nearest to the beginning or the end, where sites add new items.
 */
export function newestItems(found: readonly FeedItem[], most: number, at: number): readonly FeedItem[] {
  if (found.length <= most) return found;
  const listed = found.map((item, place) => ({ item, place, time: timeOf(item, at) }));
  const dated = listed.filter(({ time }) => time !== null).sort((a, b) => (b.time ?? 0) - (a.time ?? 0));
  const undated = listed
    .filter(({ time }) => time === null)
    .map((one, index, all) => ({ ...one, depth: Math.min(index, all.length - 1 - index) }))
    .sort((a, b) => a.depth - b.depth);
  const room = Math.round((most * undated.length) / found.length);
  return [...dated.slice(0, most - room), ...undated.slice(0, room)]
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function timeOf({ publishedAt, updatedAt }: FeedItem, at: number): number | null {
  return epoch(publishedAt, at) ?? epoch(updatedAt, at);
}

/** Epoch ms of a plausible publication date; null for one in the future or before 1995: better no date than a wrong one. */
export function epoch(iso: string | null, at: number): number | null {
  return iso !== null && plausibleDate(iso, new Date(at)) === 'ok' ? Date.parse(iso) : null;
}
