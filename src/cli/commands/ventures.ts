/** `ventures` and `venture`: the ledger. */
import { type Command, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import type { VentureSummary } from '../../pipeline/answers/ledger.ts';
import { untoldLine } from '../../pipeline/answers/untold.ts';
import { partnerText, VENTURE_COLUMNS, ventureRow } from '../../pipeline/answers/venture-rows.ts';
import { readWith, takesSeveral } from '../../query/read-filter.ts';
import { type VentureFilter, ventureFilterSchema } from '../../query/venture-filter.ts';
import { articlesCell } from '../../text/shown/since-published.ts';
import { example } from '../example.ts';
import { writeFeed } from '../feed-out.ts';
import { collect } from '../filter-flags.ts';
import { formatOf, isFeedFormat, type ListOptions, withListFlags } from '../list-flags.ts';
import { write, writeJson } from '../ndjson.ts';
import { type Format, terminalColumns, writeRows } from '../output.ts';
import { tellUnknown } from '../unknown.ts';
import { describeVenture } from '../venture-text.ts';

export function register(program: Command): void {
  const ventures = program
    .command('ventures')
    .description('the ventures that articles mention, most recently reported first');
  for (const [name, field] of Object.entries(ventureFilterSchema.shape)) {
    const option =
      name === 'new'
        ? new Option('--new', 'only those that the ledger does not know yet')
        : new Option(`--${name} <${name}>`, field.description);
    ventures.addOption(takesSeveral(field) ? option.argParser(collect) : option);
  }
  example(
    withListFlags(ventures, null).action((_o: unknown, command: Command) =>
      answer(command.optsWithGlobals<ListOptions>()),
    ),
    'jvwire ventures --company byd',
    'jvwire ventures --new --since 30d',
    'jvwire ventures --company catl --begun 2024-01-01',
  );
  example(
    program
      .command('venture')
      .argument('<id>', 'its id, as `jvwire ventures` shows it, or any of its names')
      .description('one venture: partners, sector, current stage, and its events with their sources')
      .option('--json', 'print JSON')
      .action((id: string, _o: unknown, command: Command) =>
        show(id, command.optsWithGlobals<ListOptions>()),
      ),
    'jvwire venture volkswagen-anhui',
  );
}

function answer(options: ListOptions): Promise<void> {
  const asked = readWith(ventureFilterSchema, options, (field) => `--${field}`);
  const format = formatOf(options);
  if (!isFeedFormat(format)) return list(options, format, asked);
  return writeFeed(options, format, asked, (filter) => ({ list: 'ventures', filter }));
}

async function list(options: ListOptions, format: Format, asked: VentureFilter): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const found = await answers.ventures(filter);
    if (format === 'json') {
      await writeJson(found);
      tellUnknown(unknown);
      return;
    }
    const untold = untoldLine(found.untold);
    const rows = found.ventures.map((venture) => {
      if (format === 'table') return shortRow(venture);
      return format === 'csv' ? ventureRow(venture) : { ...venture };
    });
    await writeRows(rows, {
      format,
      empty: untold === null ? 'no venture matches' : 'no article mentions such a venture',
      columns: VENTURE_COLUMNS,
      below: 'venture',
    });
    tellUnknown(unknown);
    if (untold !== null) process.stderr.write(`${untold}\n`);
    if (found.coverage !== null) process.stderr.write(`${found.coverage}\n`);
  } finally {
    answers.close();
  }
}

const partnersOf = ({ partners }: VentureSummary): string => partners.map(partnerText).join(' + ');

/** Empty for a new venture, whose name only repeats its partners, which are shown anyway. */
const nameBeside = ({ new: isNew, name, partners }: VentureSummary): string =>
  isNew && partners.length > 0 ? '' : name;

function shortRow(venture: VentureSummary) {
  return {
    id: venture.id,
    stage: venture.stage,
    sector: venture.sector,
    founded: venture.founded,
    first: venture.firstDay,
    told: venture.lastDay,
    articles: articlesCell(venture),
    // Below the row and never cut: a terminal is too narrow for name and partners as columns beside the id.
    venture: [nameBeside(venture), partnersOf(venture)].filter((part) => part !== '').join(': '),
  };
}

async function show(id: string, options: ListOptions): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const venture = await answers.venture(id);
    await (options.json ? writeJson(venture) : write(describeVenture(venture, terminalColumns())));
  } finally {
    answers.close();
  }
}
