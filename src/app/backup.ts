/** Backs up while another process may write, and restores while none does. */
import type { Config } from '../config.ts';
import { type BackupReport, type BackupWatch, backUp as backUpFiles } from '../store/backup.ts';
import { takeLock } from '../store/file/lock.ts';
import { type RestoreReport, restore as restoreFiles } from '../store/restore.ts';
import { VERSION } from '../version.ts';

export function backUp(
  { paths }: Config,
  request: { readonly target: string; readonly keep: number | null; readonly pages: boolean },
  watch: BackupWatch,
): Promise<BackupReport> {
  return backUpFiles({ ...request, files: paths, now: Date.now(), version: VERSION }, watch);
}

/** Throws OperationError `locked` while a daemon or a command writes. */
export async function restore({ paths }: Config, folder: string): Promise<RestoreReport> {
  const lock = takeLock(paths.lock, 'restore', Date.now());
  try {
    return await restoreFiles(folder, paths, Date.now());
  } finally {
    lock.release();
  }
}
