/** Turns what libraries write with console.warn into lines of the log. */
import { format } from 'node:util';
import type { Log } from '../core/ports.ts';

/** Texts that are remembered as logged; with more than that, none is likely to be repeated often. */
const MOST_REMEMBERED = 100;

/** From now on each text is logged once: BullMQ repeats its warnings for every connection, each time that it is made. */
export function logLibraryWarnings(log: Log, target: Pick<Console, 'warn'> = console): void {
  const logged = new Set<string>();
  target.warn = (...words: unknown[]): void => {
    const text = format(...words);
    if (logged.has(text)) return;
    if (logged.size < MOST_REMEMBERED) logged.add(text);
    log.warn({ text }, 'a library warns');
  };
}
