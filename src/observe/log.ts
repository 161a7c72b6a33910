/** The log: JSON lines on stderr, readable ones where stderr is a terminal; a dying process has said everything. */
import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../core/ports.ts';

export function createLog(level: string): Log {
  const { isTTY } = process.stderr;
  const destination = isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'kind', translateTime: 'SYS:HH:MM:ss', singleLine: true })
    : pino.destination({ dest: 2, sync: true });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The readable form needs pino's own numbers to colour levels.
      ...(isTTY ? {} : { formatters: { level: (label: string) => ({ level: label }) } }),
    },
    destination,
  );
}
