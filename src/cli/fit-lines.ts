/** Wraps lines of text between words, within the width of a terminal. */
import wrapAnsi from 'wrap-ansi';

/** Narrower terminals break the lines themselves. */
const NARROWEST = 40;
/** Where the output does not say how wide it is. */
const USUAL = 80;

/** The columns of output that is wrapped wherever it goes. */
export const outputColumns = (): number => Math.max(NARROWEST, process.stdout.columns ?? USUAL);

/** Lines of at most `columns`, each begun with `indent`, all but the first with `hanging` too. */
export function wrapped(text: string, columns: number, indent = '', hanging = ''): string[] {
  return wrapAnsi(text, columns - indent.length - hanging.length, { hard: true })
    .split('\n')
    .map((line, index) => `${indent}${index === 0 ? '' : hanging}${line}`);
}

/**
 * `columns` is the terminal's width, null where there is none: then every line stays whole. What a line is indented by
 * is kept for its parts. An address alone on its line stays whole, to be copied.
 */
export function fitLines(lines: readonly string[], columns: number | null): string[] {
  if (columns === null) return [...lines];
  return lines.flatMap((line) => {
    if (/^\s*https?:\S+$/.test(line)) return line;
    return wrapped(line.trimStart(), Math.max(NARROWEST, columns), /^ */.exec(line)?.[0]);
  });
}
