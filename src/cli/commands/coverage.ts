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
    const shownPeriod = { ...period, isOver: until !== undefined };
    const rows = sources
      .toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))
      .map((coverage) => rowOf(coverage, shownPeriod));
    await writeRows(rows, { format: 'table', empty: 'no source is watched', below: 'last' });
    if (sources.length === 0) return;
    if (options.feed !== undefined) await writeWindows(sources, shownPeriod);
    const { length } = sources;
    process.stderr.write(
      `${counted(length, 'source')}, watched ${watchedText(share)} of the time since ${momentText(period.since)}${shownPeriod.isOver ? ` until ${momentText(period.until)}` : ''}`,
    );
    process.stderr.write(summary === null ? '\n' : `; ${summary}\n`);
  } finally {
    answers.close();
  }
}

/** `isOver`: the period was asked for with an end, so it does not last until now. */
type ShownPeriod = Period & { readonly isOver: boolean };

function rowOf(coverage: SourceCoverage, period: ShownPeriod) {
  const { feedId, name, share, watchedSince, windows } = coverage;
  const last = windows.at(-1);
  return {
    id: feedId,
    source: name,
    watched: watchedText(share),
    // Empty for a source that was watched before the period began.
    'only since':
      watchedSince === null ? 'never read' : watchedSince > period.since ? momentText(watchedSince) : '',
    blind: windows.length,
    // Only in its blind times; the time before it was watched is in the column `only since`.
    missed: windows.some(({ mayHaveMissed }) => mayHaveMissed) ? 'perhaps' : 'nothing',
    last: last ? windowText(last, period) : '',
  };
}

function windowText({ from, until, reason }: BlindWindow, period: ShownPeriod): string {
  const stillOpen = period.isOver ? `${momentText(period.until)} and on` : 'now';
  const end = until === null ? stillOpen : momentText(until);
  return `${momentText(from)} to ${end} (${reason}, ${spanText((until ?? period.until) - from)})`;
}

/** Lists every blind time, the oldest first. */
async function writeWindows(sources: readonly SourceCoverage[], period: ShownPeriod): Promise<void> {
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
