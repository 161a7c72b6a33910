/** `jvwire feeds ...`: the list of watched feeds, and changes to it. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { DocumentError, UsageError } from '../../core/errors.ts';
import type { FeedFound } from '../../core/operations.ts';
import { counted } from '../../text/shown/counted.ts';
import { example } from '../example.ts';
import { write } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, type Format, forTerminal, type Row, writeRows } from '../output.ts';
import { listFeeds, showFeed, showHealth } from './feeds-list.ts';
import { checkFeed, discoverFeeds } from './feeds-look.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
  readonly name?: string;
  readonly language?: string;
  readonly country?: string;
  readonly check?: boolean;
  readonly item?: string;
  readonly title?: string;
  readonly link?: string;
  readonly date?: string;
}

const format = (options: Options): Format => (options.json ? 'json' : 'table');

export function register(program: Command): void {
  const feeds = example(
    program.command('feeds').description('list the feeds that are watched, and change the list'),
    'jvwire feeds list',
  );
  const child = (name: string, about: string, sample: string): Command =>
    example(feeds.command(name).description(about).option('--json', 'print JSON'), sample);

  child('list', 'every feed with its state', 'jvwire feeds list').action((_o: unknown, command: Command) =>
    listFeeds(command.optsWithGlobals<Options>()),
  );
  child(
    'health',
    'every feed with its state, since when, why, and what to do; the worst first',
    'jvwire feeds health',
  ).action((_o: unknown, command: Command) => showHealth(command.optsWithGlobals<Options>()));
  child('show <id>', 'one feed whole: state, moves, its latest polls', 'jvwire feeds show electrek')
    .option('--polls <n>', 'how many polls, at most 50', readCount, 10)
    .action((id: string, _o: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options & { polls: number }>();
      return showFeed(id, options.polls, options);
    });
  child('add <url>', 'look at a feed and watch it', 'jvwire feeds add https://cnevpost.com/feed/')
    .option('--name <name>', 'its name; default: the title it gives itself')
    .option('--language <language>', 'its language (en, zh, de ...)')
    .option(
      '--country <country>',
      'the country of its readers (TH, Thailand, global), for --country of lists',
    )
    .option('--no-check', 'add it without looking')
    .option('--item <selector>', 'watch a page like a feed: where its items are (CSS)')
    .option('--title <selector>', "an item's title; default: its first link")
    .option('--link <selector>', "an item's link; default: its first link")
    .option('--date <selector>', "an item's date; default: its first time element")
    .action((url: string, _o: unknown, command: Command) => add(url, command.optsWithGlobals<Options>()));
  child('import <file>', 'watch every feed of an OPML file', 'jvwire feeds import subscriptions.opml').action(
    (file: string, _o: unknown, command: Command) => importOpml(file, command.optsWithGlobals<Options>()),
  );
  example(
    feeds.command('export').description('print the feeds that are watched as OPML'),
    'jvwire feeds export > subscriptions.opml',
  ).action((_o: unknown, command: Command) => exportOpml(command.optsWithGlobals<Options>()));
  child(
    'check <url>',
    'fetch and read an address once, store nothing',
    'jvwire feeds check https://cnevpost.com/feed/',
  ).action((url: string, _o: unknown, command: Command) =>
    checkFeed(url, command.optsWithGlobals<Options>()),
  );
  child(
    'discover <url>',
    "find a site's feeds from the address of one of its pages",
    'jvwire feeds discover https://cnevpost.com/',
  ).action((url: string, _o: unknown, command: Command) =>
    discoverFeeds(url, command.optsWithGlobals<Options>()),
  );
  child('enable <id>', 'watch a feed again', 'jvwire feeds enable reuters-autos').action(
    (id: string, _o: unknown, command: Command) => change(id, 'enable', command.optsWithGlobals<Options>()),
  );
  child('disable <id>', 'stop polling a feed, keep its history', 'jvwire feeds disable electrek').action(
    (id: string, _o: unknown, command: Command) => change(id, 'disable', command.optsWithGlobals<Options>()),
  );
  child(
    'move <id> [url]',
    'give a feed another address, or undo its last move',
    'jvwire feeds move electrek https://electrek.co/feed/atom/',
  )
    .option('--undo', 'back to the address before its last move')
    .option('--no-check', 'move it without looking')
    .action((id: string, url: string | undefined, _o: unknown, command: Command) =>
      move(id, url, command.optsWithGlobals<Options & { undo?: true }>()),
    );
  child('remove <id>', 'forget a feed; its articles stay', 'jvwire feeds remove electrek').action(
    (id: string, _o: unknown, command: Command) => change(id, 'remove', command.optsWithGlobals<Options>()),
  );
}

async function add(url: string, options: Options): Promise<void> {
  const { name = null, language = null, country: region = null, check: look = true } = options;
  const { item, title, link, date } = options;
  if (item === undefined && (title ?? link ?? date) !== undefined)
    throw new UsageError('--title, --link and --date go with --item');
  const parts = { ...(title && { title }), ...(link && { link }), ...(date && { date }) };
  const selectors = item === undefined ? null : { item, ...parts };
  const { found, ...feed } = await operate(options, 'feeds.add', {
    url,
    name,
    language,
    region,
    selectors,
    check: look,
  });
  if (!feed.added) process.stderr.write(`already watched as ${feed.id}\n`);
  const row = { ...feed, ...(options.json ? { found } : shownOf(found)) };
  await writeRows([row], { format: format(options), single: true });
  warnOfGaps(found);
}

async function importOpml(file: string, options: Options): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`);
  }
  const [{ parseOpml }, { decodeText }] = await Promise.all([
    import('../../feed/opml.ts'),
    import('../../text/charset/decode.ts'),
  ]);
  const outline = readOutline(file, () => parseOpml(decodeText(bytes, { kind: 'xml' }).text));
  for (const warning of outline.warnings) process.stderr.write(`warning: ${forTerminal(warning)}\n`);
  const { invalid } = outline;
  const feeds = outline.feeds.map(({ url, title, site, folder }) => ({ url, name: title, site, folder }));
  const { added, known } = await operate(options, 'feeds.import', { feeds });
  const row = { found: feeds.length + invalid, added, known, invalid };
  await writeRows([row], { format: format(options), single: true });
}

function readOutline<Outline>(file: string, read: () => Outline): Outline {
  try {
    return read();
  } catch (error) {
    if (error instanceof DocumentError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

async function exportOpml(options: Options): Promise<void> {
  const { generateOpml } = await import('../../feed/opml.ts');
  const { openReader } = await import('../../app/store.ts');
  const reader = openReader(loadConfig(options));
  try {
    const all = reader.listFeeds();
    const watched = all.filter(({ enabled }) => enabled);
    const feeds = watched.filter(({ selectors }) => selectors === null);
    const outlines = feeds.map(({ url, name, site, folder }) => ({ url, title: name, site, folder }));
    await write(`${generateOpml(outlines).trimEnd()}\n`);
    noteLeftOut(all.length - watched.length, watched.length - feeds.length);
  } finally {
    reader.close();
  }
}

/** Says what the OPML lacks: a program that imports it would take every entry for a feed to be watched. */
function noteLeftOut(off: number, pages: number): void {
  const parts = [
    ...(off === 0 ? [] : [`${counted(off, 'feed')} that ${off === 1 ? 'is' : 'are'} switched off`]),
    ...(pages === 0
      ? []
      : [
          `${counted(pages, 'page')} that ${pages === 1 ? 'is' : 'are'} read by selectors, which OPML cannot hold`,
        ]),
  ];
  if (parts.length > 0) process.stderr.write(`left out: ${parts.join('; ')}\n`);
}

