/** Answers with a view: in the layout of every page, with its security headers, for the caller that the guard found. */
import type { Context } from 'hono';
import { type Assets, readAssets } from './assets.ts';
import { layout } from './layout.ts';
import type { Reader, View } from './site.ts';

export interface Frame {
  readonly assets: Assets;
  show(c: Context, view: View): Response | Promise<Response>;
}

/** Nothing from other origins, nothing inline: stored text could neither run nor load anything even if it were not escaped. */
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
      // Not `no-referrer`: forms would then send `Origin: null`, which the guard takes for another site.
      c.header('Referrer-Policy', 'same-origin');
      c.header('Cache-Control', 'private, no-cache');
      return c.html(layout(assets, view, readerOf(c)), view.status ?? 200);
    },
  };
}

/** Null when the guard found no caller, as on the sign-in page. */
export const readerOf = (c: Context): Reader | null => (c.get('caller') as Reader | undefined) ?? null;
