/**
 * The protocol of the control socket: one request per connection, as a line of JSON, answered by lines of JSON: `taken` when
 * the work begins, any number of events, and one result or error. Closing the connection before `taken` withdraws the
 * request; after it, that ends only the wait, not the work.
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
