/** Waits for work that may take long: the client gets its result or, if that takes too long, a 202 while it goes on. */
import type { Context } from 'hono';
import type { Log } from '../core/ports.ts';
import { started } from './schemas/job.ts';

/** Below the usual timeouts of proxies and clients. */
const MAX_WAIT_MS = 25_000;

/** The 202 in the OpenAPI document of an operation that may take long. */
export const MAY_GO_ON = {
  202: {
    description: 'it takes longer than a request waits, and continues in the background',
    content: { 'application/json': { schema: started } },
  },
};

const TIMED_OUT = Symbol('timed out');

/** `Prefer: wait=5` waits 5 seconds at most, `Prefer: respond-async` alone not at all (RFC 7240). */
export function createWaiting(log: Log) {
  return async <Result>(c: Context, operation: string, work: Promise<Result>): Promise<Result | Response> => {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
      timer = setTimeout(() => resolve(TIMED_OUT), waitOf(c.req.header('Prefer') ?? ''));
    });
    const outcome = await Promise.race([work, timeout]).finally(() => clearTimeout(timer));
    if (outcome !== TIMED_OUT) return outcome;
    // Nobody waits for the result any more, so a failure goes to the log.
    work.catch((error: unknown) => log.warn({ err: error, operation }, 'work started over http failed'));
    const links = { status: '/api/v1/status', jobs: '/api/v1/jobs' };
    return c.json({ operation, state: 'running', links }, 202);
  };
}

/** Milliseconds. */
function waitOf(prefer: string): number {
  // With both, `wait` counts: work that ends within that time is answered at once.
  const seconds = /\bwait *= *"?(\d+)/i.exec(prefer)?.[1];
  if (seconds !== undefined) return Math.min(Number(seconds) * 1000, MAX_WAIT_MS);
  return /\brespond-async\b/i.test(prefer) ? 0 : MAX_WAIT_MS;
}
