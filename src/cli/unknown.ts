/** Tells on stderr what a filter asks for that there is not, and what it seems to mean but does not. */
import { forTerminal } from './output.ts';

export function tellUnknown(unknown: readonly string[], hint: string | null = null): void {
  for (const line of hint === null ? unknown : [...unknown, hint])
    process.stderr.write(`${forTerminal(line)}\n`);
}
