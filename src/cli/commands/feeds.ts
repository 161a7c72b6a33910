/** `jvwire feeds ...`: the list of what is watched, and changes to it. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type Config, loadConfig } from '../../config.ts';
import { OperationError, UsageError } from '../../core/errors.ts';
import { example } from '../example.ts';
import { write } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, type Format, forTerminal, type Row, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
  readonly name?: string;
  readonly language?: string;
  readonly check?: boolean;
}

const format = (options: Options): Format => (options.json ? 'json' : 'table');

export function registerFeeds(program: Command): void {
  const feeds = example(
    program.command('feeds').description('list the feeds that are watched, and change the list'),
    'jvwire feeds list',
  );
  const child = (name: string, about: string, sample: string): Command =>
    example(feeds.command(name).description(about).option('--json', 'print JSON'), sample);

  child('list', 'every feed with its state', 'jvwire feeds list').action((_o: unknown, command: Command) =>
    list(command.optsWithGlobals<Options>()),
  );
  child('add <url>', 'look at a feed and watch it', 'jvwire feeds add https://cnevpost.com/feed/')
    .option('--name <name>', 'its name; default: the title it gives itself')
    .option('--language <language>', 'its language (en, zh, de ...)')
    .option('--no-check', 'add it without looking')
    .action((url: string, _o: unknown, command: Command) => add(url, command.optsWithGlobals<Options>()));
  child('import <file>', 'watch every feed of an OPML file', 'jvwire feeds import subscriptions.opml').action(
    (file: string, _o: unknown, command: Command) => importOpml(file, command.optsWithGlobals<Options>()),
  );
  example(
    feeds.command('export').description('print the feeds as OPML'),
    'jvwire feeds export > subscriptions.opml',
  ).action((_o: unknown, command: Command) => exportOpml(command.optsWithGlobals<Options>()));
  child(
    'check <url>',
    'fetch and read an address once, store nothing',
    'jvwire feeds check https://cnevpost.com/feed/',
  ).action((url: string, _o: unknown, command: Command) => check(url, command.optsWithGlobals<Options>()));
  child(
    'discover <url>',
    "find a site's feeds from the address of one of its pages",
    'jvwire feeds discover https://cnevpost.com/',
  ).action((url: string, _o: unknown, command: Command) => discover(url, command.optsWithGlobals<Options>()));
  child('enable <id>', 'watch a feed again', 'jvwire feeds enable reuters-autos').action(
    (id: string, _o: unknown, command: Command) => change(id, 'enable', command.optsWithGlobals<Options>()),
  );
  child('disable <id>', 'stop polling a feed, keep its history', 'jvwire feeds disable electrek').action(
    (id: string, _o: unknown, command: Command) => change(id, 'disable', command.optsWithGlobals<Options>()),
  );
  child('remove <id>', 'forget a feed; its articles stay', 'jvwire feeds remove electrek').action(
    (id: string, _o: unknown, command: Command) => change(id, 'remove', command.optsWithGlobals<Options>()),
  );
}

async function list(options: Options): Promise<void> {
  const config = loadConfig(options);
  const app = await import('../../app/store.ts');
  let reader: ReturnType<typeof app.openReader>;
  try {
    reader = app.openReader(config);
  } catch (error) {
    if (!(error instanceof OperationError && error.code === 'no-database')) throw error;
    const feeds = app.readCatalogue(config.settings.JVWIRE_CATALOGUE).map((entry) => ({
      ...NEVER_POLLED,
      ...entry,
      note: entry.note ?? null,
      origin: 'catalogue',
    }));
    await writeFeeds(feeds, options);
    process.stderr.write(`the built-in feeds: there is no database at ${config.paths.database} yet\n`);
    return;
  }
  try {
    await writeFeeds(reader.listFeeds(), options);
  } finally {
    reader.close();
  }
}

interface ListedFeed {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly site: string | null;
  readonly language: string | null;
  readonly region: string | null;
  readonly kind: string | null;
  readonly folder: string | null;
  readonly origin: string;
  readonly enabled: boolean;
  readonly note: string | null;
  readonly addedAt: number | null;
  readonly nextPollAt: number | null;
  readonly lastPolledAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly consecutiveFailures: number;
  readonly lastFailure: string | null;
}

/** What a feed of the catalogue has before there is a database. */
const NEVER_POLLED = {
  folder: null,
  addedAt: null,
  nextPollAt: null,
  lastPolledAt: null,
  lastSuccessAt: null,
  consecutiveFailures: 0,
  lastFailure: null,
} as const;

async function writeFeeds(feeds: readonly ListedFeed[], options: Options): Promise<void> {
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  const rows: Row[] = feeds.map((feed) => {
    const { id, url, name, site, language, region, kind, folder, origin, enabled, note } = feed;
    const { consecutiveFailures, lastFailure } = feed;
    if (!options.json) {
      const polled = iso(feed.lastPolledAt)?.slice(0, 16) ?? '';
      return { id, state: stateOf(feed), language, polled, url, note: lastFailure ?? note };
    }
    const times = {
      addedAt: iso(feed.addedAt),
      nextPollAt: iso(feed.nextPollAt),
      lastPolledAt: iso(feed.lastPolledAt),
      lastSuccessAt: iso(feed.lastSuccessAt),
    };
    const state = stateOf(feed);
    const identity = { id, url, name, site, language, region, kind, folder, origin, enabled, note };
    return { ...identity, state, ...times, consecutiveFailures, lastFailure };
  });
  await writeRows(rows, { format: format(options), empty: 'no feeds; `jvwire feeds add URL` watches one' });
}

