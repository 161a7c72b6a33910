/** `backup` and `restore`: copies of the databases, made while a daemon runs, and put back when none does. */
import { type Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../../config.ts';
import { counted } from '../../text/shown/counted.ts';
import { sizeText } from '../../text/shown/size-text.ts';
import { momentText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import type { DatabaseOption } from '../output.ts';
import { onStop } from '../until-stopped.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
}
interface BackupOptions extends Options {
  readonly keep?: number;
  readonly pages: boolean;
}

export function register(program: Command): void {
  example(
    program
      .command('backup')
      .argument('<folder>', 'the folder that the backup becomes')
      .description('copy the databases into a folder, verified, while a daemon runs')
      .option(
        '--keep <n>',
        'make a dated backup inside the folder, and keep the latest n of them',
        wholeNumber,
      )
      .option('--no-pages', 'leave the archive of raw pages out')
      .option('--json', 'print JSON')
      .action((folder: string, _o: unknown, command: Command) => backup(folder, command.optsWithGlobals())),
    'jvwire backup before-the-move',
    'jvwire backup /var/backups/jvwire --keep 14',
  );
  example(
    program
      .command('restore')
      .argument('<folder>', 'a backup')
      .description('put a backup in the place of the databases, which stay beside it under another name')
      .option('--json', 'print JSON')
      .action((folder: string, _o: unknown, command: Command) => restore(folder, command.optsWithGlobals())),
    'jvwire restore /var/backups/jvwire/jvwire-20261122T031500Z',
  );
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number, 1 or more.');
}

async function backup(target: string, options: BackupOptions): Promise<void> {
  const { backUp } = await import('../../app/backup.ts');
  const interruption = new AbortController();
  const unlisten = onStop(() => interruption.abort());
  const onProgress = process.stderr.isTTY
    ? (file: string, share: number) => void process.stderr.write(`\r${file} ${Math.floor(share * 100)} %  `)
    : () => {};
  try {
    const request = { target, keep: options.keep ?? null, pages: options.pages };
    const { folder, manifest, removed } = await backUp(loadConfig(options), request, {
      onProgress,
      signal: interruption.signal,
    });
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    if (options.json) return await writeJson({ folder, ...manifest, removed });
    await write(`${folder}\n`);
    for (const { name, bytes, rows } of manifest.files)
      process.stderr.write(`${name}  ${sizeText(bytes)}, ${rowsText(rows)}; verified\n`);
    if (removed.length > 0) process.stderr.write(`removed ${removed.join(', ')}\n`);
  } finally {
    unlisten();
  }
}

async function restore(folder: string, options: Options): Promise<void> {
  const app = await import('../../app/backup.ts');
  const { manifest, kept } = await app.restore(loadConfig(options), folder);
  if (options.json) return writeJson({ ...manifest, kept });
  await write(`restored what was backed up ${momentText(manifest.createdAt)}\n`);
  for (const { name, rows } of manifest.files) await write(`${name}  ${rowsText(rows)}\n`);
  for (const file of kept) process.stderr.write(`what was there is in ${file}\n`);
}

const rowsText = (rows: Readonly<Record<string, number>>): string =>
  Object.entries(rows)
    .map(([table, count]) => {
      const many = table.replaceAll('_', ' ');
      return counted(count, many.replace(/ies$/, 'y').replace(/s$/, ''), many);
    })
    .join(', ');
