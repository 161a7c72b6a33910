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

export function mountSmallDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  const resize = (size: string): void => {
    execFileSync('mount', ['-o', `remount,size=${size}`, folder]);
  };
  return {
    folder,
    fill: () => {
      const { blocks, bfree, bsize } = statfsSync(folder);
      resize(String((blocks - bfree) * bsize));
    },
    widen: () => resize(SIZE),
    // Lazily: processes of the installation may have it open, in namespaces of their own.
    remove: () => void execFileSync('umount', ['--lazy', folder]),
  };
}
