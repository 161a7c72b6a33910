/** Gathers the facts about an installation that src/pipeline/doctor/doctor.ts judges. */
import { lookup } from 'node:dns/promises';
import { accessSync, constants, existsSync, lstatSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { connectControl } from '../control/client.ts';
import { everythingPaused } from '../core/operations.ts';
import {
  type Check,
  type FolderFacts,
  judgeClock,
  judgeFolder,
  judgeNames,
  judgeRuntime,
  judgeSpace,
  judgeWriter,
  type NamesFacts,
  type SpaceFacts,
  type WriterFacts,
} from '../pipeline/doctor/doctor.ts';
import { type FeedsFacts, judgeFeeds, judgeFile, judgeKnowledge } from '../pipeline/doctor/doctor-data.ts';
import { judgeRedis } from '../pipeline/doctor/doctor-queue.ts';
import { judgeSettings } from '../pipeline/doctor/doctor-settings.ts';
import { lockHolder } from '../store/file/lock.ts';
import { clockTraces, diagnose, type FileDiagnosis, paceOf } from '../store/upkeep/diagnosis.ts';
import { VERSION } from '../version.ts';
import { redisFacts } from './doctor-queue.ts';
import { ownKnowledgeIn } from './knowledge.ts';
import { openFetcher } from './reading.ts';
import { openReader, readCatalogue } from './store.ts';

/** Hosts of feeds whose names are looked up, and whose clocks are compared with ours. */
const HOSTS = 3;
const PATIENCE_MS = 3_000;

/** `quick` makes no requests outside and reads no file from end to end: for health checks. */
export async function examine(config: Config, quick: boolean): Promise<Check[]> {
  const { paths } = config;
  const now = Date.now();
  const database = diagnose(paths.database, 'main', !quick);
  // Not checked from end to end: the archive may be many times as large, and damage in it shows when it is read.
  const pages = diagnose(paths.pages, 'pages', false);
  const writer = await writerFacts(config);
  const redis = await redisFacts(config);
  const hosts = quick ? [] : feedHosts(config, database);
  const [names, skewMs] = await Promise.all([
    quick ? null : namesFacts(hosts),
    quick ? null : skew(config, hosts),
  ]);
  const sound = database.state === 'open' && database.problems.length === 0;
  const pace = sound ? orNull(() => paceOf(paths.database, now)) : null;
  return [
    judgeRuntime({
      version: process.version,
      path: process.execPath,
      bundled: process.execPath.includes('/node_modules/'),
    }),
    ...judgeSettings(settingsFacts(config)),
    ...judgeFolder(folderFacts(paths.folder)),
    judgeSpace(spaceFacts(paths.folder, sizes(database, pages), pace)),
    ...judgeFile('database', database),
    ...judgeFile('page archive', pages),
    judgeWriter(writer),
    ...judgeRedis(redis),
    judgeClock({ skewMs, traces: sound ? orNull(() => clockTraces(paths.database, now)) : null }),
    ...judgeNames(names),
    ...judgeFeeds(sound ? orNull(() => feedsFacts(config, writer, now)) : null),
    judgeKnowledge(await knowledgeFacts(paths.knowledge)),
  ];
}

/** Null when the facts cannot be read, because of damage or missing rights: another check says why. */
function orNull<Facts>(read: () => Facts): Facts | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function settingsFacts({ settings, ignoredProxies }: Config) {
  let catalogueError: string | null = null;
  try {
    readCatalogue(settings.JVWIRE_CATALOGUE);
  } catch (error) {
    catalogueError = (error as Error).message;
  }
  return {
    introduced: settings.JVWIRE_CONTACT !== undefined || settings.JVWIRE_USER_AGENT !== undefined,
    hostIntervalMs: settings.JVWIRE_HOST_INTERVAL_MS,
    allowHosts: settings.JVWIRE_ALLOW_HOSTS,
    ignoredProxies,
    catalogueError,
  };
}

function folderFacts(path: string): FolderFacts {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    const found = there?.isDirectory() ? there : undefined;
    return {
      path,
      exists: found !== undefined,
      openToOthers: ((found?.mode ?? 0) & 0o022) !== 0,
      fileSystem: found && process.platform === 'linux' ? statfsSync(path).type : null,
      makeError: found ? null : there ? 'it is no folder' : makeError(path),
      writeError: found ? writeError(path) : null,
    };
  } catch (error) {
    // In a folder that this user may not look into.
    const facts = { path, exists: false, openToOthers: false, fileSystem: null, writeError: null };
    return { ...facts, makeError: (error as Error).message };
  }
}

