/** `jvwire doctor`: looks over the installation, and says what to do about each finding. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { example } from '../example.ts';
import { writeJson } from '../ndjson.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly quick?: true;
  readonly json?: true;
}

export function registerDoctor(program: Command): void {
  example(
    program
      .command('doctor')
      .description(
        'look over runtime, data, queue, clock, network and feeds, and say what to do; exit code 1 when something fails',
      )
      .option('--quick', 'ask no host outside and read no file through, for health checks')
      .option('--json', 'print JSON')
      .action((_options: unknown, command: Command) => doctor(command.optsWithGlobals<Options>())),
    'jvwire doctor',
  );
}

async function doctor(options: Options): Promise<void> {
  const config = loadConfig(options);
  const { examine } = await import('../../app/doctor.ts');
  const checks = await examine(config, options.quick === true);
  const healthy = checks.every(({ state }) => state !== 'fail');
  if (options.json) await writeJson({ healthy, checks });
  else
    await writeRows(
      checks.map(({ state, name, what, todo }) => ({ state, check: name, finding: what, todo })),
      { format: 'table', below: 'todo' },
    );
  if (!healthy) process.exitCode = 1;
}
