/** Reads what another process sent: its version first, then its form. */
import type { z } from 'zod';

/** Raised when a job or result changes its meaning; both sides must speak the same. */
export const PAYLOAD_VERSION = 4;

/** A payload that must not be acted on: of another version, or malformed for its own. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
  readonly code: 'version' | 'form';
  constructor(code: 'version' | 'form', message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Checks the version before anything else is looked at, then the form. Throws PayloadError; `what` names the thing
 * in its message.
 */
export function readPayload<T>(schema: z.ZodType<T>, given: unknown, what: string): T {
  const version: unknown = typeof given === 'object' && given !== null && 'v' in given ? given.v : undefined;
  if (version !== PAYLOAD_VERSION)
    throw new PayloadError(
      'version',
      `${what} is of version ${JSON.stringify(version) ?? 'none'}, this jvwire speaks ${PAYLOAD_VERSION}; run the same version of jvwire on every machine`,
    );
  return readPart(schema, given, what);
}

/** Checks the form only, for what is inside a payload whose version was checked. */
export function readPart<T>(schema: z.ZodType<T>, given: unknown, what: string): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new PayloadError('form', `${what}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
