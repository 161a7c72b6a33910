/** Notes on stderr which names in a filter are unknown, and hints at words that look like operators but are not. */
import { forTerminal } from './output.ts';

export function tellUnknown(unknown: readonly string[], hint: string | null = null): void {
  for (const line of hint === null ? unknown : [...unknown, hint])
    process.stderr.write(`${forTerminal(line)}\n`);
}
