/** `ventures` and `venture`: the ledger. */
import { type Command, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import type { Quote, VentureDetail, VentureSummary } from '../../pipeline/ledger.ts';
import { readWith } from '../../query/read-filter.ts';
import { ventureFilterSchema } from '../../query/venture-filter.ts';
import { sourceOf } from '../../text/source-name.ts';
import { dayText, toldDayText } from '../../text/time-text.ts';
import { example } from '../example.ts';
import { fitLines } from '../fit-lines.ts';
import { write, writeJson } from '../ndjson.ts';
import {
  type DatabaseOption,
  FORMATS,
  type Format,
  forTerminal,
  terminalColumns,
  writeRows,
} from '../output.ts';
import { tellUnknown } from '../unknown.ts';

interface Options extends DatabaseOption {
  readonly format?: Format;
  readonly json?: true;
}

/** Quotes shown for one event; the JSON has them all. */
const SHOWN_QUOTES = 3;

export function register(program: Command): void {
  const ventures = program
    .command('ventures')
    .description('the ventures that articles speak of, the most recently told first');
  for (const [name, { description = '' }] of Object.entries(ventureFilterSchema.shape))
    ventures.option(name === 'new' ? '--new' : `--${name} <${name}>`, description);
  example(
    ventures
      .addOption(new Option('--format <format>', 'table, json, ndjson or csv').choices(FORMATS))
      .option('--json', 'the same as --format json')
      .action((_o: unknown, command: Command) => list(command.optsWithGlobals<Options>())),
    'jvwire ventures --company byd',
    'jvwire ventures --new --since 30d',
  );
  example(
    program
      .command('venture')
      .argument('<id>', 'its id, as `jvwire ventures` shows it, or any of its names')
      .description('one venture: who, what, where it stands, and its events with their sources')
      .option('--json', 'print JSON')
      .action((id: string, _o: unknown, command: Command) => show(id, command.optsWithGlobals<Options>())),
    'jvwire venture volkswagen-anhui',
  );
}

async function list(options: Options): Promise<void> {
  const asked = readWith(ventureFilterSchema, options, (field) => `--${field}`);
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const found = await answers.ventures(filter);
    const format = options.json ? 'json' : (options.format ?? 'table');
    if (format === 'json') {
      await writeJson(found);
      tellUnknown(unknown);
      return;
    }
    const rows = found.ventures.map((venture) => (format === 'table' ? shortRow(venture) : { ...venture }));
    await writeRows(rows, { format, empty: 'no venture matches' });
    tellUnknown(unknown);
    if (found.coverage !== null) process.stderr.write(`${found.coverage}\n`);
  } finally {
    answers.close();
  }
}

function shortRow(venture: VentureSummary) {
  return {
    id: venture.id,
    stage: venture.stage,
    sector: venture.sector,
    told: venture.lastDay,
    articles: venture.articles,
    partners: venture.partners.map(partnerText).join(' + '),
    name: venture.new ? '' : venture.name,
  };
}

function partnerText({ name, stake }: VentureSummary['partners'][number]): string {
  return stake === null ? name : `${name} ${stake}%`;
}

async function show(id: string, options: Options): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const venture = await answers.venture(id);
    await (options.json ? writeJson(venture) : write(describe(venture)));
  } finally {
    answers.close();
  }
}

function describe(venture: VentureDetail): string {
  const lines = [
    venture.name,
    [
      venture.partners
        .map((one) => `${partnerText(one)}${one.country ? ` (${one.country})` : ''}`)
        .join(' + '),
      venture.sector,
      [venture.place, venture.country].filter(Boolean).join(', '),
      venture.founded && `founded ${venture.founded}`,
      venture.ended && `ended ${venture.ended}`,
      venture.status,
      venture.successor && `succeeded by ${venture.successor}`,
    ]
      .filter(Boolean)
      .join(' · '),
  ];
  if (venture.aliases.length > 0) lines.push(`also: ${venture.aliases.join(', ')}`);
  if (venture.brands.length > 0) lines.push(`brands: ${venture.brands.join(', ')}`);
  for (const { stage, day, quotes } of venture.events)
    lines.push('', `${toldDayText(day, quotes)} ${stage}`, ...quoteLines(quotes));
  for (const { what, value, quotes } of venture.figures)
    lines.push('', `${what} ${value}`, ...quotes.slice(0, SHOWN_QUOTES).map(sourceLine));
  if (venture.articles === 0) lines.push('', 'no stored article speaks of it');
  if (venture.sources.length > 0)
    lines.push(
      '',
      venture.checked ? `checked against its sources on ${venture.checked}` : 'not checked against a source',
      ...venture.sources.map((source) => `source: ${source}`),
    );
  return `${fitLines(lines.map(forTerminal), terminalColumns()).join('\n')}\n`;
}

function quoteLines(quotes: readonly Quote[]): string[] {
  const lines = quotes
    .slice(0, SHOWN_QUOTES)
    .flatMap((quote) => [`  “${quote.sentence ?? quote.title ?? ''}”`, sourceLine(quote)]);
  const more = quotes.length - SHOWN_QUOTES;
  return more > 0 ? [...lines, `    and ${more} more`] : lines;
}

function sourceLine({ articleId, source, publishedAt, day, url }: Quote): string {
  const name = sourceOf({ siteName: source, feedId: null, url });
  return `    ${name} ${dayText(day, publishedAt)}, article ${articleId}, ${url}`;
}
