/** Tells a damaged database file from every other fault of one, and what to do about it. */

import { OperationError } from './errors.ts';

/** Part of the file, or its very beginning, is not what SQLite wrote there. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/;

export const MEND_DAMAGE =
  'stop the daemon, copy the file aside, restore the latest backup; look at the disk and the memory of the machine';

/** Also where it is the cause of what a library threw. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamageError) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (typeof code === 'string' && DAMAGED.test(code)) || isDamage(error.cause);
}

/** One line for people; `reason` are the words of SQLite, `file` may be any name for it. */
export class DamageError extends OperationError {
  readonly reason: string;
  constructor(file: string, reason: string) {
    super('damaged', `${file} is damaged (${reason}): ${MEND_DAMAGE}`);
    this.reason = reason;
  }
}

/** The same error, or what it means to people where it tells of damage. */
export function damageOr(error: unknown, file = 'the database'): unknown {
  return isDamage(error) && !(error instanceof DamageError) ? new DamageError(file, reasonOf(error)) : error;
}

/** What SQLite said, below what a library made of it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
