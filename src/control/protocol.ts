/**
 * What goes over the control socket: one request a connection, as one line of JSON; answers are lines of JSON: one at once that
 * says the request is taken up, however long it works, any number of events and one end. Closing the connection before the first
 * answer takes the request back; after it that ends the wait, not the work.
 */
import { z } from 'zod';
import type { PipelineEvent } from '../core/jobs.ts';

/** Raised when a request or answer changes its meaning; both sides must speak the same. */
export const PROTOCOL_VERSION = 2;

/** Longest request; a list of as many feeds as are taken at once (MAX_LISTED_FEEDS) fits. */
export const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** Longest socket path that Linux and macOS both take. */
export const MAX_PATH_BYTES = 103;

export const requestSchema = z.object({
  version: z.number().int(),
  operation: z.string(),
  arguments: z.unknown(),
});

export type Answer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'event'; readonly event: PipelineEvent }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly usage: boolean; readonly code: string; readonly message: string };
