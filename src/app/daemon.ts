/** The daemon: sweeps on a schedule, runs the jobs that are due, and takes requests over its control socket. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { type ControlServer, serveControl } from '../control/server.ts';
import { everythingPaused } from '../core/operations.ts';
import { logLibraryWarnings } from '../observe/library-warnings.ts';
import { createLog } from '../observe/log.ts';
import { createServiceManager } from '../observe/service-manager.ts';
import { createDailySettling } from '../pipeline/daemon/daily-settling.ts';
import { findNews } from '../pipeline/daemon/find-news.ts';
import { createSweeper, SWEEP_EVERY_MS, type Sweeper } from '../pipeline/daemon/sweep.ts';
import { trimArchive } from '../pipeline/daemon/trim-archive.ts';
import { createOperations } from '../pipeline/operations/operations.ts';
import { settleStories } from '../pipeline/operations/settle-stories.ts';
import { wayBack } from '../text/shown/way-back.ts';
import { VERSION } from '../version.ts';
import { type OpenAnswers, openAnswers } from './answers.ts';
import { openEngine, type RunningEngine } from './engine.ts';
import type { HttpParts, HttpServer } from './http.ts';
import { knowledgeOnce } from './knowledge.ts';
import { type Observation, observe } from './observation.ts';
import { newId, newSecret, sleep } from './operations.ts';
import { openStore } from './store.ts';
import { sweepingAfter } from './sweep-after.ts';

/** Jobs in flight get this long to end; systemd waits longer before it kills. */
const CLOSE_DEADLINE_MS = 22_000;

/** A sweep and a settling pass that were told to stop get this long for their last writes. */
const LAST_WRITES_MS = 2_000;

export interface Daemon {
  /** Resolves when there is nothing to do now. */
  idle(): Promise<void>;
  /** Ends or hands back what is in flight. */
  close(reason: string): Promise<void>;
}

/** What a daemon holds beside its database and its engine; during start-up some of it is not there yet. */
interface Opened {
  answers?: OpenAnswers;
  observation?: Observation;
  sweeper?: Sweeper;
  http?: HttpServer;
  control?: ControlServer;
}

/**
 * `listen`: where to answer HTTP; null for one that does not, and ends when it is idle. Throws OperationError when the lock is
 * held, or the socket or the port cannot be listened on.
 */
