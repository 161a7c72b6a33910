/** What every page is given, and what it returns. */
import type { Scope } from '../core/access.ts';
import type { Operations } from '../core/operations.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import type { Html } from './html.ts';
import type { Names } from './names.ts';

/** The path of the queue dashboard, which its pages have to know. */
export const BULL_BOARD = '/admin/queues';

export interface Site {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly names: Names;
  /** Address of the queue dashboard; null where there is none. */
  readonly dashboard: string | null;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Who looks at a page, and what they may do. */
export interface Reader {
  readonly scope: Scope;
  /** Signed in with a session cookie, so may sign out. */
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
  /** Document title; the name of the site is appended. */
  readonly title: string;
  readonly section: Section | null;
  readonly main: Html;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 421 | 422 | 429 | 500 | 503;
  /** The page has charts, so the scripts that draw them are loaded. */
  readonly charts?: boolean;
  /** The page has a search form of its own, so the header has none. */
  readonly searches?: boolean;
}

export interface PageRequest {
  readonly params: URLSearchParams;
  /** The decoded `:id` of the path; '' on pages without one. */
  readonly id: string;
  /** Whether the reader has this scope; actions that they may not do are not offered. */
  may(scope: Scope): boolean;
}

export type Page = (site: Site, request: PageRequest) => View | Promise<View>;