/** Why a folder that is not there cannot be made, without trying; null when nothing speaks against it. */
function makeError(path: string): string | null {
  const parent = dirname(path);
  const found = statSync(parent, { throwIfNoEntry: false });
  if (!found) return makeError(parent);
  if (!found.isDirectory()) return `${parent} is no folder`;
  if (lstatSync(path, { throwIfNoEntry: false })) return `${path} is a link to nothing`;
  const error = writeError(parent);
  return error && `${parent} cannot be written: ${error}`;
}

function writeError(path: string): string | null {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  }
}

function sizes(...files: readonly FileDiagnosis[]): number {
  return files.reduce((sum, file) => sum + (file.state === 'open' ? file.bytes : 0), 0);
}

function spaceFacts(path: string, bytes: number, pace: ReturnType<typeof paceOf> | null): SpaceFacts {
  const { bavail, bsize, files, ffree } = statfsSync(nearestFolder(path));
  return {
    freeBytes: bavail * bsize,
    // Some file systems make room for files as they go, and say 0 of 0.
    freeFiles: files === 0 ? null : ffree,
    growthPerDay: pace && pace.articles > 0 ? (bytes / pace.articles) * (pace.lastWeek / 7) : null,
  };
}

/** The folder itself, or the one in which it would be made. */
function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function lockFacts(path: string): Pick<WriterFacts, 'holder' | 'lockError'> {
  try {
    return { holder: existsSync(path) ? lockHolder(path) : null, lockError: null };
  } catch (error) {
    return { holder: null, lockError: (error as Error).message };
  }
}

async function writerFacts({ paths }: Config): Promise<WriterFacts> {
  const facts = { ...lockFacts(paths.lock), version: VERSION };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const control = await connectControl(paths.socket);
    const daemon = control === null ? null : (await control.call('status', {}, { signal })).daemon;
    return { ...facts, daemon, socketError: null };
  } catch (error) {
    const reason = signal.aborted
      ? `no answer within ${PATIENCE_MS / 1000} seconds`
      : (error as Error).message;
    return { ...facts, daemon: null, socketError: reason };
  }
}

/** Of the feeds that are watched, or of those that a new database would watch. */
function feedHosts(config: Config, database: FileDiagnosis): string[] {
  const urls = (database.state === 'open' && orNull(() => watchedUrls(config))) || catalogueUrls(config);
  return [...new Set(urls.flatMap((url) => (URL.canParse(url) ? new URL(url).origin : [])))].slice(0, HOSTS);
}

function watchedUrls(config: Config): string[] {
  const reader = openReader(config);
  try {
    return reader
      .listFeeds()
      .filter(({ enabled }) => enabled)
      .map(({ url }) => url);
  } finally {
    reader.close();
  }
}

function catalogueUrls({ settings }: Config): string[] {
  try {
    return readCatalogue(settings.JVWIRE_CATALOGUE).map(({ url }) => url);
  } catch {
    // The check of the settings reports it.
    return [];
  }
}

async function namesFacts(origins: readonly string[]): Promise<NamesFacts> {
  // In a URL an IPv6 address has brackets, which a lookup does not take.
  const hosts = [...new Set(origins.map((origin) => new URL(origin).hostname.replace(/^\[|\]$/g, '')))];
  const asked = await Promise.all(
    hosts.map(async (host) => {
      const late = delay(PATIENCE_MS, 'no answer in time', { ref: false });
      const reason = await Promise.race([lookup(host).then(() => null, codeOf), late]);
      return reason === null ? [] : [{ host, reason }];
    }),
  );
  return { hosts, failed: asked.flat() };
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Our clock less that of a host, by its Date header, in ms; of several hosts the one nearest to ours, null without any. */
async function skew(config: Config, origins: readonly string[]): Promise<number | null> {
  const fetcher = openFetcher(config);
  try {
    const skews = await Promise.all(
      origins.map(async (origin) => {
        const began = Date.now();
        const signal = AbortSignal.timeout(PATIENCE_MS);
        const answer = await fetcher.fetch({ url: `${origin}/robots.txt`, kind: 'robots', signal });
        const headers = answer.kind === 'failed' ? answer.refusal?.headers : answer.headers;
        const theirs = Date.parse(headers?.['date'] ?? '');
        return Number.isNaN(theirs) ? [] : [(began + Date.now()) / 2 - theirs];
      }),
    );
    return skews.flat().toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] ?? null;
  } finally {
    await fetcher.close();
  }
}

function feedsFacts(config: Config, { daemon }: WriterFacts, now: number): FeedsFacts {
  const reader = openReader(config);
  try {
    return {
      ...reader.workGauges(now),
      lineDown: reader.lineDown()?.message ?? null,
      everythingPaused: everythingPaused(reader.listPauses()),
      daemonRuns: daemon !== null,
      now,
    };
  } finally {
    reader.close();
  }
}

async function knowledgeFacts(folder: string) {
  try {
    const { companies, ventures } = await ownKnowledgeIn(folder);
    return { companies: companies.length, ventures: ventures.length };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
