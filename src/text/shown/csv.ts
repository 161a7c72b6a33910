/** Rows as CSV (RFC 4180) that runs no formula in a spreadsheet and sends no control characters to a terminal. */
import { stringify } from 'csv-stringify/sync';
import { cellText, type Row } from './cells.ts';

/**
 * Characters that control a terminal, except line breaks and tabs. They are removed because CSV, unlike JSON, cannot escape
 * them, and what goes through a pipe (`| head`) or a file is often shown on a terminal in the end.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const TERMINAL_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** `columns`: their names in order; without rows only the header is left. */
export function csvOf(
  rows: readonly Row[],
  { header, columns }: { readonly header: boolean; readonly columns: readonly string[] },
): string {
  const flat = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, withoutControls(cellText(cell))])),
  );
  // A cell that starts with = + - @ would run as a formula in a spreadsheet.
  return stringify(flat, {
    header,
    escape_formulas: true,
    columns: [...columns],
  });
}

const withoutControls = (cell: string | number): string | number =>
  typeof cell === 'number' ? cell : cell.replace(TERMINAL_CONTROLS, '');
