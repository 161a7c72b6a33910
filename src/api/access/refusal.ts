/** Answers a refused request: a program gets problem details, a browser a page that says what to do. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { parseAccept } from 'hono/utils/accept';
import { type Problem, problemResponse } from '../problem.ts';
import type { ShowPage } from '../show-page.ts';
import { pathBefore } from './own-path.ts';

const TITLES = {
  token: 'You are not signed in',
  scope: 'Your token does not allow this',
  'cross-site': 'This came from another site',
  rate: 'Too many requests',
  host: 'This is not the address of this service',
} as const;

interface Refusal extends Problem {
  readonly status: 401 | 403 | 421 | 429;
  readonly code: keyof typeof TITLES;
}

export type Refuse = (
  c: Context,
  refusal: Refusal,
  headers?: Readonly<Record<string, string>>,
) => Response | Promise<Response>;

/** Whether a browser is asking: it prefers text/html. Feed readers accept that too, but prefer feed types. */
export const wantsPage = (c: Context): boolean =>
  !c.req.path.startsWith('/api/') && parseAccept(c.req.header('Accept') ?? '')[0]?.type === 'text/html';

export function createRefuse(show: ShowPage): Refuse {
  return (c, refusal, headers = {}) => {
    if (!wantsPage(c)) return problemResponse(refusal, headers);
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    const { status, code, detail } = refusal;
    const title = TITLES[code];
    const before = pathBefore(c.req.header('Referer'), c.req.header('Host'));
    const main = html`<h1>${title}</h1>
<p class="error" role="alert">${detail.charAt(0).toUpperCase()}${detail.slice(1)}.${c.req.method === 'GET' ? '' : ' Nothing was changed.'}</p>
<ul class="plain">
${code === 'token' || code === 'scope' ? html`<li><a href="/login?next=${encodeURIComponent(before)}">${code === 'token' ? 'Sign in' : 'Sign in with another token'}</a></li>` : ''}
${code === 'token' ? '' : html`<li><a href="${before}">Back</a></li>`}
</ul>`;
    return show(c, { title, status, main });
  };
}
