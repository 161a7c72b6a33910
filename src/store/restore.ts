/** Replaces the databases by a backup; the replaced files stay beside them under other names. */
import { copyFileSync, existsSync, linkSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperationError } from '../core/errors.ts';
import { flush } from './backup.ts';
import { type Manifest, readManifest, requireIntact } from './backup-manifest.ts';
import { openForWriting } from './file/database.ts';
import { makeFolder } from './file/make-folder.ts';
import { type Part, versionOf } from './file/migrate.ts';
import type { StoreFiles } from './store.ts';

export interface RestoreReport {
  readonly manifest: Manifest;
  /** Where the replaced files are now. */
  readonly kept: readonly string[];
}

/**
 * The caller holds the data folder's lock. Throws OperationError before anything is touched when the folder is no backup, is
 * damaged or of a newer version; and `restore` when files cannot be copied or replaced. If it is killed at any moment, a
 * complete database is in place, the old or the restored one, and running it again completes it.
 */
export async function restore(folder: string, files: StoreFiles, now: number): Promise<RestoreReport> {
  const manifest = readManifest(folder);
  const paths: Readonly<Record<Part, string>> = { main: files.database, pages: files.pages };
  if (!manifest.files.some(({ part }) => part === 'main'))
    throw new OperationError('not-a-backup', `${folder} is no backup of jvwire: it has no jvwire.db`);
  for (const file of manifest.files) {
    await requireIntact(folder, file);
    versionOf(join(folder, file.name), file.part);
  }
  const forgetIncoming = (): void => {
    for (const path of Object.values(paths)) rmSync(incoming(path), { force: true });
  };
  try {
    // Left by a restore that was killed.
    forgetIncoming();
    for (const { name, part } of manifest.files) {
      makeFolder(dirname(paths[part]));
      copyFileSync(join(folder, name), incoming(paths[part]));
      flush(incoming(paths[part]));
    }
    return { manifest, kept: replace(paths, now) };
  } catch (error) {
    forgetIncoming();
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new OperationError(
      'restore',
      `cannot restore to ${dirname(paths.main)}: ${(error as Error).message}`,
    );
  }
}

/** Moves the copied files into place; returns where the replaced ones are now. */
function replace(paths: Readonly<Record<Part, string>>, now: number): string[] {
  const ending = `.before-restore-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const kept: string[] = [];
  // The main database last: in between, its ids do not match those in the page archive, and running again sets that right.
  for (const part of ['pages', 'main'] as const) {
    const path = paths[part];
    if (keepAside(path, `${path}${ending}`)) kept.push(`${path}${ending}`);
    if (existsSync(incoming(path))) renameSync(incoming(path), path);
    // A backup without pages: the present archive belongs to other articles.
    else rmSync(path, { force: true });
    flush(dirname(path));
  }
  return kept;
}

const incoming = (path: string): string => `${path}.restoring`;

/** Hard-links the file to a second name, so that its own always leads to a database; false when there is no file. */
function keepAside(path: string, aside: string): boolean {
  if (!existsSync(path)) return false;
  try {
    // Checkpoints the WAL into the file. SQLite would apply a leftover WAL to the restored file.
    const { client, close } = openForWriting(path);
    client.pragma('wal_checkpoint(TRUNCATE)');
    close();
  } catch {
    // Damaged, perhaps the reason for the restore: kept as it is, with its WAL.
  }
  linkSync(path, aside);
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(`${path}${suffix}`)) {
      linkSync(`${path}${suffix}`, `${aside}${suffix}`);
      unlinkSync(`${path}${suffix}`);
    }
  return true;
}
