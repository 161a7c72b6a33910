/** Tells damage to a database file from all other database errors, and says what to do about it. */

import { OperationError } from './errors.ts';

/** SQLite's codes for a file whose content, or whose header, is not what it wrote. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/;

export const MEND_DAMAGE =
  'stop the daemon, copy the file aside, restore the latest backup; look at the disk and the memory of the machine';

/** Follows `cause`: libraries wrap what SQLite threw. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamageError) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (typeof code === 'string' && DAMAGED.test(code)) || isDamage(error.cause);
}

/** The message is one line for people; `reason` is SQLite's own message, `file` any name for the file. */
export class DamageError extends OperationError {
  readonly reason: string;
  constructor(file: string, reason: string) {
    super('damaged', `${file} is damaged (${reason}): ${MEND_DAMAGE}`);
    this.reason = reason;
  }
}

/** A DamageError when `error` comes from a damaged file, else `error` itself. */
export function damageOr(error: unknown, file = 'the database'): unknown {
  return isDamage(error) && !(error instanceof DamageError) ? new DamageError(file, reasonOf(error)) : error;
}

/** SQLite's own message, the innermost of what libraries wrapped. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
