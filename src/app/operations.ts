/** Opens the operations for a command: in this process when no other writes, else those of the daemon that does. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SECRET_BYTES, writeSecret } from '../alerts/signing.ts';
import type { Config } from '../config.ts';
import { connectControl } from '../control/client.ts';
import { OperationError } from '../core/errors.ts';
import type { OperationName, Operations } from '../core/operations.ts';
import { DELIVERIES_AT_ONCE } from '../core/ports.ts';
import { logLibraryWarnings } from '../observe/library-warnings.ts';
import { createLog } from '../observe/log.ts';
import { findNews } from '../pipeline/daemon/find-news.ts';
import { SLICE, trimArchive } from '../pipeline/daemon/trim-archive.ts';
import { createOperations } from '../pipeline/operations/operations.ts';
import { needDatabase } from '../store/file/database.ts';
import { lockHolder } from '../store/file/lock.ts';
import type { Store } from '../store/store.ts';
import type { RunningEngine } from './engine.ts';
import { knowledgeOnce } from './knowledge.ts';
import { openStore } from './store.ts';

/** A run waits for retries due this soon; later ones are left to the next run. */
const PATIENCE_MS = 20_000;

/** Slices of old pages that a run deletes at its end: some seconds at most; the next run goes on. */
const MOST_SLICES = 100;

/** How long a starting daemon may hold the lock before it answers at its socket: it loads, migrates and connects to its queue. */
const STARTS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Running jobs get this long to end when a command is interrupted. */
const CLOSE_DEADLINE_MS = 20_000;

/** Operations that create a database where there is none. All others need what is stored already. */
const BEGINNINGS: ReadonlySet<OperationName> = new Set([
  'run',
  'ingest',
  'feeds.add',
  'feeds.import',
  // Users may choose among the built-in feeds before the first poll.
  'feeds.enable',
  'feeds.disable',
  'feeds.move',
  'feeds.remove',
  'jobs.pause',
  'tokens.create',
  'searches.save',
  'alerts.add',
  'migrate',
]);

/**
 * `name`: the operation to be called, which is shown to others that find the lock held. Throws OperationError `locked` when
 * a process that takes no requests (another command) is writing, `no-database` when there is nothing to work on.
 */
export async function openOperations(config: Config, name: OperationName): Promise<Operations> {
  if (!BEGINNINGS.has(name)) needDatabase(config.paths.database);
  const opened = await storeOrDaemon(config, name.replace('.', ' '));
  if ('call' in opened) return opened;
  const store = opened;
  const log = createLog(config.settings.LOG_LEVEL ?? 'error');
  logLibraryWarnings(log);
  const knowledge = knowledgeOnce(config.paths.knowledge);
  let engine: Promise<RunningEngine> | undefined;
  const startedEngine = (): Promise<RunningEngine> => {
    // A command ends before it can see how long an outage lasts: every failure to read robots.txt counts as a try.
    engine ??= import('./engine.ts').then(({ openEngine }) =>
      openEngine(config, store, knowledge, log, { outageMs: 0 }),
    );
    return engine;
  };
  /** Without a daemon the run itself delivers; retries, and what is not begun when it is interrupted, wait for the next run. */
  const deliverNews = async (signal: AbortSignal): Promise<void> => {
    const due = await findNews({ store, newId, log }, Date.now());
    if (due.length === 0) return;
    const [{ deliver }, { default: PQueue }] = await Promise.all([startedEngine(), import('p-queue')]);
    // As many at a time as a daemon sends: with more, some would time out while they wait for a socket.
    const turns = new PQueue({ concurrency: DELIVERIES_AT_ONCE });
    await turns.addAll(due.map((job) => async () => signal.aborted || deliver(job)));
  };
  const operations = createOperations({
    store,
    engine: startedEngine,
    now: Date.now,
    knowledge: knowledge.all,
    sleep,
    patienceMs: PATIENCE_MS,
    newId,
    newSecret,
    housekeep: async (signal) => {
      if (!signal.aborted) await deliverNews(signal);
      const trimming = { store, days: config.settings.JVWIRE_ARCHIVE_DAYS, now: Date.now };
      for (let slice = 0; slice < MOST_SLICES && trimArchive(trimming) === SLICE; slice++);
    },
    handBack: async () => (await engine)?.runner.close(CLOSE_DEADLINE_MS),
    daemon: null,
  });
  return {
    call: operations.call,
    close: async () => {
      // An engine that could not be opened has failed its operation already.
      await (await engine?.catch(() => undefined))?.close(CLOSE_DEADLINE_MS);
      store.close();
    },
  };
}

/** The store, or the daemon that holds the lock. Waits for a daemon that is just starting, or about to end. */
async function storeOrDaemon(config: Config, command: string): Promise<Store | Operations> {
  const { paths } = config;
  const patienceEnds = performance.now() + STARTS_WITHIN_MS;
  for (;;)
    try {
      return openStore(config, command);
    } catch (error) {
      if (!(error instanceof OperationError && error.code === 'locked')) throw error;
      const remote = await connectControl(paths.socket);
      if (remote) return remote;
      const holder = lockHolder(paths.lock);
      const waits = holder === null || holder.command === 'daemon';
      if (!waits || performance.now() >= patienceEnds) throw error;
      await delay(LOOK_EVERY_MS);
    }
}

/** A unique id for a message. */
export const newId = (): string => `msg_${randomUUID().replaceAll('-', '')}`;

export const newSecret = (): string => writeSecret(randomBytes(SECRET_BYTES));

/** Resolves after `ms`, or when the signal is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
