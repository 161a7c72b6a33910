/** Wraps lines of text between words, within the width of a terminal. */
import wrapAnsi from 'wrap-ansi';

/** In narrower terminals the terminal itself wraps the lines. */
const MIN_COLUMNS = 40;
/** Where the output has no width, as when it is no terminal. */
const DEFAULT_COLUMNS = 80;

/** The width for output that is wrapped whether or not it goes to a terminal. */
export const outputColumns = (): number => Math.max(MIN_COLUMNS, process.stdout.columns ?? DEFAULT_COLUMNS);

/** Lines of at most `columns`, each with `indent` before it and, from the second on, `hanging` as well. */
export function wrapped(text: string, columns: number, indent = '', hanging = ''): string[] {
  return wrapAnsi(text, columns - indent.length - hanging.length, { hard: true })
    .split('\n')
    .map((line, index) => `${indent}${index === 0 ? '' : hanging}${line}`);
}

/**
 * Wraps lines to `columns`, the terminal's width; null, where there is no terminal, leaves them whole. Wrapped lines keep
 * their indentation. A line that is only an address stays whole, so that it can be copied.
 */
export function fitLines(lines: readonly string[], columns: number | null): string[] {
  if (columns === null) return [...lines];
  return lines.flatMap((line) => {
    if (/^\s*https?:\S+$/.test(line)) return line;
    return wrapped(line.trimStart(), Math.max(MIN_COLUMNS, columns), /^ */.exec(line)?.[0]);
  });
}
