/** What happened to articles since they were published, in the words shown beside them wherever they are a source. */
import { counted } from './counted.ts';

/** Times are ISO 8601. */
export interface SincePublished {
  /** When its publisher's latest change was found, after which it may say something else. Null without one. */
  readonly changedAt: string | null;
  /** When its page was first found missing: taken down, or moved without a redirect. Null while it is there. */
  readonly goneSince: string | null;
}

/** For the line of a source: `changed, seen 2026-11-23`, `page gone since 2026-11-24`; empty when nothing has happened. */
export function sinceNotes({ changedAt, goneSince }: SincePublished): string[] {
  return [
    ...(changedAt === null ? [] : [`changed, seen ${changedAt.slice(0, 10)}`]),
    ...(goneSince === null ? [] : [`page gone since ${goneSince.slice(0, 10)}`]),
  ];
}

/** How many articles something is based on, and how many of their pages are gone. */
interface Resting {
  readonly articles: number;
  readonly gone: number;
}

/** Says of a story or a venture how many of its sources can no longer be read; null where all can. */
export function goneNote({ articles, gone }: Resting): string | null {
  if (gone === 0) return null;
  if (articles === 1) return 'the page of its only article is gone';
  if (gone === articles) return `the pages of all its ${articles} articles are gone`;
  return `the ${gone === 1 ? 'page' : 'pages'} of ${gone} of its ${counted(articles, 'article')} ${gone === 1 ? 'is' : 'are'} gone`;
}

/** The same in a cell of a table: `3, 1 gone`. */
export const articlesCell = ({ articles, gone }: Resting): string | number =>
  gone === 0 ? articles : `${articles}, ${gone} gone`;

export const goneAmong = (sources: readonly Pick<SincePublished, 'goneSince'>[]): number =>
  sources.filter(({ goneSince }) => goneSince !== null).length;
