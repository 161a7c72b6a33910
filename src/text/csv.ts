/** Rows as CSV (RFC 4180) that a spreadsheet opens without running any of it. */
import { stringify } from 'csv-stringify/sync';
import { cellText, type Row } from './cells.ts';

/** `columns`: their names in order; without rows only the header is left. */
export function csvOf(
  rows: readonly Row[],
  { header, columns }: { readonly header: boolean; readonly columns: readonly string[] },
): string {
  const flat = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, cellText(cell)])),
  );
  // A cell that starts with = + - @ would run as a formula in a spreadsheet.
  return stringify(flat, {
    header,
    escape_formulas: true,
    columns: [...columns],
  });
}
