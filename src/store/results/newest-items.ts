/** Chooses what is recorded of a document that lists more than can be: sitemaps of a whole archive, often the oldest first. */
import type { FeedItem } from '../../core/model.ts';
import { plausibleDate } from '../../text/date/date.ts';

/**
 * At most `most` items, in the document's order: the newest by date, and of those without one, in proportion to their
 * number, the ones nearest to the beginning or the end, as new ones are put at either.
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

/** Epoch ms of a date that can be true of news; one in the future or before 1995 is not known rather than wrong. */
export function epoch(iso: string | null, at: number): number | null {
  return iso !== null && plausibleDate(iso, new Date(at)) === 'ok' ? Date.parse(iso) : null;
}
