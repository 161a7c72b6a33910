/** Lays out a table: columns as wide as their content, cut to fit the terminal, with a long text below each row. */
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { wrapped } from './fit-lines.ts';

/** Columns are not cut below this width. */
const MIN_WIDTH = 12;

/** Before the text below a row. */
const INDENT = '    ';

/**
 * `columns`: the terminal's width; null, where there is no terminal: then nothing is cut, and `below` is a column like
 * the others. Wide characters (Chinese, Japanese, Korean) count as two columns.
 */
export function renderTable(
  rows: readonly Readonly<Record<string, string>>[],
  { columns, below }: { readonly columns: number | null; readonly below: string | null },
): string {
  const under = columns === null ? null : below;
  const head = Object.keys(rows[0] ?? {}).filter((key) => key !== under);
  const body = rows.map((row) => head.map((key) => row[key] ?? ''));
  const widths = fitWidths(head, body, columns ?? Number.POSITIVE_INFINITY);
  const lines = [[head], ...chunksOf(body)].flatMap((part) => linesOf(part, widths));
  if (under === null || columns === null) return lines.join('\n');
  // Cells are one line each, so line n + 1 is row n.
  return lines
    .flatMap((line, index) => [line, ...underRow(rows[index - 1]?.[under] ?? '', columns)])
    .join('\n');
}

/** cli-table3 takes quadratic time, so the rows are laid out in chunks; with fixed widths the result is the same. */
const CHUNK = 200;

function chunksOf(rows: readonly string[][]): string[][][] {
  const count = Math.ceil(rows.length / CHUNK);
  return Array.from({ length: count }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK));
}

function linesOf(rows: readonly string[][], widths: readonly number[]): string[] {
  const table = new Table({
    colWidths: widths.map((width) => width + 2),
    wordWrap: false,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
    chars: NO_BORDERS,
  });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function underRow(text: string, columns: number): string[] {
  if (text === '') return [];
  return wrapped(text, Math.max(20 + INDENT.length, columns), INDENT);
}

/** Narrows the widest column until all fit. Ids are never cut, because other commands need them whole. */
function fitWidths(head: readonly string[], body: readonly string[][], available: number): number[] {
  const widths = head.map((key, column) =>
    body.reduce((most, line) => Math.max(most, stringWidth(line[column] ?? '')), stringWidth(key)),
  );
  const gaps = 2 * (head.length - 1);
  for (let total = sum(widths) + gaps; total > available; total = sum(widths) + gaps) {
    const cuttable = widths.map((width, column) => (head[column] === 'id' ? 0 : width));
    const widest = cuttable.indexOf(Math.max(...cuttable));
    const width = cuttable[widest] ?? 0;
    if (width <= MIN_WIDTH) break;
    widths[widest] = Math.max(MIN_WIDTH, width - (total - available));
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('middle')
    .map((part) => [part, '']),
);
