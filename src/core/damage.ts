/** Tells a damaged database file from every other fault of one, and what to do about it. */

/** Part of the file, or its very beginning, is not what SQLite wrote there. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/;

export const MEND_DAMAGE =
  'stop the daemon, copy the file aside, restore the latest backup; look at the disk and the memory of the machine';

/** Also where it is the cause of what a library threw. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (typeof code === 'string' && DAMAGED.test(code)) || isDamage(error.cause);
}

/** For people, on one line; `reason` are the words of SQLite. */
export const damageText = (file: string, reason: string): string =>
  `${file} is damaged (${reason}): ${MEND_DAMAGE}`;
