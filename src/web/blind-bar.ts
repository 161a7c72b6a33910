/** Blind times, in which a source could not be watched: as a bar, and in words. */
import type { Period, SourceCoverage } from '../feed/watch/coverage.ts';
import { shareText } from '../text/shown/share-text.ts';
import { type Html, html, NONE } from './html.ts';
import { counted, dayText } from './words.ts';

/** In percent of the bar's width: narrower pieces would be invisible, and pieces closer than this are drawn as one. */
const MIN_WIDTH = 0.6;

export function blindBar({ watchedSince, windows }: SourceCoverage, { since, until }: Period): Html {
  const percentAt = (at: number): number => Math.max(0, ((at - since) / (until - since)) * 100);
  return html`<svg class="bar" width="100%" height="12" aria-hidden="true"><rect class="before" width="100%" height="12"></rect>${watchedSince === null ? NONE : piece('seen', percentAt(watchedSince), 100)}${pieces(
    windows.map(({ from, until: end, mayHaveMissed }) => ({
      from: percentAt(from),
      to: percentAt(end ?? until),
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

/** Joins windows (in order of time) that are too close to tell apart, so that there are never more than fit on the bar. */
export function pieces(windows: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const { from, to, missed } of windows) {
    const last = found.at(-1);
    if (last !== undefined && from - last.to < MIN_WIDTH)
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
  const width = Math.max(MIN_WIDTH, to - from);
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
