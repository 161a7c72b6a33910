/** The log: structured lines on stderr, written synchronously so that a dying process has said everything. */
import pino from 'pino';
import type { Log } from '../core/ports.ts';

export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
