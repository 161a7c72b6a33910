/** Names the ventures of the ledger that no article mentions, below a list of those that are mentioned. */
import { counted } from '../../text/shown/counted.ts';

/** A venture of the ledger. */
export interface NamedVenture {
  readonly id: string;
  readonly name: string;
}

/** The most that are named; the others are only counted. */
const NAMED = 10;

/** One line for people; null when there are none. */
export function untoldLine(untold: readonly NamedVenture[]): string | null {
  if (untold.length === 0) return null;
  const named = untold.slice(0, NAMED).map(({ id, name }) => `${name} (${id})`);
  const more = untold.length > NAMED ? `, and ${untold.length - NAMED} more` : '';
  return `the ledger has ${counted(untold.length, 'venture')} that no article mentions: ${named.join(', ')}${more}`;
}
