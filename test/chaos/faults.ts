/** The faults: what each does to a running installation and its world, and how it ends. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SyntheticNewsroom } from '../newsroom/synthetic.ts';
import { childrenOf, type Installation, type ProcessName, type Runner } from './installation.ts';
import type { NameServer } from './name-server.ts';
import type { FaultKind } from './plan.ts';
import type { SmallDisk } from './small-disk.ts';

export interface World {
  readonly installation: Installation;
  readonly newsroom: SyntheticNewsroom;
  /** Null where this process may not listen on port 53 or mount. */
  readonly names: NameServer | null;
  readonly disk: SmallDisk | null;
}

export interface Fault extends FaultKind {
  /** Where it can strike; on both unless given. */
  readonly only?: Runner;
  readonly needs?: 'names' | 'disk';
  /** What it returns ends it. */
  readonly strike: (world: World) => Promise<() => Promise<void> | void>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Longer than a worker may be silent before its jobs are given to others (bullmq-consumer.ts). */
const BEYOND_THE_LOCK = 12_000;
/** Longer than SQLite waits for another process's transaction (database.ts). */
const BEYOND_BUSY = 12_000;

const killing =
  (...names: readonly ProcessName[]): Fault['strike'] =>
  async ({ installation }) => {
    for (const name of names) await installation.kill(name);
    return async () => {
      await Promise.all(names.map((name) => installation.start(name)));
    };
  };

const freezing =
  (name: ProcessName): Fault['strike'] =>
  async ({ installation }) => {
    const pid = installation.pid(name);
    signal(pid, 'SIGSTOP');
    return () => signal(pid, 'SIGCONT');
  };

const clocks =
  (offsetMs: number, only?: ProcessName): Fault['strike'] =>
  async ({ installation }) => {
    const names = only === undefined ? installation.names : [only];
    for (const name of names) installation.setClock(name, offsetMs);
    return () => {
      for (const name of names) installation.setClock(name, 0);
    };
  };

const redisDown =
  (kept: boolean): Fault['strike'] =>
  async ({ installation }) => {
    await installation.redis()?.stop();
    return () => installation.restartRedis(kept);
  };

const answers =
  (fault: 'cut' | 'slow' | 'down'): Fault['strike'] =>
  async ({ newsroom }) => {
    newsroom.setHostFault(fault);
    return () => newsroom.setHostFault(null);
  };

const naming =
  (fault: 'fail' | 'silent'): Fault['strike'] =>
  async ({ names }) => {
    names?.setFault(fault);
    return () => names?.setFault(null);
  };

export const FAULTS: readonly Fault[] = [
  { name: 'daemon killed', lasts: [0, 1_000], strike: killing('daemon') },
  { name: 'daemon frozen', lasts: [1_500, BEYOND_THE_LOCK], strike: freezing('daemon') },
  { name: 'readers killed', lasts: [0], strike: killReaders },
  { name: 'worker killed', only: 'queue', lasts: [0, 1_000], strike: killing('worker-1') },
  { name: 'worker frozen', only: 'queue', lasts: [1_500, BEYOND_THE_LOCK], strike: freezing('worker-2') },
  { name: 'power cut', only: 'queue', lasts: [500], strike: powerCut },
  { name: 'redis killed', only: 'queue', lasts: [500, 3_000], strike: redisDown(true) },
  { name: 'redis restarted empty', only: 'queue', lasts: [500, 3_000], strike: redisDown(false) },
  { name: 'redis flushed', only: 'queue', lasts: [0], strike: flushRedis },
  { name: 'redis paused', only: 'queue', lasts: [3_000, 5_000, 30_000], strike: pauseRedis },
  { name: 'redis out of memory', only: 'queue', lasts: [2_000, 5_000], strike: starveRedis },
  { name: 'disk full', needs: 'disk', lasts: [2_000, 5_000], strike: fillDisk },
  { name: 'database locked', lasts: [1_000, BEYOND_BUSY], strike: lockDatabase },
  { name: 'clock a year ahead', lasts: [2_000], strike: clocks(400 * DAY) },
  { name: 'clock a day behind', lasts: [2_000], strike: clocks(-DAY) },
  { name: 'worker clock ahead', only: 'queue', lasts: [2_000], strike: clocks(HOUR, 'worker-1') },
  { name: 'worker clock behind', only: 'queue', lasts: [2_000], strike: clocks(-DAY, 'worker-1') },
  { name: 'names fail', needs: 'names', lasts: [2_000], strike: naming('fail') },
  { name: 'name server silent', needs: 'names', lasts: [4_000], strike: naming('silent') },
  { name: 'answers cut', lasts: [2_000], strike: answers('cut') },
  { name: 'answers slow', lasts: [3_000], strike: answers('slow') },
  { name: 'hosts down', lasts: [2_000], strike: answers('down') },
];

async function killReaders({ installation }: World): Promise<() => void> {
  for (const name of installation.names)
    for (const child of childrenOf(installation.pid(name) ?? 0)) signal(child, 'SIGKILL');
  return () => {};
}

async function powerCut({ installation }: World): Promise<() => Promise<void>> {
  await Promise.all([...installation.names.map(installation.kill), installation.redis()?.stop()]);
  return async () => {
    await installation.restartRedis(true);
    await Promise.all(installation.names.map(installation.start));
  };
}

async function flushRedis({ installation }: World): Promise<() => void> {
  await installation.redis()?.client.flushall();
  return () => {};
}

async function pauseRedis({ installation }: World): Promise<() => void> {
  const { pid } = installation.redis()?.child ?? {};
  signal(pid, 'SIGSTOP');
  return () => signal(pid, 'SIGCONT');
}

/** With the policy that we ask for, noeviction, every command that needs memory is refused. */
async function starveRedis({ installation }: World): Promise<() => Promise<void>> {
  await installation.redis()?.client.config('SET', 'maxmemory', '1');
  return async () => {
    await installation.redis()?.client.config('SET', 'maxmemory', '0');
  };
}

async function fillDisk({ disk }: World): Promise<() => void> {
  disk?.fill();
  return () => disk?.widen();
}

/** Another program has the database open and does not let go: a backup, a shell. */
async function lockDatabase({ installation }: World): Promise<() => Promise<void>> {
  const script = `const db = new (require('better-sqlite3'))(process.argv[1], { timeout: 5000 });
    db.exec('BEGIN IMMEDIATE'); process.stdout.write('locked'); process.stdin.resume().on('end', () => process.exit());`;
  const child = spawn(process.execPath, ['-e', script, installation.database], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  return async () => {
    child.stdin.end();
    await ended;
  };
}

/** A process that is gone already feels nothing. */
function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
