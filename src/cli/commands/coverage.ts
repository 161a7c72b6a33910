/** `jvwire coverage`: what share of the time each source was watched, and when we were blind to it. */

import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import type { BlindWindow, Period, SourceCoverage } from '../../feed/watch/coverage.ts';
import { coverageJson } from '../../pipeline/answers/coverage-json.ts';
import { parseTimePoint, type TimePoint } from '../../query/time-point.ts';
import { counted } from '../../text/shown/counted.ts';
import { shareText } from '../../text/shown/share-text.ts';
import { momentText, spanText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import { type DatabaseOption, writeRows } from '../output.ts';
import { tellPaused } from '../paused.ts';

interface Options extends DatabaseOption {
  readonly since: string;
  readonly until?: string;
  readonly feed?: string;
  readonly json?: true;
}

export function register(program: Command): void {
  example(
    program
      .command('coverage')
      .description('what share of the time each source was watched, and when we were blind')
      .option('--since <date>', 'from this day on, or this far back', '7d')
      .option('--until <date>', 'up to this day, or this far back; without it up to now')
      .option('--feed <id>', 'only this source, with each of its blind times')
      .option('--json', 'print JSON')
      .action((_o: unknown, command: Command) => show(command.optsWithGlobals<Options>())),
    'jvwire coverage --since 30d',
  );
}

async function show(options: Options): Promise<void> {
  const since = timePoint('since', options.since);
  const until = options.until === undefined ? undefined : timePoint('until', options.until);
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const report = answers.coverage(since, options.feed, until);
    const { period, share, summary, sources } = report;
    tellPaused(answers);
    if (options.json) return await writeJson(coverageJson(report));
    const told = { ...period, isOver: until !== undefined };
    const rows = sources
      .toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))
      .map((coverage) => rowOf(coverage, told));
    await writeRows(rows, { format: 'table', empty: 'no source is watched', below: 'last' });
    if (sources.length === 0) return;
    if (options.feed !== undefined) await tellWindows(sources, told);
    const { length } = sources;
    process.stderr.write(
      `${counted(length, 'source')}, watched ${watchedText(share)} of the time since ${momentText(period.since)}${told.isOver ? ` until ${momentText(period.until)}` : ''}`,
    );
    process.stderr.write(summary === null ? '\n' : `; ${summary}\n`);
  } finally {
    answers.close();
  }
}

/** One that is over ended where it was asked to, not now. */
type ToldPeriod = Period & { readonly isOver: boolean };

function rowOf(coverage: SourceCoverage, period: ToldPeriod) {
  const { feedId, name, share, watchedSince, windows } = coverage;
  const last = windows.at(-1);
  return {
    id: feedId,
    source: name,
    watched: watchedText(share),
    // Of one that was watched before the period, the share says it all.
    'only since':
      watchedSince === null ? 'never read' : watchedSince > period.since ? momentText(watchedSince) : '',
    blind: windows.length,
    // In its blind times: what was there before it was watched is told by the column before.
    missed: windows.some(({ mayHaveMissed }) => mayHaveMissed) ? 'perhaps' : 'nothing',
    last: last ? windowText(last, period) : '',
  };
}

function windowText({ from, until, reason }: BlindWindow, period: ToldPeriod): string {
  const open = period.isOver ? `${momentText(period.until)} and on` : 'now';
  const end = until === null ? open : momentText(until);
  return `${momentText(from)} to ${end} (${reason}, ${spanText((until ?? period.until) - from)})`;
}

/** Every blind time, the oldest first, where one source is asked for. */
async function tellWindows(sources: readonly SourceCoverage[], period: ToldPeriod): Promise<void> {
  const lines = sources.flatMap(({ windows }) =>
    windows.map(
      (window) =>
        `  ${windowText(window, period)}${window.mayHaveMissed ? ', items may have been missed' : ', caught up'}\n`,
    ),
  );
  if (lines.length > 0) await write(`\nblind\n${lines.join('')}`);
}

function timePoint(name: string, text: string): TimePoint {
  const point = parseTimePoint(text);
  if (point) return point;
  throw new UsageError(`--${name} "${text}": must be a date such as 2026-01-31, or a span such as 30d`);
}

const watchedText = (share: number | null): string => (share === null ? '-' : shareText(share));
