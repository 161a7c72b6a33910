/** Rows as CSV (RFC 4180) that a spreadsheet opens without running any of it, and that steers no terminal. */
import { stringify } from 'csv-stringify/sync';
import { cellText, type Row } from './cells.ts';

/**
 * What a terminal obeys; line breaks and tabs are text. Nobody reads it in a cell, and CSV has no escapes for it as JSON has,
 * while what goes through a pipe (`| head`) or a file is often looked at on a terminal in the end.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** `columns`: their names in order; without rows only the header is left. */
export function csvOf(
  rows: readonly Row[],
  { header, columns }: { readonly header: boolean; readonly columns: readonly string[] },
): string {
  const flat = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, steady(cellText(cell))])),
  );
  // A cell that starts with = + - @ would run as a formula in a spreadsheet.
  return stringify(flat, {
    header,
    escape_formulas: true,
    columns: [...columns],
  });
}

const steady = (cell: string | number): string | number =>
  typeof cell === 'number' ? cell : cell.replace(STEERING, '');
