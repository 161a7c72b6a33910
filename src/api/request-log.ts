/** One log line per request: what was asked, how it ended, how long that took. */
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../core/ports.ts';
import type { Guarded } from './access/guard.ts';

/** Successful reads are routine, so they are logged at level debug; everything else at info. */
export function logRequests(log: Log): MiddlewareHandler<Guarded> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const { method, path } = c.req;
    const ms = Math.round(performance.now() - began);
    const fields = { method, path, status: c.res.status, ms, caller: c.get('caller')?.id ?? null };
    const isRoutine = c.res.ok && (method === 'GET' || method === 'HEAD');
    log[isRoutine ? 'debug' : 'info'](fields, 'http request');
  };
}
