/** `jvwire coverage`: what share of the time each source was watched, and when we were blind to it. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { OperationError, UsageError } from '../../core/errors.ts';
import {
  coverageLine,
  coverageOf,
  type Period,
  type SourceCoverage,
  wholeShare,
} from '../../feed/coverage.ts';
import { parseTimePoint, resolveTime } from '../../query/article-filter.ts';
import { example } from '../example.ts';
import { writeJson } from '../ndjson.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly since: string;
  readonly feed?: string;
  readonly json?: true;
}

export function registerCoverage(program: Command): void {
  example(
    program
      .command('coverage')
      .description('what share of the time each source was watched, and when we were blind')
      .option('--since <date>', 'from this day on, or this far back', '7d')
      .option('--feed <id>', 'only this source')
      .option('--json', 'print JSON')
      .action((_o: unknown, command: Command) => show(command.optsWithGlobals<Options>())),
    'jvwire coverage --since 30d',
  );
}

async function show(options: Options): Promise<void> {
  const now = Date.now();
  const point = parseTimePoint(options.since);
  if (!point)
    throw new UsageError(
      `--since "${options.since}": must be a date such as 2026-01-31, or a span such as 30d`,
    );
  const period = { since: resolveTime(point, now), until: now };
  if (period.since >= now) throw new UsageError(`--since "${options.since}" is in the future`);
  const { openReader } = await import('../../app/store.ts');
  const reader = openReader(loadConfig(options));
  try {
    const feed = options.feed === undefined ? undefined : reader.findFeed(options.feed);
    if (options.feed !== undefined && !feed)
      throw new OperationError(
        'not-found',
        `no feed "${options.feed}"; \`jvwire feeds list\` shows their ids`,
      );
    const sources = reader.sourceHistories(period, feed?.id);
    const coverages = sources.map((source) => coverageOf(source, period));
    const share = wholeShare(sources, period);
    const line = coverageLine(coverages, period);
    if (options.json) return await writeJson(plain(coverages, period, share, line));
    const rows = coverages
      .toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))
      .map((coverage) => rowOf(coverage, period));
    await writeRows(rows, { format: 'table', empty: 'no source is watched', below: 'last' });
    process.stderr.write(`${coverages.length} sources, watched ${percent(share)} of the time`);
    process.stderr.write(line === null ? '\n' : `; ${line}\n`);
  } finally {
    reader.close();
  }
}

function rowOf({ feedId, share, windows, mayHaveMissed }: SourceCoverage, { until }: Period) {
  const last = windows.at(-1);
  return {
    source: feedId,
    watched: percent(share),
    blind: windows.length,
    missed: mayHaveMissed ? 'perhaps' : 'nothing',
    last: last
      ? `${minute(last.from)} to ${last.until === null ? 'now' : minute(last.until)} (${last.reason}, ${hours((last.until ?? until) - last.from)})`
      : '',
  };
}

const minute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
const hours = (ms: number): string => `${(ms / 3_600_000).toFixed(1)} h`;

/** Never 100.0 for what is less. */
function percent(share: number | null): string {
  return share === null ? '-' : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

function plain(
  coverages: readonly SourceCoverage[],
  { since, until }: Period,
  share: number | null,
  summary: string | null,
) {
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    since: iso(since),
    until: iso(until),
    share,
    summary,
    sources: coverages.map(({ windows, ...source }) => ({
      ...source,
      windows: windows.map((window) => ({
        ...window,
        from: iso(window.from),
        until: window.until === null ? null : iso(window.until),
      })),
    })),
  };
}
