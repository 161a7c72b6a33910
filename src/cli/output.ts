/** What commands print: tables for people, JSON, NDJSON and CSV for programs. */
import { stripVTControlCharacters } from 'node:util';
import { write } from './ndjson.ts';

export const FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface DatabaseOption {
  readonly db?: string;
}

type Cell = string | number | boolean | null | undefined | object;
export type Row = Readonly<Record<string, Cell>>;

/** Prints rows in the format asked for. `single` prints the one row as an object instead of an array (json). */
export async function writeRows(
  rows: readonly Row[],
  options: { format: Format; single?: boolean; empty?: string },
): Promise<void> {
  switch (options.format) {
    case 'json': {
      const value = options.single ? rows[0] : rows;
      await write(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`);
      return;
    }
    case 'ndjson':
      for (const row of rows) await write(`${JSON.stringify(row)}\n`);
      return;
    case 'csv':
      await write(await csv(rows));
      return;
    case 'table':
      if (rows.length === 0) process.stderr.write(`${options.empty ?? 'nothing found'}\n`);
      else await write(`${await table(rows)}\n`);
  }
}

async function csv(rows: readonly Row[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const flat = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, flatten(cell)])),
  );
  // A cell that starts with = + - @ would run as a formula in a spreadsheet.
  return stringify(flat, { header: true, escape_formulas: true, columns: Object.keys(rows[0] ?? {}) });
}

function flatten(cell: Cell): string | number {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return cell;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Columns as wide as their content; the widest give way until the table fits the terminal. */
async function table(rows: readonly Row[]): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const head = Object.keys(rows[0] ?? {});
  const body = rows.map((row) => head.map((key) => forTerminal(flatten(row[key]))));
  const { default: stringWidth } = await import('string-width');
  const widths = head.map((key, column) =>
    Math.max(stringWidth(key), ...body.map((line) => stringWidth(line[column] ?? ''))),
  );
  const available = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  const gaps = 2 * (head.length - 1);
  for (let total = sum(widths) + gaps; total > available; total = sum(widths) + gaps) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= 12) break;
    widths[widest] = Math.max(12, width - (total - available));
  }
  const printed = new Table({
    head,
    colWidths: widths.map((width) => width + 2),
    wordWrap: false,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
    chars: NO_BORDERS,
  });
  printed.push(...body);
  return printed
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('middle')
    .map((part) => [part, '']),
);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Text from the web must not steer the terminal: escape sequences and control characters are removed. */
export function forTerminal(text: string | number): string {
  return (
    stripVTControlCharacters(String(text))
      .replace(/[\n\r\t]+/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed; bidi overrides too.
      .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
  );
}
