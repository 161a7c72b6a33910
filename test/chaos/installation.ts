/** One jvwire in service: a daemon, on the queue also Redis and two workers, watched over as a service manager would. */
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectControl } from '../../src/control/client.ts';
import type { OperationArguments, OperationName, OperationResults } from '../../src/core/operations.ts';
import { launcher } from '../cli/jvwire.ts';
import { type LogLine, type Service, startService } from '../cli/service.ts';
import { freePort, launchRedis, type RedisServer } from '../redis/launch.ts';

export type Runner = 'in-process' | 'queue';
export type ProcessName = 'daemon' | 'worker-1' | 'worker-2';

export interface InstallationOptions {
  readonly runner: Runner;
  /** A folder of its own, which is there already: Redis, the catalogue, the clocks. */
  readonly folder: string;
  /** Of the databases. */
  readonly data: string;
  readonly catalogue: readonly object[];
  /** What goes before every command line: another view of the machine, say. */
  readonly within: readonly string[];
}

/** Up to where the log of each process was read. */
export type LogPlace = ReadonlyMap<Service, { readonly lines: number; readonly stray: number }>;

export interface Installation {
  readonly runner: Runner;
  readonly database: string;
  readonly pages: string;
  readonly names: readonly ProcessName[];
  /** Starts what does not run. Throws what the process said when it ends instead of becoming ready. */
  start(name: ProcessName): Promise<void>;
  /** Of a process that runs; undefined for one that does not. */
  pid(name: ProcessName): number | undefined;
  /** SIGKILL, and waits for the end. */
  kill(name: ProcessName): Promise<void>;
  /** Sets the clock of a process this many milliseconds off. */
  setClock(name: ProcessName, offsetMs: number): void;
  /** Epoch ms, by the clocks that are right. */
  now(): number;
  /** Sets every clock forward: what waits for its time need not be waited for. */
  passTime(ms: number): void;
  /** Null without a queue. */
  redis(): RedisServer | null;
  /** Starts it again, with what it has on disk or without. */
  restartRedis(kept: boolean): Promise<void>;
  /** Asks the daemon. Throws when none listens, or when there is no answer in time. */
  ask<Name extends OperationName>(
    name: Name,
    given: OperationArguments<Name>,
    seconds: number,
  ): Promise<OperationResults[Name]>;
  logPlace(): LogPlace;
  /** What every process has logged since then. */
  logSince(place: LogPlace): { readonly lines: readonly LogLine[]; readonly stray: readonly string[] };
  /** Processes that ended although nobody killed them, since the last time this was asked. */
  takeDeaths(): string[];
  stop(): Promise<void>;
}

/** An answer that takes longer than this is waited for no more: starting takes a second or two. */
const READY_SECONDS = 40;

export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { runner, folder, data, within } = options;
  const names: ProcessName[] = runner === 'queue' ? ['daemon', 'worker-1', 'worker-2'] : ['daemon'];
  mkdirSync(data, { recursive: true });
  const catalogue = join(folder, 'catalogue.json');
  writeFileSync(catalogue, JSON.stringify(options.catalogue));
  const redisFolder = join(folder, 'redis');
  mkdirSync(redisFolder);
  const redisPort = await freePort();
  const launch = (): Promise<RedisServer> =>
    launchRedis(redisFolder, { port: redisPort, settings: ['--appendonly', 'yes'] });
  let redis = runner === 'queue' ? await launch() : null;
  /** One restart after the other: two faults may end at the same time. */
  let restarting: Promise<void> = Promise.resolve();

  const clockOf = (name: ProcessName): string => join(folder, `${name}.clock`);
  for (const name of names) writeFileSync(clockOf(name), '0');
  const environment = (name: ProcessName): Record<string, string> => ({
    JVWIRE_DATA: name === 'daemon' ? data : join(folder, name),
    JVWIRE_CATALOGUE: catalogue,
    JVWIRE_ALLOW_HOSTS: '127.0.0.1',
    JVWIRE_HOST_INTERVAL_MS: '0',
    JVWIRE_FETCH_TIMEOUT_MS: '2000',
    JVWIRE_CONCURRENCY: '16',
    JVWIRE_PROCESSES: '1',
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
    NODE_OPTIONS: `--import=${new URL('./shifted-clock.ts', import.meta.url).href}`,
    JVWIRE_TEST_CLOCK: clockOf(name),
  });

  let passed = 0;
  const setClock = (name: ProcessName, offsetMs: number): void => {
    writeFileSync(clockOf(name), String(passed + offsetMs));
    running.get(name)?.child.kill('SIGUSR2');
  };

  const running = new Map<ProcessName, Service>();
  const all: Service[] = [];
  const killed = new Set<Service>();
  const deaths: string[] = [];

  const kill = async (name: ProcessName): Promise<void> => {
    const service = running.get(name);
    if (service === undefined) return;
    killed.add(service);
    const ended = once(service.child, 'exit');
    service.child.kill('SIGKILL');
    await ended;
  };

  const launchService = (name: ProcessName): Service => {
    const command = name === 'daemon' ? 'daemon' : 'worker';
    const [program = launcher, ...args] = [...within, launcher, command];
    const service = startService(args, { command: program, env: environment(name) });
    running.set(name, service);
    all.push(service);
    service.child.once('exit', (code, signal) => {
      running.delete(name);
      const wasReady = service.lines.some(({ msg }) => msg === `${command} ready`);
      if (wasReady && !killed.has(service))
        deaths.push(`${name} ended with ${code ?? signal}: ${said(service)}`);
    });
    return service;
  };

  const start = async (name: ProcessName): Promise<void> => {
    const service = running.get(name) ?? launchService(name);
    const ready = name === 'daemon' ? 'daemon ready' : 'worker started';
    await inTime(READY_SECONDS, `${name} is not ready`, service.logged(ready));
  };

  return {
    runner,
    database: join(data, 'jvwire.db'),
    pages: join(data, 'pages.db'),
    names,
    start,
    pid: (name) => running.get(name)?.child.pid,
    kill,
    setClock,
    now: () => Date.now() + passed,
    passTime: (ms) => {
      passed += ms;
      for (const name of names) setClock(name, 0);
    },
    redis: () => redis,
    restartRedis: (kept) => {
      restarting = restarting.then(async () => {
        await redis?.stop();
        if (!kept) {
          rmSync(redisFolder, { recursive: true });
          mkdirSync(redisFolder);
        }
        redis = await launch();
      });
      return restarting;
    },
    ask: async (name, given, seconds) => {
      const control = await connectControl(join(data, 'jvwire.sock'));
      if (control === null) throw new Error('no daemon listens');
      const leaving = new AbortController();
      try {
        return await inTime(
          seconds,
          `no answer to ${name}`,
          control.call(name, given, { signal: leaving.signal }),
        );
      } finally {
        leaving.abort();
      }
    },
    logPlace: () =>
      new Map(
        all.map((service) => [service, { lines: service.lines.length, stray: service.strayLines.length }]),
      ),
    logSince: (place) => ({
      lines: all.flatMap((service) => service.lines.slice(place.get(service)?.lines ?? 0)),
      stray: all.flatMap((service) => service.strayLines.slice(place.get(service)?.stray ?? 0)),
    }),
    takeDeaths: () => deaths.splice(0),
    stop: async () => {
      for (const name of names) await kill(name);
      await redis?.stop();
    },
  };
}

/** Process ids of the children of a process; none when it is gone. */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function said({ lines, strayLines }: Service): string {
  return JSON.stringify([...strayLines.slice(-10), ...lines.slice(-3)]);
}

async function inTime<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} in ${seconds} s`)), seconds * 1000);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