function stateOf(feed: {
  enabled: boolean;
  lastPolledAt: number | null;
  consecutiveFailures: number;
}): string {
  if (!feed.enabled) return 'off';
  if (feed.lastPolledAt === null) return 'not polled yet';
  return feed.consecutiveFailures > 0 ? `failing (${feed.consecutiveFailures}x)` : 'ok';
}

async function add(url: string, options: Options): Promise<void> {
  const { name = null, language = null, check: look = true } = options;
  const feed = await operate(options, 'feeds.add', { url, name, language, check: look });
  if (!feed.added) process.stderr.write(`already watched as ${feed.id}\n`);
  await writeRows([{ ...feed }], { format: format(options), single: true });
}

async function checkAddress(config: Config, text: string) {
  const { parseHttpUrl } = await import('../../text/url.ts');
  const url = parseHttpUrl(text)?.href;
  if (!url) throw new UsageError(`"${text}" is not an http or https address`);
  const { openReading } = await import('../../app/reading.ts');
  const { checkFeed } = await import('../../pipeline/check-feed.ts');
  const reading = openReading(config);
  try {
    return await checkFeed(reading, url);
  } finally {
    await reading.close();
  }
}

async function discover(text: string, options: Options): Promise<void> {
  const config = loadConfig(options);
  const { parseHttpUrl } = await import('../../text/url.ts');
  const url = parseHttpUrl(text)?.href;
  if (!url) throw new UsageError(`"${text}" is not an http or https address`);
  const { openReading } = await import('../../app/reading.ts');
  const { discoverFeeds } = await import('../../pipeline/discover-feeds.ts');
  const reading = openReading(config);
  try {
    const found = await discoverFeeds(reading, url, () => false);
    if ('action' in found) throw new OperationError(found.code, `${found.message} (${found.code})`);
    const rows = found.map(({ check: { url: address, document }, source }) => ({
      url: address,
      source,
      format: document.format,
      items: document.items.length,
      title: document.title,
    }));
    await writeRows(rows, { format: format(options), empty: `${url} leads to no feed` });
    if (rows.length === 0) process.exitCode = 1;
  } finally {
    await reading.close();
  }
}

async function check(text: string, options: Options): Promise<void> {
  const result = await checkAddress(loadConfig(options), text);
  if (!result.ok) {
    const { code, message } = result.failure;
    await writeRows([{ ok: false, url: result.url, code, message, ms: result.ms }], {
      format: format(options),
      single: true,
    });
    process.exitCode = 1;
    return;
  }
  const { document, bytes, ms, url } = result;
  const dates = document.items.flatMap((item) => item.publishedAt ?? []).sort();
  const row = {
    ok: true,
    url,
    format: document.format,
    title: document.title,
    items: document.items.length,
    linked: document.items.filter((item) => item.url !== null).length,
    newest: dates.at(-1) ?? null,
    bytes,
    ms,
  };
  await writeRows([options.json ? { ...row, warnings: document.warnings } : row], {
    format: format(options),
    single: true,
  });
  for (const warning of document.warnings) process.stderr.write(`warning: ${forTerminal(warning)}\n`);
}

async function importOpml(file: string, options: Options): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`);
  }
  const [{ parseOpml }, { decodeText }, { parseHttpUrl }] = await Promise.all([
    import('../../feed/opml.ts'),
    import('../../text/decode.ts'),
    import('../../text/url.ts'),
  ]);
  const outline = parseOpml(decodeText(bytes, { kind: 'xml' }).text);
  for (const warning of outline.warnings) process.stderr.write(`warning: ${forTerminal(warning)}\n`);
  const feeds = outline.feeds.flatMap(({ url, title, site, folder }) => {
    if (parseHttpUrl(url)) return [{ url, name: title, site, folder }];
    process.stderr.write(`left out: "${forTerminal(url)}" is not an http or https address\n`);
    return [];
  });
  const { added, known } = await operate(options, 'feeds.import', { feeds });
  const row = { found: outline.feeds.length, added, known, invalid: outline.feeds.length - feeds.length };
  await writeRows([row], { format: format(options), single: true });
}

async function exportOpml(options: Options): Promise<void> {
  const { generateOpml } = await import('../../feed/opml.ts');
  const { openReader } = await import('../../app/store.ts');
  const reader = openReader(loadConfig(options));
  try {
    const feeds = reader
      .listFeeds()
      .map(({ url, name, site, folder }) => ({ url, title: name, site, folder }));
    await write(`${generateOpml(feeds).trimEnd()}\n`);
  } finally {
    reader.close();
  }
}

async function change(feed: string, how: 'enable' | 'disable' | 'remove', options: Options): Promise<void> {
  const { id, url } = await operate(options, `feeds.${how}`, { feed });
  await writeRows([{ id, url, done: `${how}d` }], { format: format(options), single: true });
}
