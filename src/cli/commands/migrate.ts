/** `jvwire migrate`: brings the database to this version's form, after copying it. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { example } from '../example.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

export function registerMigrate(program: Command): void {
  example(
    program
      .command('migrate')
      .description('create the database or bring it to this version; a copy is kept beside it')
      .option('--json', 'print JSON')
      .action(runMigrate),
    'jvwire migrate --db data/jvwire.db',
  );
}

async function runMigrate(options: { json?: true }, command: Command): Promise<void> {
  const config = loadConfig(command.optsWithGlobals<DatabaseOption>());
  const { openStore } = await import('../../app.ts');
  const store = openStore(config, 'migrate');
  try {
    const rows = store.migrated.map(({ file, applied, copy }) => ({ file, applied: applied.length, copy }));
    await writeRows(rows, { format: options.json ? 'json' : 'table' });
  } finally {
    store.close();
  }
}
