/** What libraries say on the console, past the log, becomes lines of the log. */
import { format } from 'node:util';
import type { Log } from '../core/ports.ts';

/** Texts that are remembered as told; of more than that none repeats itself often. */
const MOST_REMEMBERED = 100;

/** From now on each text is told once: BullMQ says the same of every connection, each time that it is made. */
export function logLibraryWarnings(log: Log, target: Pick<Console, 'warn'> = console): void {
  const told = new Set<string>();
  target.warn = (...words: unknown[]): void => {
    const text = format(...words);
    if (told.has(text)) return;
    if (told.size < MOST_REMEMBERED) told.add(text);
    log.warn({ text }, 'a library warns');
  };
}
