/** The time in which a source could not be seen: as a bar, and in words. */
import type { Period, SourceCoverage } from '../feed/coverage.ts';
import { type Html, html } from './html.ts';
import { counted, dayText, percent } from './words.ts';

/** Narrower ones could not be seen on the bar, in percent of its width. */
const LEAST_WIDTH = 0.6;
/** Windows drawn; more of them touch one another anyway. */
const MOST_WINDOWS = 200;

/** A source of a list of feeds, with the time from which on it is watched (epoch ms). */
export interface Watched {
  readonly coverage: SourceCoverage;
  readonly addedAt: number;
}

export function blindBar({ coverage: { windows }, addedAt }: Watched, { since, until }: Period): Html {
  const share = (ms: number): number => (ms / (until - since)) * 100;
  return html`<svg class="bar" width="100%" height="12" aria-hidden="true"><rect class="before" width="100%" height="12"></rect><rect class="seen" x="${Math.min(100 - LEAST_WIDTH, Math.max(0, share(addedAt - since))).toFixed(2)}%" width="100%" height="12"></rect>${windows
    .slice(-MOST_WINDOWS)
    .map(({ from, until: end, mayHaveMissed }) => {
      const width = Math.max(LEAST_WIDTH, share((end ?? until) - from));
      return html`<rect class="${mayHaveMissed ? 'missed' : 'late'}" x="${Math.min(100 - width, share(from - since)).toFixed(2)}%" width="${width.toFixed(2)}%" height="12"></rect>`;
    })}</svg>`;
}

export function blindText({ coverage, addedAt }: Watched, { since }: Period): string {
  const { share, windows, mayHaveMissed } = coverage;
  if (share === null) return 'not watched';
  const from = addedAt > since ? ` since ${dayText(new Date(addedAt).toISOString().slice(0, 10))}` : '';
  if (windows.length === 0) return `watched all the time${from}`;
  return `${percent(share)} watched${from}; ${counted(windows.length, 'blind time')}${mayHaveMissed ? '' : ', caught up'}`;
}
