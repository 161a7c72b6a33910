/** `jvwire feeds check|discover`: looks at an address and stores nothing. */
import { loadConfig } from '../../config.ts';
import { OperationError, UsageError } from '../../core/errors.ts';
import { sizeText } from '../../text/shown/size-text.ts';
import { publishedText, spanText } from '../../text/shown/time-text.ts';
import { type DatabaseOption, forTerminal, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
}

async function openReading(text: string, options: Options) {
  const config = loadConfig(options);
  const { readFeedAddress } = await import('../../feed/feed-address.ts');
  const { url, problem } = readFeedAddress(text);
  if (problem !== null) throw new UsageError(problem);
  const app = await import('../../app/reading.ts');
  return { url, reading: app.openReading(config) };
}

export async function discoverFeeds(text: string, options: Options): Promise<void> {
  const { url, reading } = await openReading(text, options);
  const { discoverFeeds: discover } = await import('../../pipeline/operations/discover-feeds.ts');
  try {
    const found = await discover(reading, url, () => false);
    if ('action' in found) throw new OperationError(found.code, `${found.message} (${found.code})`);
    const rows = found.map(({ check: { url: address, document }, source }) => ({
      url: address,
      source,
      format: document.format,
      items: document.items.length,
      title: document.title,
    }));
    await writeRows(rows, { format: options.json ? 'json' : 'table', empty: `${url} leads to no feed` });
    if (rows.length === 0) process.exitCode = 1;
  } finally {
    await reading.close();
  }
}

export async function checkFeed(text: string, options: Options): Promise<void> {
  const { url: asked, reading } = await openReading(text, options);
  const { checkFeed: check } = await import('../../pipeline/operations/check-feed.ts');
  const output = { format: options.json ? 'json' : 'table', single: true } as const;
  const result = await check(reading, asked).finally(() => reading.close());
  if (!result.ok) {
    const { url, ms, failure } = result;
    const failed = { ok: false, url, code: failure.code, message: failure.message };
    await writeRows([{ ...failed, ...(options.json ? { ms } : { took: spanText(ms) }) }], output);
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
  };
  const newest = dates.at(-1) ?? null;
  const details = options.json
    ? { newest, bytes, ms, warnings: document.warnings }
    : { newest: newest === null ? '' : publishedText(newest), size: sizeText(bytes), took: spanText(ms) };
  await writeRows([{ ...row, ...details }], output);
  for (const warning of document.warnings) process.stderr.write(`warning: ${forTerminal(warning)}\n`);
}
