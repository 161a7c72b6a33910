/** What is wrong with a query that someone wrote, and where. */
import { UsageError } from '../core/errors.ts';

/** Characters that take two columns of a terminal. */
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff01-\uff60]/u;

/** Characters of a long query that are shown on either side of the fault. */
const AROUND = 60;

/** The message is `reason` with the query and a caret under the character at `offset` (UTF-16). */
export class QueryTextError extends UsageError {
  readonly reason: string;
  readonly offset: number;

  constructor(reason: string, text: string, offset: number) {
    super(`${reason}\n${pointAt(text, offset)}`);
    this.reason = reason;
    this.offset = offset;
  }
}

function pointAt(text: string, offset: number): string {
  const from = Math.max(0, offset - AROUND);
  const before = text.slice(from, offset).replace(/\s/g, ' ');
  const line = `${before}${text.slice(offset, offset + AROUND).replace(/\s/g, ' ')}`;
  // an ideographic space is as wide as an ideograph, which keeps the caret in its place
  const indent = [...before].map((character) => (WIDE.test(character) ? '\u3000' : ' ')).join('');
  return `  ${line}\n  ${indent}^`;
}

/** The name that was probably meant: a beginning of it, or at most two edits and half of its letters off. Null when none is near. */
export function nearest(typed: string, names: readonly string[]): string | null {
  const whole = names.find((name) => typed.length > 2 && (name.startsWith(typed) || typed.startsWith(name)));
  if (whole !== undefined) return whole;
  let best: { name: string; distance: number } | null = null;
  for (const name of names) {
    // the difference in length is a lower bound of the distance
    if (Math.abs(typed.length - name.length) > 2) continue;
    const distance = editDistance(typed.slice(0, 40), name);
    const near = distance <= 2 && distance * 2 <= name.length;
    if (near && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Damerau-Levenshtein distance: letters to insert, delete, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      line.push(cost);
    }
    beforeLast = last;
    last = line;
  }
  return last[b.length] ?? 0;
}
