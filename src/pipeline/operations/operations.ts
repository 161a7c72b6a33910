/** Carries out operations, with an open store and the machinery that runs jobs. */
import { OperationError, UsageError } from '../../core/errors.ts';
import type { IngestJob, PollJob } from '../../core/jobs.ts';
import {
  EVERYTHING,
  everythingPaused,
  type FeedNamed,
  OPERATION_ARGUMENTS,
  type OperationName,
  type OperationResults,
  type Operations,
  type Status,
} from '../../core/operations.ts';
import { momentText } from '../../text/shown/time-text.ts';
import { parseHttpUrl } from '../../text/url/url.ts';
import { addFeed, importFeeds } from './add-feeds.ts';
import {
  type AlertOperationDependencies,
  type AlertOperationStore,
  alertCalls,
  type Messaging,
} from './alert-operations.ts';
import type { CheckDependencies } from './check-feed.ts';
import { mergeStories, splitStory } from './decide-stories.ts';
import { ingestByHand } from './ingest-by-hand.ts';
import { jobsToRetry, listed, listJobs, noFeed, pollNamed, queuedIn } from './manage-jobs.ts';
import { moveFeed } from './move-feed.ts';
import type { OperationStore } from './operation-store.ts';
import { prune } from './prune.ts';
import { reread } from './reread.ts';
import { type RunRequest, run } from './run.ts';
import type { Engine } from './session.ts';
import { settleStories } from './settle-stories.ts';
import { createToken, revokeToken } from './tokens.ts';

interface OperationDependencies
  extends Pick<AlertOperationDependencies, 'newId' | 'newSecret' | 'knowledge'> {
  readonly store: OperationStore & AlertOperationStore;
  /** The machinery, started when it is first needed. */
  readonly engine: () => Promise<Engine & CheckDependencies & Messaging>;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly patienceMs: number | null;
  /** Called after a run, with the signal that interrupts it. */
  readonly housekeep: (signal: AbortSignal) => Promise<void>;
  /** Called when a command is interrupted: lets what is in flight end. A daemon's work just goes on. */
  readonly handBack: () => Promise<void>;
  /** Null when the operations are a command's own. */
  readonly daemon: Status['daemon'];
}

type Calls = {
  readonly [Name in OperationName]: (
    given: ReturnType<(typeof OPERATION_ARGUMENTS)[Name]['parse']>,
    options: CallOptions,
  ) => Promise<OperationResults[Name]>;
};

interface CallOptions {
  readonly onEvent: Parameters<typeof run>[2];
  readonly signal: AbortSignal;
}

/** The most feeds that one run polls. */
const MOST_FEEDS = 100_000;

