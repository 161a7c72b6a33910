/** Wraps lines of text between words, within the width of a terminal. */
import wrapAnsi from 'wrap-ansi';

/** Narrower terminals break the lines themselves. */
const NARROWEST = 40;

/**
 * `columns` is the terminal's width, null where there is none: then every line stays whole. What a line is indented by
 * is kept for its parts. An address alone on its line stays whole, to be copied.
 */
export function fitLines(lines: readonly string[], columns: number | null): string[] {
  if (columns === null) return [...lines];
  return lines.flatMap((line) => {
    if (/^\s*https?:\S+$/.test(line)) return line;
    const indent = /^ */.exec(line)?.[0] ?? '';
    const wrapped = wrapAnsi(line.trimStart(), Math.max(NARROWEST, columns) - indent.length, { hard: true });
    return wrapped.split('\n').map((part) => `${indent}${part}`);
  });
}
