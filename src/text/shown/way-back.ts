/** How to go back to the version before a migration, in words. */

/** With its log: one that stayed would be taken for the copy's own and written into it, which destroys it. */
export const wayBack = (file: string, copy: string): string =>
  `to go back to an older version stop the daemon, remove ${file}-wal and ${file}-shm, then copy ${copy} to ${file}`;
