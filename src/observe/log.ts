/** The log: JSON lines on stderr, readable ones where stderr is a terminal; a dying process has said everything. */
import pino from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Log } from '../core/ports.ts';
import { escapedIn } from '../text/json-line.ts';

/** What JSON lets stand and a terminal obeys: controls of one byte, ends of lines, turns of the direction. */
const STEERING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export function createLog(level: string): Log {
  const { isTTY } = process.stderr;
  const stderr = pino.destination({ dest: 2, sync: true });
  const readable = prettyFactory({ ignore: 'kind', translateTime: 'SYS:HH:MM:ss', singleLine: true });
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