export function createOperations(deps: OperationDependencies): Pick<Operations, 'call'> {
  const calls = callsOf(deps);
  return {
    call: async (name, given, { onEvent = () => {}, signal = new AbortController().signal } = {}) => {
      const read = OPERATION_ARGUMENTS[name].safeParse(given);
      if (!read.success)
        throw new UsageError(
          `${name}: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
        );
      // The schema of `name` has just checked them.
      const call = calls[name] as (
        given: unknown,
        options: CallOptions,
      ) => Promise<OperationResults[typeof name]>;
      return call(read.data, { onEvent, signal });
    },
  };
}

function callsOf(deps: OperationDependencies): Calls {
  const { store, now } = deps;

  const refuseWhilePaused = (): void => {
    const pause = store.listPauses().find(({ scope }) => scope === EVERYTHING);
    if (pause)
      throw new OperationError(
        'paused',
        `everything is paused since ${momentText(pause.since)}; \`jvwire jobs resume\` goes on`,
      );
  };

  const execute = async (request: RunRequest, { onEvent, signal }: CallOptions) => {
    return run({ ...deps, engine: await deps.engine() }, request, onEvent, signal);
  };

  const feedNamed = (name: string): FeedNamed => {
    const feed = store.findFeed(name);
    if (!feed) throw noFeed(name);
    return { id: feed.id, url: feed.url };
  };

  const applyPauses = async (): Promise<void> => {
    const everything = everythingPaused(store.listPauses());
    if (deps.daemon) await (await deps.engine()).runner.setPaused(everything);
  };

  const pauseScope = (feed: string | null): string => (feed === null ? EVERYTHING : feedNamed(feed).id);
  const scopes = () => ({ paused: store.listPauses().map(({ scope }) => scope) });

  return {
    run: async ({ feeds, all }, options) => {
      refuseWhilePaused();
      if (feeds && all) throw new UsageError('--all and --feed do not go together');
      const jobs = feeds
        ? feeds.map((name) => pollNamed(store, name, now()))
        : all
          ? store.allPolls(now(), MOST_FEEDS)
          : store.duePolls(now(), MOST_FEEDS);
      const report = await execute({ jobs, unfinished: true }, options);
      await deps.housekeep(options.signal);
      return report;
    },
    ingest: async ({ url }, options) => {
      const address = parseHttpUrl(url);
      if (!address) throw new UsageError(`"${url}" is not an http or https address`);
      refuseWhilePaused();
      return ingestByHand(
        await deps.engine(),
        store,
        store.jobForUrl(address.href, now()),
        options.signal,
        options.onEvent,
      );
    },
    'feeds.add': (feed) => addFeed({ store, now, reading: deps.engine }, feed),
    'feeds.import': async ({ feeds }) => importFeeds(store, feeds, now()),
    'feeds.enable': async ({ feed }) => {
      const named = feedNamed(feed);
      store.setFeedEnabled(named.id, true, now());
      return named;
    },
    'feeds.disable': async ({ feed }) => {
      const named = feedNamed(feed);
      store.setFeedEnabled(named.id, false, now());
      return named;
    },
    'feeds.move': async ({ feed, url, check }) =>
      moveFeed({ store, now, reading: deps.engine }, { id: feedNamed(feed).id, url, check }),
    'feeds.remove': async ({ feed }) => {
      const named = feedNamed(feed);
      store.removeFeed(named.id);
      return named;
    },
    'jobs.list': async ({ limit }) => listJobs(store, deps.daemon ? await deps.engine() : null, limit),
    'jobs.retry': async ({ ids }, options) => {
      refuseWhilePaused();
      const jobs: (PollJob | IngestJob)[] = jobsToRetry(store, ids, now());
      return execute({ jobs, unfinished: false }, options);
    },
    'jobs.pause': async ({ feed }) => {
      store.pause(pauseScope(feed), now());
      await applyPauses();
      return scopes();
    },
    'jobs.resume': async ({ feed }) => {
      const asked = pauseScope(feed);
      const resumed = store.listPauses().some(({ scope }) => scope === asked);
      store.resume(asked, now());
      await applyPauses();
      return { ...scopes(), resumed };
    },
    'jobs.clean': async ({ olderThanMs }) => ({ removed: store.forgetFailures(now() - olderThanMs) }),
    retag: async ({ since, dryRun }, { signal }) => {
      const { sandbox } = await deps.engine();
      return reread(store, sandbox, { over: 'tags', since, feedId: null, dryRun }, signal);
    },
    reextract: async ({ since, feed, dryRun }, { signal }) => {
      const { sandbox } = await deps.engine();
      const feedId = feed === null ? null : feedNamed(feed).id;
      return reread(store, sandbox, { over: 'pages', since, feedId, dryRun }, signal);
    },
    cluster: async ({ since }, { signal }) =>
      settleStories(store, async () => (await deps.engine()).sandbox, since, signal),
    'story.merge': async ({ a, b }) => mergeStories(store, a, b, now()),
    'story.split': async ({ story, articles }) => splitStory(store, story, articles, now()),
    'tokens.create': async (given) => createToken(store, given, now()),
    'tokens.list': async () => ({ tokens: store.listTokens() }),
    'tokens.revoke': async ({ token }) => revokeToken(store, token),
    ...alertCalls(deps),
    prune: async (request, { signal }) => {
      if (request.vacuum && deps.daemon)
        throw new OperationError(
          'daemon-runs',
          `a daemon (process ${deps.daemon.pid}) works on this database and could not while it is rewritten; stop it for --vacuum`,
        );
      return prune(store, request, signal);
    },
    migrate: async () => {
      if (deps.daemon)
        throw new OperationError(
          'daemon-runs',
          `a daemon (process ${deps.daemon.pid}) has this database open and brought it to its version when it started; stop it first`,
        );
      return { files: store.migrated };
    },
    status: async () => {
      const runner = deps.daemon === null ? null : (await deps.engine()).runner;
      const [jobs, depths] = await Promise.all([runner?.jobs(), runner?.depths()]);
      return {
        daemon: deps.daemon,
        running: (jobs?.running ?? []).map(listed),
        queued: queuedIn(depths ?? []),
        ...store.standing(now()),
      };
    },
  };
}
