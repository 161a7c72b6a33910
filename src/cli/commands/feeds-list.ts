/** `jvwire feeds list|health|show`: the feeds that are watched, and their state. */

import { loadConfig } from '../../config.ts';
import { OperationError } from '../../core/errors.ts';
import { FEED_STATES, type FeedHealth } from '../../feed/watch/health.ts';
import { bySeverity, feedDetailJson, feedHealthJson, feedJson } from '../../pipeline/answers/feed-json.ts';
import type { FeedDetail, FeedView } from '../../store/feeds/feed-views.ts';
import { notReadNote } from '../../text/language/read-for-tags.ts';
import { counted } from '../../text/shown/counted.ts';
import { sizeText } from '../../text/shown/size-text.ts';
import { momentText, spanText } from '../../text/shown/time-text.ts';
import { write, writeJson } from '../ndjson.ts';
import { type DatabaseOption, type Format, forTerminal, type Row, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
}

const format = ({ json }: Options): Format => (json ? 'json' : 'table');
const moment = (at: number | null): string => (at === null ? '' : momentText(at));

export async function listFeeds(options: Options): Promise<void> {
  const feeds = await readFeeds(options);
  const rows: Row[] = options.json
    ? feeds.map(jsonRow)
    : feeds.map(({ id, health, language, lastPolledAt, url, note, warning = null }) => ({
        id,
        state: health.state,
        language,
        polled: moment(lastPolledAt),
        url,
        note: note ?? (health.state === 'ok' ? (warning ?? '') : health.why),
      }));
  await writeRows(rows, { format: format(options), empty: 'no feeds; `jvwire feeds add URL` watches one' });
}

/** Every feed, the worst first, and on stderr how many are in which state. */
export async function showHealth(options: Options): Promise<void> {
  const feeds = await readFeeds(options);
  const rows: Row[] = bySeverity(feeds).map((feed) => {
    const health = feedHealthJson(feed);
    if (options.json) return { ...health };
    const { id, state, why, todo, warning } = health;
    const what = [why, todo, warning].filter(Boolean).join('; ');
    return { id, state, since: moment(feed.health.since), what };
  });
  await writeRows(rows, { format: format(options), empty: 'no feeds', below: 'what' });
  if (rows.length === 0) return;
  const counts = FEED_STATES.flatMap((state) => {
    const count = feeds.filter(({ health }) => health.state === state).length;
    return count > 0 ? [`${count} ${state}`] : [];
  });
  process.stderr.write(`${counted(feeds.length, 'feed')}: ${counts.join(', ')}\n`);
}

type ListedFeed = Pick<FeedView, 'id' | 'url' | 'name' | 'language' | 'note' | 'lastPolledAt' | 'health'> &
  Partial<FeedView>;

function jsonRow(feed: ListedFeed): Row {
  if (isStored(feed)) return { ...feedJson(feed) };
  const { health: _health, ...entry } = feed;
  return { ...entry, ...feedHealthJson(feed) };
}

const isStored = (feed: ListedFeed): feed is FeedView => feed.addedAt !== undefined;

/** The feeds of the database; while there is none, the feeds that a new one would start with. */
async function readFeeds(options: Options): Promise<ListedFeed[]> {
  const config = loadConfig(options);
  const app = await import('../../app/store.ts');
  const now = Date.now();
  let reader: ReturnType<typeof app.openReader>;
  try {
    reader = app.openReader(config);
  } catch (error) {
    if (!(error instanceof OperationError && error.code === 'no-database')) throw error;
    const { JVWIRE_CATALOGUE: catalogue } = config.settings;
    const entries = app.readCatalogue(catalogue);
    process.stderr.write(
      `${catalogueText(catalogue)}: there is no database at ${config.paths.database} yet\n`,
    );
    return entries.map(({ selectors = null, ...entry }) => ({
      ...entry,
      selectors,
      note: entry.note ?? null,
      origin: 'catalogue',
      lastPolledAt: null,
      health: unwatched(entry.enabled, now),
    }));
  }
  try {
    const down = reader.lineDown();
    if (down) process.stderr.write(`our own line is down: ${down.message}; no feed is blamed for it\n`);
    return reader.feedViews(now);
  } finally {
    reader.close();
  }
}

function catalogueText(setting: string): string {
  if (setting === 'builtin') return 'the built-in feeds';
  return setting === 'none' ? 'no feeds (JVWIRE_CATALOGUE=none)' : `the feeds of ${setting}`;
}

/** The health of a feed in the catalogue, which nobody has polled yet. */
function unwatched(enabled: boolean, now: number): FeedHealth {
  return enabled
    ? { state: 'ok', since: now, why: 'not asked yet', todo: null }
    : { state: 'paused', since: now, why: 'switched off', todo: 'enable it to watch it' };
}

/** One feed: its state, moves, events and latest polls. `limit`: of the polls. */
export async function showFeed(idOrUrl: string, limit: number, options: Options): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const feed = answers.feed(idOrUrl, limit);
    await (options.json ? writeJson(feedDetailJson(feed)) : write(describe(feed)));
  } finally {
    answers.close();
  }
}

function describe(feed: FeedDetail): string {
  const { health, language } = feed;
  const note = notReadNote(language);
  const lines = [
    `${feed.name} (${feed.id})`,
    feed.url,
    `${health.state} since ${moment(health.since)}: ${health.why}`,
    ...(health.todo === null ? [] : [`what to do: ${health.todo}`]),
    ...(feed.warning === null ? [] : [feed.warning]),
    ...(note === null ? [] : [`${language}: ${note}`]),
    `asked about every ${spanText(60_000 * feed.intervalMinutes)}${health.state === 'paused' ? '' : `, next ${moment(feed.nextPollAt)}`}`,
    ...(feed.redirectsTo ? [`redirects for good to ${feed.redirectsTo.url}, on trial`] : []),
    ...feed.moves.map(
      ({ from, to, at, undoneAt }) =>
        `moved ${moment(at)} from ${from} to ${to}${undoneAt === null ? '' : `, undone ${moment(undoneAt)}`}`,
    ),
    '',
    ...feed.polls.flatMap((poll) => [pollLine(poll), ...poll.warnings.map((one) => `    ${one}`)]),
    ...(feed.events.length > 0 ? ['', ...feed.events.map((one) => `${moment(one.at)}  ${one.message}`)] : []),
  ];
  return `${lines.map(forTerminal).join('\n')}\n`;
}

function pollLine(poll: FeedDetail['polls'][number]): string {
  const { seen, known, rejected, rejections, message } = poll;
  const reasons = Object.entries(rejections).map(([reason, count]) => `${count} ${reason}`);
  const result =
    poll.outcome === 'failed'
      ? `${poll.class ?? ''} ${poll.code ?? ''}: ${message ?? ''}`
      : poll.outcome === 'unchanged'
        ? 'unchanged'
        : `${counted(seen, 'item')}: ${poll.new} new, ${known} known${rejected > 0 ? `, ${rejected} rejected (${reasons.join(', ')})` : ''}`;
  const condition = poll.etag === null && poll.lastModified === null ? 'whole' : 'if changed';
  return `${moment(poll.at)}  ${poll.status ?? '---'}  ${sizeText(poll.bytes)}  ${spanText(poll.ms)}  ${condition}  ${result}`;
}