async function move(
  feed: string,
  url: string | undefined,
  options: Options & { readonly undo?: true },
): Promise<void> {
  if ((url === undefined) !== (options.undo ?? false))
    throw new UsageError('give either the new address or --undo');
  const { check = true, json } = options;
  const { found, ...moved } = await operate(options, 'feeds.move', { feed, url: url ?? null, check });
  const row = { ...moved, done: 'moved', ...(json ? { found } : shownOf(found)) };
  await writeRows([row], { format: format(options), single: true });
  warnOfGaps(found);
}

function shownOf(found: FeedFound | null): Row {
  if (found === null) return {};
  const { cutOff: _cutOff, ...shown } = found;
  return shown;
}

/** Warns at once of what would otherwise be seen only in the health of the feed after its first poll. */
function warnOfGaps(found: FeedFound | null): void {
  if (found?.cutOff)
    process.stderr.write('warning: its document breaks off before its end: items may be missing\n');
  if (found?.items === 0) process.stderr.write('warning: its document holds no items\n');
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 50)
    throw new UsageError(`--polls "${text}": must be a number from 1 to 50`);
  return count;
}

async function change(feed: string, how: 'enable' | 'disable' | 'remove', options: Options): Promise<void> {
  const { id, url } = await operate(options, `feeds.${how}`, { feed });
  await writeRows([{ id, url, done: `${how}d` }], { format: format(options), single: true });
}
