/** `ventures` and `venture`: the ledger. */
import { type Command, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import { OperationError, UsageError } from '../../core/errors.ts';
import { SECTORS, type Sector, STAGES, type Stage } from '../../core/model.ts';
import type { Quote, VentureDetail, VentureSummary } from '../../pipeline/ledger.ts';
import { parseTimePoint, resolveTime } from '../../query/article-filter.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import { type DatabaseOption, FORMATS, type Format, forTerminal, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly company?: string;
  readonly country?: string;
  readonly sector?: Sector;
  readonly stage?: Stage;
  readonly since?: string;
  readonly new?: true;
  readonly format?: Format;
  readonly json?: true;
}

/** Quotes shown for one event; the JSON has them all. */
const SHOWN_QUOTES = 3;

export function registerVentures(program: Command): void {
  example(
    program
      .command('ventures')
      .description('the ventures that articles speak of, the most recently told first')
      .option('--company <id>', 'only those with this partner (id, such as byd)')
      .option('--country <code>', 'only those seated in, or with a partner from, this country (CN, DE ...)')
      .addOption(new Option('--sector <sector>', 'only of this sector').choices(SECTORS))
      .addOption(new Option('--stage <stage>', 'only those that stand there').choices(STAGES))
      .option('--since <date>', 'only what was told from this day on, or this far back (30d)')
      .option('--new', 'only those that the ledger does not know yet')
      .addOption(new Option('--format <format>', 'table, json, ndjson or csv').choices(FORMATS))
      .option('--json', 'the same as --format json')
      .action((_o: unknown, command: Command) => list(command.optsWithGlobals<Options>())),
    'jvwire ventures --company byd',
    'jvwire ventures --new --since 30d',
  );
  example(
    program
      .command('venture')
      .argument('<id>', 'its id, as `jvwire ventures` shows it')
      .description('one venture: who, what, where it stands, and its events with their sources')
      .option('--json', 'print JSON')
      .action((id: string, _o: unknown, command: Command) => show(id, command.optsWithGlobals<Options>())),
    'jvwire venture volkswagen-anhui',
  );
}

async function list(options: Options): Promise<void> {
  const [{ openReader }, { listVentures }, { knowledgeIn }] = await load();
  const point = options.since === undefined ? undefined : parseTimePoint(options.since);
  if (point === null)
    throw new UsageError(`--since "${options.since}": must be a date such as 2026-01-31, or 30d`);
  const config = loadConfig(options);
  const knowledge = await knowledgeIn(config.paths.knowledge);
  const reader = openReader(config);
  try {
    const now = Date.now();
    const mentions = reader.ventureMentions(point ? { since: resolveTime(point, now) } : {});
    const ventures = listVentures(mentions, knowledge, {
      company: options.company ?? null,
      country: options.country?.toUpperCase() ?? null,
      sector: options.sector ?? null,
      stage: options.stage ?? null,
      onlyNew: options.new ?? false,
    });
    const format = options.json ? 'json' : (options.format ?? 'table');
    const rows = format === 'table' ? ventures.map(shortRow) : ventures.map((venture) => ({ ...venture }));
    await writeRows(rows, { format, empty: 'no venture matches' });
    const coverage = reader.blindLine({ since: point ? resolveTime(point, now) : 0, until: now });
    if (coverage !== null) process.stderr.write(`${coverage}\n`);
  } finally {
    reader.close();
  }
}

const load = () =>
  Promise.all([
    import('../../app/store.ts'),
    import('../../pipeline/ledger.ts'),
    import('../../app/knowledge.ts'),
  ]);

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
  const [{ openReader }, { describeVenture }, { knowledgeIn }] = await load();
  const config = loadConfig(options);
  const knowledge = await knowledgeIn(config.paths.knowledge);
  const reader = openReader(config);
  try {
    const venture = describeVenture(id, reader.ventureMentions({ key: id }), knowledge);
    if (!venture)
      throw new OperationError('not-found', `no venture "${id}"; \`jvwire ventures\` shows their ids`);
    await (options.json ? writeJson(venture) : write(describe(venture)));
  } finally {
    reader.close();
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
    lines.push('', `${day} ${stage}`, ...quoteLines(quotes));
  for (const { what, value, quotes } of venture.figures)
    lines.push('', `${what} ${value}`, ...quotes.slice(0, SHOWN_QUOTES).map(sourceLine));
  if (venture.articles === 0) lines.push('', 'no stored article speaks of it');
  if (venture.sources.length > 0)
    lines.push(
      '',
      venture.checked ? `checked against its sources on ${venture.checked}` : 'not checked against a source',
      ...venture.sources.map((source) => `source: ${source}`),
    );
  return `${lines.map(forTerminal).join('\n')}\n`;
}

function quoteLines(quotes: readonly Quote[]): string[] {
  const lines = quotes
    .slice(0, SHOWN_QUOTES)
    .flatMap((quote) => [`  “${quote.sentence ?? quote.title ?? ''}”`, sourceLine(quote)]);
  const more = quotes.length - SHOWN_QUOTES;
  return more > 0 ? [...lines, `    and ${more} more`] : lines;
}

function sourceLine({ articleId, source, day, url }: Quote): string {
  return `    ${source ?? ''} ${day}, article ${articleId}, ${url}`;
}
