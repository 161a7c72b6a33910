/** Waits for work that may take long: whoever asked gets the result, or, after a while, word that it goes on. */
import type { Context } from 'hono';
import type { Log } from '../core/ports.ts';
import { started } from './schemas/job.ts';

/** Below what proxies and clients usually wait. */
const MOST_WAIT_MS = 25_000;

/** How an operation that waits documents that. */
export const MAY_GO_ON = {
  202: {
    description: 'it takes longer than a request waits, and goes on',
    content: { 'application/json': { schema: started } },
  },
};

const GOES_ON = Symbol('goes on');

/** `Prefer: wait=5` waits less, `Prefer: respond-async` alone not at all (RFC 7240). */
export function createWaiting(log: Log) {
  return async <Result>(c: Context, operation: string, work: Promise<Result>): Promise<Result | Response> => {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<typeof GOES_ON>((resolve) => {
      timer = setTimeout(() => resolve(GOES_ON), waitOf(c.req.header('Prefer') ?? ''));
    });
    const first = await Promise.race([work, patience]).finally(() => clearTimeout(timer));
    if (first !== GOES_ON) return first;
    // Nobody waits for it any more: its failure is told to the log.
    work.catch((error: unknown) => log.warn({ err: error, operation }, 'work started over http failed'));
    const links = { status: '/api/v1/status', jobs: '/api/v1/jobs' };
    return c.json({ operation, state: 'running', links }, 202);
  };
}

function waitOf(prefer: string): number {
  // Both together: what ends within that time is not asked for twice.
  const seconds = /\bwait *= *"?(\d+)/i.exec(prefer)?.[1];
  if (seconds !== undefined) return Math.min(Number(seconds) * 1000, MOST_WAIT_MS);
  return /\brespond-async\b/i.test(prefer) ? 0 : MOST_WAIT_MS;
}
