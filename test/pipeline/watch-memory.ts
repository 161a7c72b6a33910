/** Watches what a process and all its descendants use, on systems with /proc. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 100;

/** Kernel ticks a second, on every Linux that Node runs on. */
const TICKS = 100;

export interface Usage {
  /** Sum of resident sizes. */
  readonly megabytes: number;
  /** User and system time of the living processes. */
  readonly cpuSeconds: number;
}

/** `stop` gives the peak of the sum of resident sizes in MB, null where it cannot be known. */
export function watchMemory(root: number): { stop(): number | null } {
  let peak: number | null = null;
  const timer = setInterval(() => {
    if (existsSync('/proc/self/status')) peak = Math.max(peak ?? 0, treeUsage(root).megabytes);
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** What the process `root` and its descendants use now. */
export function treeUsage(root: number): Usage {
  const processes = new Map<number, { parent: number; kb: number; ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const kb = Number(/^VmRSS:\s+(\d+)/m.exec(fileOf(name, 'status'))?.[1] ?? 0);
    // The command's name may hold spaces; the fields behind its closing parenthesis are numbers.
    const fields = fileOf(name, 'stat').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    processes.set(Number(name), { parent: Number(fields[1] ?? 0), kb, ticks });
  }
  const inTree = (pid: number): boolean => {
    for (let at = pid, hops = 0; hops < 20; hops++) {
      if (at === root) return true;
      at = processes.get(at)?.parent ?? 0;
    }
    return false;
  };
  const tree = [...processes].filter(([pid]) => inTree(pid)).map(([, process]) => process);
  const sum = (pick: (process: { kb: number; ticks: number }) => number): number =>
    tree.reduce((total, process) => total + pick(process), 0);
  return { megabytes: sum(({ kb }) => kb) / 1024, cpuSeconds: sum(({ ticks }) => ticks) / TICKS };
}

/** Empty for a process that ended meanwhile. */
function fileOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
