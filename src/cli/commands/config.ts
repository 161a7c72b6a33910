/** `jvwire config`: every setting with its value and where it came from. */
import type { Command } from 'commander';
import { loadConfig, SECRET_SETTINGS, SETTINGS, type SettingName } from '../../config.ts';
import { example } from '../example.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

export function register(program: Command): void {
  example(
    program
      .command('config')
      .description('print every setting, its value, where it came from and what it does')
      .option('--json', 'print JSON')
      .action(showConfig),
    'jvwire config',
  );
}

async function showConfig(options: { json?: true }, command: Command): Promise<void> {
  const config = loadConfig(command.optsWithGlobals<DatabaseOption>());
  const rows = (Object.keys(SETTINGS) as SettingName[]).map((name) => ({
    setting: name,
    value: SECRET_SETTINGS.includes(name) ? masked(config.settings[name]) : shown(config.settings[name]),
    origin: config.origins[name],
    about: SETTINGS[name].about,
  }));
  if (options.json) {
    const settings = Object.fromEntries(rows.map(({ setting, ...row }) => [setting, row]));
    await writeRows([{ settings, paths: config.paths }], { format: 'json', single: true });
    return;
  }
  await writeRows(rows, { format: 'table' });
  process.stderr.write(`database: ${config.paths.database}\n`);
}

/**
 * Hides the password of an address: what stands between the first colon after its user name and the last `@`, and
 * parameters named `...password`. A secret that is no address is hidden as a whole.
 */
function masked(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (!value.includes('://')) return '***';
  return value
    .replace(/^([a-z+]+:\/\/[^:@/?]*):.*@/s, '$1:***@')
    .replace(/([?&]\w*password=)[^&]*/gi, '$1***');
}

function shown(value: unknown): string | number | null {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
