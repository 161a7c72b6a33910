/** Ventures that a list of those told of lacks although the ledger has them: none told is not none there. */

/** Of the ledger, by its name. */
export interface NamedVenture {
  readonly id: string;
  readonly name: string;
}

/** More are counted: the list itself is of those that articles tell of. */
const NAMED = 10;

/** Null where the ledger has no other. */
export function untoldLine(untold: readonly NamedVenture[]): string | null {
  if (untold.length === 0) return null;
  const named = untold.slice(0, NAMED).map(({ id, name }) => `${name} (${id})`);
  const more = untold.length > NAMED ? `, and ${untold.length - NAMED} more` : '';
  return `the ledger has ${untold.length} that no article tells of: ${named.join(', ')}${more}`;
}
