/** The output flags that the lists of articles, searches, stories and ventures have in common. */
import { type Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import { FEED_FORMATS, type FeedFormat } from '../pipeline/feeds-out/feed-page.ts';
import { type DatabaseOption, FORMATS, type Format } from './output.ts';

export interface ListOptions extends DatabaseOption {
  readonly json?: true;
  readonly all?: true;
  readonly format?: Format | FeedFormat;
  readonly base?: string;
}

/** `everything`: what `--all` prints, for its help; null for a list without pages, which has no `--all`. */
export function withListFlags(command: Command, everything: string | null): Command {
  command
    .addOption(
      new Option('--format <format>', 'table, json, ndjson, csv, or a feed: atom, rss, jsonfeed').choices([
        ...FORMATS,
        ...FEED_FORMATS,
      ]),
    )
    .option(
      '--base <url>',
      "where jvwire is reached, for a feed's links to itself (default: where its daemon answers)",
    )
    .option('--json', 'the same as --format json');
  if (everything !== null) command.option('--all', `${everything}, row by row: --format ndjson or csv`);
  return command;
}

export const formatOf = ({ json, format }: ListOptions): Format | FeedFormat =>
  json ? 'json' : (format ?? 'table');

export function isFeedFormat(format: Format | FeedFormat | undefined): format is FeedFormat {
  return FEED_FORMATS.some((one) => one === format);
}

/** The format of `--all`. Throws UsageError for one that cannot be streamed, and for a question with a `limit`. */
export function rowByRow(options: ListOptions, limit: number): 'ndjson' | 'csv' {
  const format = formatOf(options);
  if (format !== 'ndjson' && format !== 'csv')
    throw new UsageError('--all prints row by row: --format ndjson or csv');
  if (limit !== Number.POSITIVE_INFINITY)
    throw new UsageError('--all and --limit, or limit: in the words, do not go together');
  return format;
}
