/** Shows a view as an answer: in the frame of every page, under its policy, to whoever the guard found to be asking. */
import type { Context } from 'hono';
import { type Assets, readAssets } from './assets.ts';
import { layout } from './layout.ts';
import type { Reader, View } from './site.ts';

export interface Frame {
  readonly assets: Assets;
  show(c: Context, view: View): Response | Promise<Response>;
}

/** Nothing from elsewhere, and nothing that stands in the page itself: what is stored cannot run or load anything. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export function createFrame(): Frame {
  const assets = readAssets();
  return {
    assets,
    show: (c, view) => {
      c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      c.header('X-Content-Type-Options', 'nosniff');
      // Not `no-referrer`: forms would then not say that they come from here.
      c.header('Referrer-Policy', 'same-origin');
      c.header('Cache-Control', 'private, no-cache');
      return c.html(layout(assets, view, readerOf(c)), view.status ?? 200);
    },
  };
}

/** Null for somebody who has not signed in. */
export const readerOf = (c: Context): Reader | null => (c.get('caller') as Reader | undefined) ?? null;
