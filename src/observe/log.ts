/** The log: JSON lines on stderr, readable ones where stderr is a terminal; a dying process has said everything. */
import pino from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Log } from '../core/ports.ts';
import { escapedIn, STEERING } from '../text/shown/json-line.ts';

/** What could not be written, on a disk that is full, is kept up to this for when it can; the rest is dropped. */
const MOST_KEPT_BYTES = 1024 * 1024;

export function createLog(level: string): Log {
  const { isTTY } = process.stderr;
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: MOST_KEPT_BYTES });
  // Without a listener it would end the process, which has work to do.
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
