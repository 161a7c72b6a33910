/** `retag` and `reextract`: read what is stored again by the current rules, and show what that changes. */

import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import type { RereadReport } from '../../core/rereading.ts';
import { parseTimePoint, resolveTime } from '../../query/article-filter.ts';
import { counted } from '../../text/shown/counted.ts';
import { example } from '../example.ts';
import { writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly since?: string;
  readonly feed?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export function register(program: Command): void {
  const command = (name: string, about: string, sample: string): Command =>
    example(
      program
        .command(name)
        .description(about)
        .option('--since <date>', 'only articles from this day on, or this far back (30d)')
        .option('--dry-run', 'only show what would change')
        .option('--json', 'print JSON'),
      sample,
    );
  command(
    'retag',
    'tag the stored articles again by the rules of this version',
    'jvwire retag --dry-run --since 30d',
  ).action((_o: unknown, self: Command) => retag(self.optsWithGlobals<Options>()));
  command(
    'reextract',
    'read the archived pages again, without network',
    'jvwire reextract --dry-run --feed electrek',
  )
    .option('--feed <id>', 'only articles that this feed brought')
    .action((_o: unknown, self: Command) => reextract(self.optsWithGlobals<Options>()));
}

async function retag(options: Options): Promise<void> {
  const given = { since: sinceOf(options), dryRun: options.dryRun ?? false };
  await reread(options, () => operate(options, 'retag', given));
}

async function reextract(options: Options): Promise<void> {
  const given = { since: sinceOf(options), feed: options.feed ?? null, dryRun: options.dryRun ?? false };
  await reread(options, () => operate(options, 'reextract', given));
}

/** Runs it, prints the changes, and warns when a running daemon did it by older rules than those of this installation. */
async function reread(options: Options, operation: () => Promise<RereadReport>): Promise<void> {
  const { ownKnowledgeIn, rulesVersionWith } = await import('../../app/knowledge.ts');
  const current = await rulesVersionWith(await ownKnowledgeIn(loadConfig(options).paths.knowledge));
  const report = await operation();
  await print(report, options);
  if (report.examined > 0 && report.rulesVersion !== current)
    process.stderr.write(
      'this used the rules, companies and ventures that the daemon loaded at its start; restart it and run this again to use the current ones\n',
    );
}

function sinceOf({ since }: Options): number | null {
  if (since === undefined) return null;
  const point = parseTimePoint(since);
  if (!point)
    throw new UsageError(`--since "${since}": must be a date such as 2026-01-31, or a span such as 30d`);
  return resolveTime(point, Date.now());
}

async function print(report: RereadReport, options: Options): Promise<void> {
  if (options.json) return writeJson(report);
  const rows = report.changes.map((change) => ({
    change: change.kind,
    id: change.articleId,
    tag: change.confidence?.toFixed(2) ?? '',
    differs: change.fields.join(', '),
    title: change.title,
    evidence: change.evidence ?? '',
  }));
  if (rows.length > 0) await writeRows(rows, { format: 'table', below: 'evidence' });
  const { gained, lost, changed } = report.counts;
  const all = gained + lost + changed;
  if (rows.length < all)
    process.stderr.write(
      `the first ${rows.length} of ${all} changes; --since asks for those of a shorter time\n`,
    );
  const missing = report.missing > 0 ? `, ${report.missing} without an archived page left as they are` : '';
  const meanwhile =
    report.changedMeanwhile > 0 ? `, ${report.changedMeanwhile} that changed meanwhile left as they are` : '';
  for (const { articleId, url, failure } of report.unreadable)
    process.stderr.write(`article ${articleId} left as it is: ${failure.message} (${url})\n`);
  process.stderr.write(
    `${counted(report.examined, 'article')} read again: ${counted(gained, 'tag')} gained, ${lost} lost, ${counted(changed, 'article')} changed otherwise${missing}${meanwhile}; ${report.applied ? 'applied' : 'nothing was changed (dry run)'}\n`,
  );
}
