/** `jvwire coverage`: what share of the time each source was watched, and when we were blind to it. */

import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import type { Period, SourceCoverage } from '../../feed/coverage.ts';
import { coverageJson } from '../../pipeline/coverage-json.ts';
import { parseTimePoint } from '../../query/article-filter.ts';
import { counted } from '../../text/counted.ts';
import { shareText } from '../../text/share-text.ts';
import { momentText, spanText } from '../../text/time-text.ts';
import { example } from '../example.ts';
import { writeJson } from '../ndjson.ts';
import { type DatabaseOption, writeRows } from '../output.ts';
import { tellPaused } from '../paused.ts';

interface Options extends DatabaseOption {
  readonly since: string;
  readonly feed?: string;
  readonly json?: true;
}

export function register(program: Command): void {
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
  const point = parseTimePoint(options.since);
  if (!point)
    throw new UsageError(
      `--since "${options.since}": must be a date such as 2026-01-31, or a span such as 30d`,
    );
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const report = answers.coverage(point, options.feed);
    const { period, share, summary, sources } = report;
    tellPaused(answers);
    if (options.json) return await writeJson(coverageJson(report));
    const rows = sources
      .toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))
      .map((coverage) => rowOf(coverage, period));
    await writeRows(rows, { format: 'table', empty: 'no source is watched', below: 'last' });
    const { length } = sources;
    process.stderr.write(
      `${counted(length, 'source')}, watched ${watchedText(share)} of the time since ${momentText(period.since)}`,
    );
    process.stderr.write(summary === null ? '\n' : `; ${summary}\n`);
  } finally {
    answers.close();
  }
}

function rowOf(coverage: SourceCoverage, { since, until }: Period) {
  const { feedId, share, watchedSince, windows, mayHaveMissed } = coverage;
  const last = windows.at(-1);
  return {
    source: feedId,
    watched: watchedText(share),
    // Of one that was watched before the period, the share says it all.
    'only since': watchedSince === null ? 'never read' : watchedSince > since ? momentText(watchedSince) : '',
    blind: windows.length,
    missed: mayHaveMissed ? 'perhaps' : 'nothing',
    last: last
      ? `${momentText(last.from)} to ${last.until === null ? 'now' : momentText(last.until)} (${last.reason}, ${spanText((last.until ?? until) - last.from)})`
      : '',
  };
}

const watchedText = (share: number | null): string => (share === null ? '-' : shareText(share));
