/** Watches the memory of a process and all its descendants, on systems with /proc. */
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 100;

/** `stop` gives the peak of the sum of resident sizes in MB, null where it cannot be known. */
export function watchMemory(root: number): { stop(): number | null } {
  let peak: number | null = null;
  const timer = setInterval(() => {
    const now = treeMegabytes(root);
    if (now !== null) peak = Math.max(peak ?? 0, now);
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function treeMegabytes(root: number): number | null {
  const processes = new Map<number, { parent: number; kb: number }>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const status = statusOf(name);
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? -1);
      const kb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      processes.set(Number(name), { parent, kb });
    }
  } catch {
    return null; // No /proc on this system.
  }
  const inTree = (pid: number): boolean => {
    for (let at = pid, hops = 0; hops < 20; hops++) {
      if (at === root) return true;
      at = processes.get(at)?.parent ?? 0;
    }
    return false;
  };
  let kb = 0;
  for (const [pid, process] of processes) if (inTree(pid)) kb += process.kb;
  return kb / 1024;
}

/** Empty for a process that ended meanwhile. */
function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
