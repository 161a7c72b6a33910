/** The wiring: the only place that constructs adapters and gives each part what it runs on. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { UsageError } from './core/errors.ts';
import type { JobRunner, Log, PipelineEvent, PollJob } from './core/ports.ts';
import { builtInCatalogue, type CatalogueEntry, parseCatalogue } from './feed/catalogue.ts';
import type { CheckDependencies } from './pipeline/check-feed.ts';
import { takeLock } from './store/lock.ts';
import {
  openReader as openReaderFiles,
  openStore as openStoreFiles,
  type Reader,
  type Store,
} from './store/store.ts';
import { VERSION } from './version.ts';

/** Running jobs get this long to end when the run is interrupted. */
const CLOSE_DEADLINE_MS = 20_000;

/** Opens the store for writing: takes the lock, migrates, and fills a new database with the catalogue. */
export function openStore(config: Config, command: string): Store & { readonly close: () => void } {
  const catalogue = readCatalogue(config.settings.JVWIRE_CATALOGUE);
  const lock = takeLock(config.paths.lock, command, Date.now());
  try {
    const store = openStoreFiles(config.paths, Math.random);
    store.seed(
      catalogue.map(({ format: _format, note = null, ...entry }) => ({
        ...entry,
        note,
        origin: 'catalogue',
      })),
      Date.now(),
    );
    return {
      ...store,
      close: () => {
        store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens the store for reading, beside any writer. */
export function openReader(config: Config): Reader {
  return openReaderFiles(config.paths);
}

/** The feeds a new database starts with. */
export function readCatalogue(setting: string): CatalogueEntry[] {
  if (setting === 'builtin') return builtInCatalogue();
  if (setting === 'none') return [];
  try {
    return parseCatalogue(JSON.parse(readFileSync(setting, 'utf8')));
  } catch (error) {
    throw new UsageError(`JVWIRE_CATALOGUE=${setting}: ${(error as Error).message}`);
  }
}

/** How jvwire names itself to the sites it reads. */
export function userAgent({ settings }: Config): string {
  if (settings.JVWIRE_USER_AGENT !== undefined) return settings.JVWIRE_USER_AGENT;
  return settings.JVWIRE_CONTACT === undefined
    ? `jvwire/${VERSION}`
    : `jvwire/${VERSION} (+${settings.JVWIRE_CONTACT})`;
}

export interface Run {
  /** Polls these feeds, ingests everything unfinished; resolves when nothing is left to do now. */
  work(polls: readonly PollJob[]): Promise<void>;
  /** Lets what is in flight end, starts nothing more; `work` then resolves. */
  interrupt(): void;
  close(): Promise<void>;
}

/** Everything a run needs, over an open store. `report` hears of every feed and article. */
export async function openRun(
  config: Config,
  store: Store,
  report: (event: PipelineEvent) => void,
): Promise<Run> {
  const [
    { createRobots },
    { createHostSlots },
    { createLog },
    { runOnce },
    { createInProcessRunner },
    { createIngestWorker },
    { createPollWorker },
  ] = await Promise.all([
    import('./net/robots.ts'),
    import('./net/slots.ts'),
    import('./observe/log.ts'),
    import('./pipeline/run-once.ts'),
    import('./queue/in-process.ts'),
    import('../workers/ingest.ts'),
    import('../workers/poll.ts'),
  ]);
  const { settings } = config;
  const log = createLog(settings.LOG_LEVEL);
  const { fetcher, sandbox, close } = await openReading(config);
  const shared = {
    fetcher,
    sandbox,
    slots: createHostSlots({ intervalMs: settings.JVWIRE_HOST_INTERVAL_MS }),
    robots: createRobots({ fetcher, userAgentToken: 'jvwire' }),
    sink: store.sink,
    now: Date.now,
    random: Math.random,
    report: (event: PipelineEvent) => {
      logEvent(log, event);
      report(event);
    },
  };
  const runner: JobRunner = createInProcessRunner({
    handlers: {
      poll: createPollWorker({ ...shared, runner: () => runner }),
      ingest: createIngestWorker(shared),
    },
    concurrency: settings.JVWIRE_CONCURRENCY,
    now: Date.now,
    log,
  });
  const interruption = new AbortController();
  const { signal } = interruption;
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {});
  return {
    work: (polls) =>
      runOnce({ runner, store, now: Date.now, sleep: pause, interrupted: () => signal.aborted }, polls),
    interrupt: () => {
      interruption.abort();
      void runner.close(CLOSE_DEADLINE_MS);
    },
    close: async () => {
      await runner.close(CLOSE_DEADLINE_MS);
      await close();
    },
  };
}

/** The client and the child processes: all that fetching and reading one document takes, no store. */
export async function openReading(
  config: Config,
): Promise<CheckDependencies & { readonly close: () => Promise<void> }> {
  const [{ createFetcher }, { limitsWithin }, { createSandbox }] = await Promise.all([
    import('./net/client.ts'),
    import('./net/limits.ts'),
    import('./sandbox/process-pool.ts'),
  ]);
  const { JVWIRE_ALLOW_HOSTS, JVWIRE_FETCH_TIMEOUT_MS, JVWIRE_PROCESSES } = config.settings;
  const fetcher = createFetcher({
    userAgent: userAgent(config),
    allowHosts: JVWIRE_ALLOW_HOSTS,
    limits: limitsWithin(JVWIRE_FETCH_TIMEOUT_MS),
  });
  const sandbox = createSandbox({ processes: JVWIRE_PROCESSES });
  return {
    fetcher,
    sandbox,
    close: async () => {
      await Promise.all([sandbox.close(), fetcher.close()]);
    },
  };
}

function logEvent(log: Log, event: PipelineEvent): void {
  if (event.failure) log.warn(event, `${event.kind} ${event.outcome}`);
  else log.info(event, `${event.kind} ${event.outcome}`);
}
