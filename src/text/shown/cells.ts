/** Rows of values, as tables and CSV show them. */

export type Cell = string | number | boolean | null | undefined | object;
export type Row = Readonly<Record<string, Cell>>;

/** One cell: null and undefined are empty, objects are JSON. */
export function cellText(cell: Cell): string | number {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return cell;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
