/** Tells on stderr what a filter asks for that there is not. */
import { forTerminal } from './output.ts';

export function tellUnknown(unknown: readonly string[]): void {
  for (const line of unknown) process.stderr.write(`${forTerminal(line)}\n`);
}
