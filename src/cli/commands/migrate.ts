/** `jvwire migrate`: brings the database to this version's schema, after copying it. */
import type { Command } from 'commander';
import { wayBack } from '../../text/shown/way-back.ts';
import { example } from '../example.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, forTerminal, writeRows } from '../output.ts';

export function register(program: Command): void {
  example(
    program
      .command('migrate')
      .description('create the database or bring it to this version; a copy is kept beside it')
      .option('--json', 'print JSON')
      .action((_options: unknown, command: Command) => migrate(command.optsWithGlobals())),
    'jvwire migrate --db data/jvwire.db',
  );
}

async function migrate(options: DatabaseOption & { readonly json?: true }): Promise<void> {
  const { files } = await operate(options, 'migrate', {});
  const rows = files.map(({ file, applied, copy }) => ({ file, applied: applied.length, copy }));
  await writeRows(rows, { format: options.json ? 'json' : 'table' });
  for (const { file, copy } of files)
    if (copy !== null) process.stderr.write(`${forTerminal(wayBack(file, copy))}\n`);
}
