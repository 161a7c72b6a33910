/** Lays out a table: columns as wide as their content, cut to fit a terminal, a long text under each row. */
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { wrapped } from './fit-lines.ts';

/** Columns are not cut below this width. */
const NARROWEST = 12;

/** Cells of the text under a row stand this far in. */
const INDENT = '    ';

/**
 * `columns` is the terminal's width, null where there is none: then nothing is cut and `below` is the last column.
 * Wide characters (Chinese, Japanese, Korean) count two.
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

/** cli-table3 takes four times as long for twice as many rows: with the widths known, parts of a table are as good as one. */
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

/** The widest column gives way until all of them fit; ids do not: cut, they are of no use to another command. */
function fitWidths(head: readonly string[], body: readonly string[][], available: number): number[] {
  const widths = head.map((key, column) =>
    body.reduce((most, line) => Math.max(most, stringWidth(line[column] ?? '')), stringWidth(key)),
  );
  const gaps = 2 * (head.length - 1);
  for (let total = sum(widths) + gaps; total > available; total = sum(widths) + gaps) {
    const cuttable = widths.map((width, column) => (head[column] === 'id' ? 0 : width));
    const widest = cuttable.indexOf(Math.max(...cuttable));
    const width = cuttable[widest] ?? 0;
    if (width <= NARROWEST) break;
    widths[widest] = Math.max(NARROWEST, width - (total - available));
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
