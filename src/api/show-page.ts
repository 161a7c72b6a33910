/** How `api/` shows a page in a browser (sign-in, refusal, docs): in the site's layout, which is passed in. */
import type { Context } from 'hono';
import type { html } from 'hono/html';

export interface OwnPage {
  readonly title: string;
  readonly main: ReturnType<typeof html>;
  readonly status?: 401 | 403 | 421 | 429;
}

export type ShowPage = (c: Context, page: OwnPage) => Response | Promise<Response>;
