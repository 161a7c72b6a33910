/** How to go back to the version before a migration, in words. */

/** The write-ahead log must be removed, too: SQLite would take it for that of the copy and replay it, which corrupts the copy. */
export const wayBack = (file: string, copy: string): string =>
  `to go back to an older version stop the daemon, remove ${file}-wal and ${file}-shm, then copy ${copy} to ${file}`;
