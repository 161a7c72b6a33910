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

/**
 * Prints rows in the format asked for. `single` prints the one row as an object instead of an array (json). The
 * column `below` holds a longer text, which a terminal gets under its row.
 */
export async function writeRows(
  rows: readonly Row[],
  options: { format: Format; single?: boolean; empty?: string; below?: string },
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
      // Without a row there are no columns to name.
      if (rows.length > 0) await write(await csv(rows));
      return;
    case 'table':
      if (rows.length === 0) process.stderr.write(`${options.empty ?? 'nothing found'}\n`);
      else {
        const { renderTable } = await import('./table.ts');
        const cells = rows.map((row) => mapValues(row, (cell) => forTerminal(flatten(cell))));
        const columns = process.stdout.isTTY ? process.stdout.columns : null;
        await write(`${renderTable(cells, { columns, below: options.below ?? null })}\n`);
      }
  }
}

async function csv(rows: readonly Row[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const flat = rows.map((row) => mapValues(row, flatten));
  // A cell that starts with = + - @ would run as a formula in a spreadsheet.
  return stringify(flat, { header: true, escape_formulas: true, columns: Object.keys(rows[0] ?? {}) });
}

function mapValues<Value>(row: Row, change: (cell: Cell) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, change(cell)]));
}

function flatten(cell: Cell): string | number {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return cell;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Text from the web must not steer the terminal: escape sequences and control characters are removed. */
export function forTerminal(text: string | number): string {
  return (
    stripVTControlCharacters(String(text))
      .replace(/[\n\r\t]+/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed; bidi overrides too.
      .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
  );
}
