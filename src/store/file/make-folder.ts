/** Creates a folder and its missing parents. */
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Throws an error that names what is in the way, or the system's own. Not mkdir's `recursive` option: that loops for ever
 * where the parent exists but no folder can be created in it, as in /proc.
 */
export function makeFolder(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !isFolder(parent)) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (isFolder(path)) return;
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) throw error;
    const leadsNowhere = found.isSymbolicLink() && !existsSync(path);
    const what = `${path} is ${leadsNowhere ? 'a link to nothing' : 'no folder'}`;
    throw Object.assign(new Error(what), { code: 'ENOTDIR', syscall: 'mkdir', path });
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
