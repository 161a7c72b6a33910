/** `jvwire doctor`: looks over the installation, and says what to do about each finding. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import type { Check } from '../../pipeline/doctor/doctor.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import { type DatabaseOption, forTerminal } from '../output.ts';

interface Options extends DatabaseOption {
  readonly quick?: true;
  readonly json?: true;
}

export function register(program: Command): void {
  example(
    program
      .command('doctor')
      .description(
        'look over runtime, data, queue, clock, network and feeds, and say what to do; exit code 1 when something fails',
      )
      .option('--quick', 'contact no other host and read no file in full, for health checks')
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
  await (options.json ? writeJson({ healthy, checks }) : write(checks.map(describe).join('')));
  if (!healthy) process.exitCode = 1;
}

/** The finding on one line and, below it, what to do. Never cut to the terminal's width: it has to be read in full. */
function describe({ state, name, what, todo }: Check): string {
  const finding = `${state.padEnd(5)} ${name.padEnd(NAMES)} ${forTerminal(what)}\n`;
  return todo === null ? finding : `${finding}${' '.repeat(6 + NAMES)} -> ${forTerminal(todo)}\n`;
}

/** Width of the longest name of a check. */
const NAMES = 13;
