/** The time in which a source could not be seen: as a bar, and in words. */
import type { Period, SourceCoverage } from '../feed/watch/coverage.ts';
import { shareText } from '../text/shown/share-text.ts';
import { type Html, html, NONE } from './html.ts';
import { counted, dayText } from './words.ts';

/** Narrower ones could not be seen on the bar, in percent of its width; closer ones are drawn as one. */
const LEAST_WIDTH = 0.6;

export function blindBar({ watchedSince, windows }: SourceCoverage, { since, until }: Period): Html {
  const share = (at: number): number => Math.max(0, ((at - since) / (until - since)) * 100);
  return html`<svg class="bar" width="100%" height="12" aria-hidden="true"><rect class="before" width="100%" height="12"></rect>${watchedSince === null ? NONE : piece('seen', share(watchedSince), 100)}${pieces(
    windows.map(({ from, until: end, mayHaveMissed }) => ({
      from: share(from),
      to: share(end ?? until),
      missed: mayHaveMissed,
    })),
  ).map(({ from, to, missed }) => piece(missed ? 'missed' : 'late', from, to))}</svg>`;
}

/** A stretch of the bar, in percent of its width. */
interface Piece {
  readonly from: number;
  readonly to: number;
  /** Items may have been lost. */
  readonly missed: boolean;
}

/** In order of time; there are never more of them than fit on the bar. */
export function pieces(windows: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const { from, to, missed } of windows) {
    const last = found.at(-1);
    if (last !== undefined && from - last.to < LEAST_WIDTH)
      found[found.length - 1] = {
        from: last.from,
        to: Math.max(last.to, to),
        missed: last.missed || missed,
      };
    else found.push({ from, to, missed });
  }
  return found;
}

function piece(kind: 'seen' | 'missed' | 'late', from: number, to: number): Html {
  const width = Math.max(LEAST_WIDTH, to - from);
  return html`<rect class="${kind}" x="${Math.min(from, 100 - width).toFixed(2)}%" width="${width.toFixed(2)}%" height="12"></rect>`;
}

export function blindText(
  { share, watchedSince, windows }: SourceCoverage,
  { since }: Pick<Period, 'since'>,
): string {
  if (share === null) return 'not watched';
  if (watchedSince === null) return 'never read';
  const day = dayText(new Date(watchedSince).toISOString().slice(0, 10));
  const late = watchedSince > since;
  if (windows.length === 0) return `watched all the time${late ? ` since ${day}, not before` : ''}`;
  const caughtUp = windows.every(({ mayHaveMissed }) => !mayHaveMissed);
  return `${shareText(share)} watched${late ? `, only since ${day}` : ''}; ${counted(windows.length, 'blind time')}${caughtUp ? ', caught up' : ''}`;
}
