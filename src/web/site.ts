/** What every page is made from, and what it gives back. */
import type { Scope } from '../core/access.ts';
import type { Operations } from '../core/operations.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import type { Html } from './html.ts';
import type { Names } from './names.ts';

/** Where the dashboard of the queues is mounted: its pages name this path. */
export const BULL_BOARD = '/admin/queues';

export interface Site {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly names: Names;
  /** Address of the queues' own dashboard; null where there is none. */
  readonly dashboard: string | null;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Who looks at a page, and what they may do. */
export interface Reader {
  readonly scope: Scope;
  /** Came by signing in, and may sign out. */
  readonly session: boolean;
}

export const SECTIONS = [
  { id: 'new', href: '/', name: 'New' },
  { id: 'articles', href: '/articles?tag=chinese-ev-jv', name: 'Articles' },
  { id: 'stories', href: '/stories', name: 'Stories' },
  { id: 'ventures', href: '/ventures', name: 'Ventures' },
  { id: 'companies', href: '/companies', name: 'Companies' },
  { id: 'trends', href: '/trends', name: 'Trends' },
  { id: 'feeds', href: '/feeds', name: 'Feeds' },
  { id: 'jobs', href: '/jobs', name: 'Jobs' },
] as const;
export type Section = (typeof SECTIONS)[number]['id'];

export interface View {
  /** Of the document; the page's name is added. */
  readonly title: string;
  readonly section: Section | null;
  readonly main: Html;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 421 | 422 | 429 | 500 | 503;
  /** The page has charts to draw. */
  readonly charts?: boolean;
  /** The page has a search form of its own, so that the one in the header would be a second. */
  readonly searches?: boolean;
}

export interface PageRequest {
  readonly params: URLSearchParams;
  /** What stands in the address for `:id`, decoded; empty on pages without one. */
  readonly id: string;
  /** Whether the reader may do what takes this scope: what they may not is not offered. */
  may(scope: Scope): boolean;
}

export type Page = (site: Site, request: PageRequest) => View | Promise<View>;
