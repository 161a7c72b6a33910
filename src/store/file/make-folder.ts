/** Makes a folder and those above it that are missing. */
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Throws what stands in the way, or what the system says. Node's own way (`recursive`) tries for ever where a folder is
 * there and none can be made in it, as in /proc.
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
