/** The files that pages refer to: read once, served under a name with their hash, so that browsers may cache them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('assets', import.meta.url));
const uplot = createRequire(import.meta.url)
  .resolve('uplot/dist/uPlot.min.css')
  .replace(/uPlot\.min\.css$/, '');

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

const FILES = {
  style: { path: join(own, 'page.css'), name: 'page.css', type: CSS },
  script: { path: join(own, 'page.js'), name: 'page.js', type: SCRIPT },
  icon: { path: join(own, 'icon.svg'), name: 'icon.svg', type: 'image/svg+xml' },
  chartStyle: { path: join(uplot, 'uPlot.min.css'), name: 'uplot.css', type: CSS },
  chartLibrary: { path: join(uplot, 'uPlot.iife.min.js'), name: 'uplot.js', type: SCRIPT },
  chartScript: { path: join(own, 'charts.js'), name: 'charts.js', type: SCRIPT },
} as const;

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export interface Assets {
  readonly hrefs: Readonly<Record<keyof typeof FILES, string>>;
  /** By the last segment of its address; undefined for an unknown name, or that of another version. */
  find(name: string): Asset | undefined;
}

export function readAssets(): Assets {
  const byName = new Map<string, Asset>();
  const hrefs = Object.entries(FILES).map(([key, { path, name, type }]) => {
    const body = new Uint8Array(readFileSync(path));
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    const served = `${hash}-${name}`;
    byName.set(served, { body, type });
    return [key, `/assets/${served}`];
  });
  return { hrefs: Object.fromEntries(hrefs) as Assets['hrefs'], find: (name) => byName.get(name) };
}