export async function startDaemon(
  config: Config,
  listen: { readonly host: string; readonly port: number } | null,
): Promise<Daemon> {
  const log = createLog(config.settings.LOG_LEVEL ?? 'info');
  logLibraryWarnings(log);
  const startedAt = Date.now();
  const store = openStore(config, 'daemon');
  for (const { file, copy } of store.migrated)
    if (copy !== null)
      log.info({ file, copy, back: wayBack(file, copy) }, 'database brought to this version');
  const knowledge = knowledgeOnce(config.paths.knowledge);
  // A daemon that ends when it is idle cannot see how long an outage lasts.
  const robots = listen === null ? { outageMs: 0 } : {};
  const engine = await openEngine(config, store, knowledge, log, robots).catch((error: unknown) => {
    store.close();
    throw error;
  });
  const manager = createServiceManager(config.serviceManager, log);
  const stopping = new AbortController();
  const opened: Opened = {};
  /** The settling pass under way, or the last one. */
  let settled: Promise<void> = Promise.resolve();
  /** Used at the end and when the start fails: what is left open would keep the process alive, and the port taken. */
  const closeAll = async (deadlineMs: number): Promise<void> => {
    const swept = opened.sweeper?.stop();
    stopping.abort();
    opened.observation?.close();
    await Promise.all([opened.http?.close(), engine.close(deadlineMs)]);
    await opened.control?.close();
    // Both write to the store. One that hangs because its queue is gone is not waited for.
    await Promise.race([Promise.all([swept, settled]), wait(LAST_WRITES_MS, null, { ref: false })]);
    opened.answers?.close();
    store.close();
  };
  try {
    const days = config.settings.JVWIRE_ARCHIVE_DAYS;
    const answers = openAnswers(config, knowledge);
    opened.answers = answers;
    const settling = createDailySettling({
      settle: (since) => settleStories(store, async () => engine.sandbox, since, stopping.signal),
      settledAt: store.settledAt,
      now: Date.now,
      alreadyLogged: engine.alreadyLogged,
      log,
    });
    const housekeep = (): void => {
      const moved = store.forgetFuture(Date.now());
      if (moved > 0)
        log.warn(
          { moved, reason: 'done in the future' },
          'the clock has gone back, what it planned is due now',
        );
      trimArchive({ store, days, now: Date.now });
      settled = settling();
    };
    const observation = observe({
      paths: config.paths,
      store,
      engine,
      sweepEveryMs: SWEEP_EVERY_MS,
      version: VERSION,
      now: Date.now,
      elapsed: () => performance.now(),
      log,
    });
    opened.observation = observation;
    const sweeper = createSweeper({
      store,
      findNews: (now) => findNews({ store, newId, log }, now),
      runner: engine.runner,
      canStore: engine.canStore,
      alreadyLogged: engine.alreadyLogged,
      now: Date.now,
      everyMs: SWEEP_EVERY_MS,
      housekeep: () => {
        housekeep();
        observation.swept();
      },
      log,
    });
    opened.sweeper = sweeper;
    const daemon = {
      pid: process.pid,
      since: new Date(startedAt).toISOString(),
      version: VERSION,
      url: null as string | null,
    };
    const operations = createOperations({
      store,
      engine: async () => engine,
      now: Date.now,
      knowledge: knowledge.all,
      sleep,
      patienceMs: null,
      newId,
      newSecret,
      housekeep: async () => housekeep(),
      handBack: async () => {},
      daemon,
    });
    await engine.runner.setPaused(everythingPaused(store.listPauses()));
    const sweeping = sweepingAfter(operations, sweeper.sweep);
    if (listen !== null)
      opened.http = await openHttp(config, listen, {
        answers,
        operations: sweeping,
        book: store.tokens,
        monitoring: observation.routes,
        queues: engine.queues,
        log,
      });
    daemon.url = opened.http?.url ?? null;
    opened.control = await serveControl(config.paths.socket, sweeping, log);
    await sweeper.start();
    engine.onSweepDue(sweeper.sweep);
    await manager.ready();
    log.info(
      { pid: process.pid, version: VERSION, database: config.paths.database, ms: Date.now() - startedAt },
      'daemon ready',
    );
    return {
      idle: async () => {
        await sweeper.idle();
        // A daemon that cron starts, and that ends when it is idle, must complete its pass, too.
        await settled;
      },
      close: async (reason) => {
        log.info({ reason }, 'daemon stopping');
        await manager.stopping();
        await closeAll(CLOSE_DEADLINE_MS);
        log.info({}, 'daemon stopped');
      },
    };
  } catch (error) {
    await closeAll(0).catch((fault: unknown) => log.warn({ err: fault }, 'not all was closed'));
    throw error;
  }
}

/** Loaded only where it is used. */
async function openHttp(
  { settings }: Config,
  { host, port }: { readonly host: string; readonly port: number },
  {
    queues,
    ...parts
  }: Omit<HttpParts, 'ownToken' | 'host' | 'now' | 'queueBoard'> & Pick<RunningEngine, 'queues'>,
): Promise<HttpServer> {
  const { serveHttp } = await import('./http.ts');
  const board = queues.length > 0 && (await import('../web/bull-board.ts')).createBullBoardApp(queues);
  return serveHttp(
    {
      ...parts,
      ...(board ? { queueBoard: board } : {}),
      ownToken: settings.JVWIRE_API_TOKEN,
      page: settings.JVWIRE_URL ?? null,
      host,
      now: Date.now,
    },
    port,
  );
}
