/** Runs a command and measures its whole tree of processes: processor time, wall time, peak memory. Linux only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly code: number | null;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Peak memory of the whole tree in MB; pages that processes share count once. */
  readonly peakMb: number;
  readonly stdout: string;
  /** The end of what it wrote to stderr. */
  readonly stderr: string;
}

/** Reading a process's memory slows it down: every 50 ms took a quarter of a core. */
const EVERY_MS = 250;
/** Kernel ticks a second, on every Linux that Node runs on. */
const TICKS = 100;
const STDERR_KEPT = 2_000;

export async function measure(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const [file = '', ...args] = command;
  const reapedBefore = reapedTicks();
  const began = performance.now();
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT);
  });
  const watched = watch(child.pid ?? 0);
  const [code] = (await once(child, 'close')) as [number | null];
  const wallSeconds = (performance.now() - began) / 1000;
  const { peakKb, ticks } = watched.stop();
  // The reaped time has every process to its end, but not children that outlived their parents; the sampled time the reverse.
  const cpuSeconds = Math.max(reapedTicks() - reapedBefore, ticks) / TICKS;
  return { code, cpuSeconds, wallSeconds, peakMb: peakKb / 1024, stdout, stderr };
}

/** Processor time, in ticks, of all descendants of this process that have ended and were waited for. */
function reapedTicks(): number {
  const fields = statFields('self');
  return Number(fields[13] ?? 0) + Number(fields[14] ?? 0);
}

function watch(root: number): { stop(): { peakKb: number; ticks: number } } {
  let peakKb = 0;
  const ticksOf = new Map<number, number>();
  const look = (): void => {
    let kb = 0;
    for (const pid of treeOf(root)) {
      kb += Number(/^Pss:\s+(\d+)/m.exec(fileOf(`${pid}/smaps_rollup`))?.[1] ?? 0);
      const fields = statFields(pid);
      const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
      ticksOf.set(pid, Math.max(ticks, ticksOf.get(pid) ?? 0));
    }
    peakKb = Math.max(peakKb, kb);
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return { peakKb, ticks: [...ticksOf.values()].reduce((sum, ticks) => sum + ticks, 0) };
    },
  };
}

/** Processor seconds that a tree of processes has taken so far, its children that have ended included. */
export function cpuSecondsOf(root: number): number {
  const ticks = treeOf(root).reduce((sum, pid) => {
    const fields = statFields(pid);
    // utime, stime, cutime, cstime
    return sum + [11, 12, 13, 14].reduce((part, at) => part + Number(fields[at] ?? 0), 0);
  }, 0);
  return ticks / TICKS;
}

function treeOf(root: number): number[] {
  const tree = [root];
  for (const pid of tree)
    for (const thread of tasksOf(pid))
      tree.push(...fileOf(`${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number));
  return tree;
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** The fields behind the command's name, which may hold spaces. */
function statFields(pid: number | string): string[] {
  return fileOf(`${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
}

/** Empty for a process that has ended. */
function fileOf(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
