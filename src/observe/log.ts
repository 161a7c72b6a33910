/** The log: JSON lines on stderr, readable ones where stderr is a terminal; synchronous, so that a crash loses no line. */
import pino from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Log } from '../core/ports.ts';
import { escapedIn, STEERING } from '../text/shown/json-line.ts';

/** Lines that cannot be written (the disk is full) are kept up to this size until they can be; the rest is dropped. */
const MOST_KEPT_BYTES = 1024 * 1024;

export function createLog(level: string): Log {
  const { isTTY } = process.stderr;
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: MOST_KEPT_BYTES });
  // Without a listener, a log that cannot be written would end the process.
  stderr.on('error', () => {});
  const readable = prettyFactory({
    ignore: 'kind',
    translateTime: "UTC:yyyy-mm-dd HH:MM:ss'Z'",
    singleLine: true,
  });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The readable form needs pino's own numbers to colour levels.
      ...(isTTY ? {} : { formatters: { level: (label: string) => ({ level: label }) } }),
    },
    { write: (line) => void stderr.write(escapedIn(isTTY ? readable(line) : line, STEERING)) },
  );
}
