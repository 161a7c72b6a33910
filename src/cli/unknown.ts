/** Tells on stderr what a filter asks for that there is not, and what its words seem to mean but do not. */
import { wordHint } from '../query/word-hint.ts';
import { forTerminal } from './output.ts';

export function tellUnknown(
  unknown: readonly string[],
  { query }: { readonly query?: string | undefined } = {},
): void {
  const hint = wordHint(query);
  for (const line of hint === null ? unknown : [...unknown, hint])
    process.stderr.write(`${forTerminal(line)}\n`);
}
