/** What commands print: tables for people, JSON, NDJSON and CSV for programs. */
import { stripVTControlCharacters } from 'node:util';
import { type Cell, cellText, type Row } from '../text/shown/cells.ts';
import { jsonText, write, writeJson } from './ndjson.ts';

export type { Row } from '../text/shown/cells.ts';

export const FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface DatabaseOption {
  readonly db?: string;
}

export interface RowOptions {
  readonly format: Format;
  /** JSON: the only row is printed as an object, not in an array. */
  readonly single?: boolean;
  /** Table: written to stderr when there are no rows. */
  readonly empty?: string;
  /** Table: the column of long texts, which a terminal shows below their rows. */
  readonly below?: string;
  /** CSV: the header, which is printed even without rows; by default the keys of the first row. */
  readonly columns?: readonly string[];
}

/** Prints rows in the format asked for. */
export async function writeRows(rows: readonly Row[], options: RowOptions): Promise<void> {
  const writer = createRowWriter(options);
  await writer.write(rows);
  await writer.end();
}

/**
 * For rows that arrive in parts: NDJSON and CSV are written at once, a table or JSON at the end. `end` takes the columns
 * of a CSV without rows, where they were not known before.
 */
export function createRowWriter(options: RowOptions): {
  write(rows: readonly Row[]): Promise<void>;
  end(columns?: readonly string[]): Promise<void>;
} {
  const kept: Row[] = [];
  let header = true;
  let columns = options.columns ?? [];
  const writeCsv = async (rows: readonly Row[]): Promise<void> => {
    const { csvOf } = await import('../text/shown/csv.ts');
    if (columns.length === 0) columns = Object.keys(rows[0] ?? {});
    await write(csvOf(process.stdout.isTTY ? rows.map(harmless) : rows, { header, columns }));
    header = false;
  };
  return {
    write: async (rows) => {
      if (options.format === 'ndjson') for (const row of rows) await write(`${jsonText(row)}\n`);
      else if (options.format !== 'csv') for (const row of rows) kept.push(row);
      else if (rows.length > 0) await writeCsv(rows);
    },
    end: async (known) => {
      if (options.format === 'csv' && header) {
        columns = known ?? columns;
        await writeCsv([]);
      }
      if (options.format === 'json') await writeJson(options.single ? kept[0] : kept);
      else if (options.format === 'table') await writeTable(kept, options);
    },
  };
}

/** Without terminal control characters. Numbers stay numbers, which CSV writes differently from text. */
const harmless = (row: Row): Row =>
  mapValues(row, (cell) => (typeof cell === 'number' ? cell : forTerminal(cellText(cell))));

async function writeTable(rows: readonly Row[], { empty, below }: RowOptions): Promise<void> {
  if (rows.length === 0) {
    process.stderr.write(`${empty ?? 'nothing found'}\n`);
    return;
  }
  const { renderTable } = await import('./table.ts');
  const cells = rows.map((row) => mapValues(row, (cell) => forTerminal(cellText(cell))));
  const columns = terminalColumns();
  await write(`${renderTable(cells, { columns, below: below ?? null })}\n`);
}

/** The width of the terminal; null where stdout is no TTY, or its width is unknown. */
export function terminalColumns(): number | null {
  return process.stdout.isTTY ? process.stdout.columns || null : null;
}

function mapValues<Value>(row: Row, change: (cell: Cell) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, change(cell)]));
}

/**
 * Text from the web must not control the terminal: escape sequences, control characters and bidi overrides are removed,
 * line breaks and tabs become spaces.
 */
export function forTerminal(text: string | number): string {
  return (
    stripVTControlCharacters(String(text))
      .replace(/[\n\r\t]+/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed; bidi overrides too.
      .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
  );
}
