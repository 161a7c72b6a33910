/** A disk in memory that can be made full at any time. Needs the right to mount. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';

export interface SmallDisk {
  readonly folder: string;
  /** Not a byte more fits. */
  fill(): void;
  widen(): void;
  remove(): void;
}

const SIZE = '2g';
/** What is written between measuring and resizing makes the new size one that is too small, which is refused. */
const TRIES = 20;

export function mountSmallDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  const resize = (size: string): void => {
    execFileSync('mount', ['-o', `remount,size=${size}`, folder], { stdio: 'pipe' });
  };
  const fill = (tries: number): void => {
    const { blocks, bfree, bsize } = statfsSync(folder);
    try {
      resize(String((blocks - bfree) * bsize));
    } catch (error) {
      if (tries === 1) throw error;
      fill(tries - 1);
    }
  };
  return {
    folder,
    fill: () => fill(TRIES),
    widen: () => resize(SIZE),
    // Lazily: processes of the installation may have it open, in namespaces of their own.
    remove: () => void execFileSync('umount', ['--lazy', folder]),
  };
}
