/** `jvwire prune`: removes old data that articles no longer need. */
import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { PRUNABLE, type Prunable, type PruneReport } from '../../core/pruning.ts';
import { parseTimePoint, resolveTime } from '../../query/article-filter.ts';
import { sizeText } from '../../text/shown/size-text.ts';
import { example } from '../example.ts';
import { writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

const ABOUT = `
Ages are spans (400d, 52w) or days (2025-01-01). Articles stay, with address, title and tags, so that none is fetched again.
Nothing of a tagged article goes, unless --tagged says so; its tags and quotes stay even then.`;

const WHAT: Readonly<Record<Prunable, string>> = {
  pages: 'raw pages fetched before that',
  texts: 'texts of articles read, or given up and seen, before that, with their earlier versions',
  polls: 'polls made before that',
  failures: 'reasons of what was given up before that',
  messages: 'messages of alerts delivered, or given up, before that',
};

interface Options extends DatabaseOption {
  readonly olderThan?: string;
  readonly pagesOlderThan?: string;
  readonly textsOlderThan?: string;
  readonly pollsOlderThan?: string;
  readonly failuresOlderThan?: string;
  readonly messagesOlderThan?: string;
  readonly tagged?: true;
  readonly dryRun?: true;
  readonly vacuum?: true;
  readonly json?: true;
}

export function register(program: Command): void {
  const command = program
    .command('prune')
    .description('forget what old articles do not need any more')
    .option('--older-than <age>', 'for all of the following that are not given themselves');
  for (const what of PRUNABLE) command.option(`--${what}-older-than <age>`, WHAT[what]);
  example(
    command
      .option('--tagged', 'of tagged articles, too')
      .option('--dry-run', 'only show what would go')
      .option(
        '--vacuum',
        'return freed space to the disk; needs as much free space again, and no running daemon',
      )
      .option('--json', 'print JSON')
      .addHelpText('after', ABOUT)
      .action((_o: unknown, self: Command) => prune(self.optsWithGlobals<Options>())),
    'jvwire prune --dry-run --older-than 400d',
    'jvwire prune --pages-older-than 90d --polls-older-than 30d',
  );
}

async function prune(options: Options): Promise<void> {
  const now = Date.now();
  const given: Readonly<Record<Prunable, string | undefined>> = {
    pages: options.pagesOlderThan,
    texts: options.textsOlderThan,
    polls: options.pollsOlderThan,
    failures: options.failuresOlderThan,
    messages: options.messagesOlderThan,
  };
  const before: Partial<Record<Prunable, number>> = {};
  for (const what of PRUNABLE) {
    const age = given[what] ?? options.olderThan;
    if (age !== undefined) before[what] = timeOf(age, given[what] === undefined ? '' : `${what}-`, now);
  }
  const { dryRun = false, tagged = false, vacuum = false } = options;
  if (Object.keys(before).length === 0 && !vacuum)
    throw new UsageError('say what is old, such as --older-than 400d; --dry-run shows what would go');
  const report = await operate(options, 'prune', { before, tagged, dryRun, vacuum });
  if (options.json) await writeJson(report);
  else await print(report);
  // A script that goes on after this may rely on all of it being gone.
  if (report.interrupted) process.exitCode = 1;
}

function timeOf(age: string, what: string, now: number): number {
  const point = parseTimePoint(age);
  if (point) return resolveTime(point, now);
  throw new UsageError(
    `--${what}older-than "${age}": must be a span such as 400d, or a day such as 2025-01-01`,
  );
}

async function print({ applied, interrupted, pruned, files }: PruneReport): Promise<void> {
  const rows = Object.entries(pruned).map(([what, { rows: count, bytes }]) => ({
    what,
    count,
    size: sizeText(bytes),
  }));
  if (rows.length > 0) await writeRows(rows, { format: 'table' });
  for (const { file, before, after } of files)
    process.stderr.write(`${file}: ${sizeText(before)} before, ${sizeText(after)} now\n`);
  if (interrupted) process.stderr.write('interrupted; run the same command again to continue\n');
  if (!applied) process.stderr.write('nothing was changed (dry run)\n');
  else if (files.length === 0)
    process.stderr.write('the freed space will be reused; --vacuum returns it to the disk\n');
}
