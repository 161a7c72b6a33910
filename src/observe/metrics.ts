/** Metrics in Prometheus's form. Labels are names from short lists in the code: never a feed, a host or an address. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ArticleEvent, FeedEvent, PipelineEvent } from '../core/jobs.ts';
import { VERDICTS } from '../core/model.ts';
import type { QueueDepth } from '../core/ports.ts';
import { FEED_STATES } from '../feed/watch/health.ts';

/** The current state, which the gauges show; times are epoch ms. */
export interface Standing {
  readonly feeds: Readonly<Record<string, number>>;
  readonly feedsDue: Due;
  readonly articlesDue: Due;
  readonly givenUp: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly tagged: number;
  /** Null when the queue cannot be asked. */
  readonly queues: readonly QueueDepth[] | null;
  /** Whether jobs can be added and completed. */
  readonly queueUp: boolean;
  readonly bytes: Readonly<Record<(typeof FILES)[number], number>>;
  readonly lastSweepAt: number;
  readonly now: number;
}

interface Due {
  readonly count: number;
  readonly oldestAt: number | null;
}

export interface Metrics {
  /** Counts what just happened. */
  readonly observe: (event: PipelineEvent) => void;
  /** Everything in the text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Histogram buckets for polls and articles: from an answer out of a cache to a slow host's time-out. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

const POLL_OUTCOMES = namesOf<FeedEvent['outcome']>({ polled: true, unchanged: true, failed: true });
const ARTICLE_OUTCOMES = namesOf<ArticleEvent['outcome']>({
  stored: true,
  merged: true,
  gone: true,
  revised: true,
  unchanged: true,
  kept: true,
  retry: true,
  failed: true,
});
const FILES = ['database', 'wal', 'pages'] as const;
const ITEM_RESULTS = ['new', 'known', 'rejected'] as const;

/** `standing` is asked at every scrape. */
export function createMetrics(version: string, standing: () => Promise<Standing>): Metrics {
  const registry = new Registry();
  // Every 10 ms, the default, costs 0.6 % of a processor; the lag it shows includes this interval.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  const registers = [registry];
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `jvwire_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `jvwire_${name}`, help, labelNames, registers });
  const seconds = (name: string, help: string) =>
    new Histogram({ name: `jvwire_${name}`, help, labelNames: ['outcome'], buckets: SECONDS, registers });

  const polls = counter('polls_total', 'Polls of feeds that ended.', 'outcome');
  const items = counter('items_total', 'Items that polls brought.', 'result');
  const articles = counter('articles_total', 'Tries at articles that ended.', 'outcome');
  const read = counter(
    'articles_read_total',
    'Articles that were read, by what their text is worth.',
    'verdict',
  );
  const tagged = counter('articles_tagged_total', 'Articles that were read and mention a venture.');
  const failures = counter(
    'failures_total',
    'Failures of polls and articles, by their code.',
    'kind',
    'code',
  );
  const pollSeconds = seconds('poll_duration_seconds', 'How long polls took.');
  const articleSeconds = seconds('article_duration_seconds', 'How long tries at articles took.');

  // Counters start at 0: of a series that begins with its first event, increase() misses that event, and an alert on a series
  // that does not exist never fires. Failures have too many codes for that.
  for (const outcome of POLL_OUTCOMES) polls.inc({ outcome }, 0);
  for (const result of ITEM_RESULTS) items.inc({ result }, 0);
  for (const outcome of ARTICLE_OUTCOMES) articles.inc({ outcome }, 0);
  for (const verdict of VERDICTS) read.inc({ verdict }, 0);

  const observe = (event: PipelineEvent): void => {
    const { kind, outcome, failure, ms } = event;
    if (failure !== null) failures.inc({ kind, code: failure.code });
    if (kind === 'feed') {
      const { counts } = event;
      polls.inc({ outcome });
      pollSeconds.observe({ outcome }, ms / 1000);
      for (const result of ITEM_RESULTS) items.inc({ result }, counts[result]);
      return;
    }
    articles.inc({ outcome });
    articleSeconds.observe({ outcome }, ms / 1000);
    // Only first readings count: a later visit reads the same article again, and a failed try reads nothing.
    if (outcome !== 'stored' && !event.merged?.first) return;
    if (event.verdict !== null) read.inc({ verdict: event.verdict });
    if (event.tagged) tagged.inc();
  };

  gauge('build_info', 'The version that runs.', 'version', 'node').set({ version, node: process.version }, 1);
  const feedStates = gauge('feeds', 'Feeds by state.', 'state');
  const due = gauge('due', 'Feeds and articles that are due and not done.', 'kind');
  const dueSeconds = gauge('due_oldest_seconds', 'How long the oldest of them is due.', 'kind');
  const givenUp = gauge('given_up', 'Articles that were given up.');
  const stored = gauge(
    'stored_articles',
    'Stored articles by verdict; counted every five minutes.',
    'verdict',
  );
  const storedTagged = gauge('stored_articles_tagged', 'Stored articles that mention a venture.');
  const jobs = gauge('jobs', 'Jobs in the queue.', 'queue', 'state');
  const queueUp = gauge('queue_up', 'Whether the queue can be asked, and takes what it is given.');
  const bytes = gauge('file_bytes', 'Sizes of the data files.', 'file');
  const lastSweep = gauge('last_sweep_timestamp_seconds', 'When the database was last swept for work.');

  /** Sets what there is none of to zero: a sum or ratio over a series that does not exist is empty. */
  const fill = (
    label: string,
    target: Gauge,
    names: readonly string[],
    values: Readonly<Record<string, number>>,
  ): void => {
    for (const name of names) target.set({ [label]: name }, values[name] ?? 0);
  };
  const show = (now: Standing): void => {
    fill('state', feedStates, FEED_STATES, now.feeds);
    fill('verdict', stored, VERDICTS, now.verdicts);
    fill('file', bytes, FILES, now.bytes);
    for (const [kind, backlog] of [['feed', now.feedsDue] as const, ['article', now.articlesDue] as const]) {
      due.set({ kind }, backlog.count);
      const { oldestAt } = backlog;
      dueSeconds.set({ kind }, oldestAt === null ? 0 : Math.max(0, now.now - oldestAt) / 1000);
    }
    givenUp.set(now.givenUp);
    storedTagged.set(now.tagged);
    lastSweep.set(now.lastSweepAt / 1000);
    queueUp.set(now.queueUp ? 1 : 0);
    jobs.reset();
    for (const { queue, ...states } of now.queues ?? [])
      for (const [state, n] of Object.entries(states)) jobs.set({ queue, state }, n);
  };

  return {
    observe,
    text: async () => {
      show(await standing());
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** Every name of a union: one that is added later must be added here, or this does not compile. */
function namesOf<Name extends string>(names: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(names) as Name[];
}
