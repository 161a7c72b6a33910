/** The tree of commands. Each command file registers its own, and imports what they need only when one is called. */
import { Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import { VERSION } from '../version.ts';

interface CommandFile {
  readonly register: (program: Command) => void;
}

/** The commands of each file, in the order of `jvwire --help`. */
const FILES: readonly (readonly [commands: readonly string[], load: () => Promise<CommandFile>])[] = [
  [['run', 'ingest'], () => import('./commands/run.ts')],
  [['daemon', 'status'], () => import('./commands/daemon.ts')],
  [['worker'], () => import('./commands/worker.ts')],
  [['jobs'], () => import('./commands/jobs.ts')],
  [['feeds'], () => import('./commands/feeds.ts')],
  [['coverage'], () => import('./commands/coverage.ts')],
  [['articles', 'search', 'article'], () => import('./commands/articles.ts')],
  [['explain'], () => import('./commands/explain.ts')],
  [['ventures', 'venture'], () => import('./commands/ventures.ts')],
  [['stories', 'story'], () => import('./commands/stories.ts')],
  [['mcp'], () => import('./commands/mcp.ts')],
  [['sql'], () => import('./commands/sql.ts')],
  [['searches'], () => import('./commands/searches.ts')],
  [['alerts'], () => import('./commands/alerts.ts')],
  [['retag', 'reextract'], () => import('./commands/reread.ts')],
  [['token'], () => import('./commands/token.ts')],
  [['migrate'], () => import('./commands/migrate.ts')],
  [['backup', 'restore'], () => import('./commands/backup.ts')],
  [['prune'], () => import('./commands/prune.ts')],
  [['config'], () => import('./commands/config.ts')],
  [['doctor'], () => import('./commands/doctor.ts')],
  [['parse-feed', 'extract', 'tag'], () => import('./commands/pure-tools.ts')],
  [['cluster'], () => import('./commands/cluster.ts')],
];

/** Loads every command or, when `called` is one, only those of its file: loading them all takes a while. */
export async function buildProgram(called?: string): Promise<Command> {
  const program = new Command('jvwire');
  program
    .description('A wire service for Chinese EV joint ventures: feeds in, tagged and quotable articles out.')
    .version(VERSION)
    .addOption(new Option('--db <path>', 'database file (default: jvwire.db in JVWIRE_DATA)'))
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'jvwire: ')) })
    .addHelpText(
      'after',
      '\nExamples:\n  $ jvwire run\n  $ jvwire articles --tag chinese-ev-jv --since 2026-01-01\n  $ jvwire search "solid state"\n\nExit codes: 0 done, 1 failed, 2 wrong usage. Data goes to stdout, everything else to stderr.',
    );
  const needed = FILES.filter(([commands]) => called !== undefined && commands.includes(called));
  const files = await Promise.all((needed.length > 0 ? needed : FILES).map(([, load]) => load()));
  for (const { register } of files) register(program);
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput(program.configureOutput());
    // `--db` is accepted before and after the command's name.
    if (command !== program && isRunnable(command) && !isPureTool(command))
      command.addOption(new Option('--db <path>', 'database file (default: jvwire.db in JVWIRE_DATA)'));
  }
  return program;
}

/**
 * `jvwire help feeds add`: commander's own help command takes one name only. Throws CommanderError once the help is
 * printed, and UsageError for an unknown command.
 */
export function showHelp(program: Command, names: readonly string[]): never {
  let command = program;
  let typed = 'jvwire';
  for (const name of names) {
    const child = command.commands.find((one) => one.name() === name);
    if (!child)
      throw new UsageError(
        `there is no command \`${typed} ${name}\`; \`${typed} --help\` shows those there are`,
      );
    command = child;
    typed += ` ${name}`;
  }
  return command.help();
}

export function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap((child) => everyCommand(child))];
}

/** Without commands below it, or with arguments of its own, such as `jvwire story ID`, which has both. */
function isRunnable(command: Command): boolean {
  return command.commands.length === 0 || command.registeredArguments.length > 0;
}

const PURE_TOOLS = new Set(['parse-feed', 'extract', 'tag']);

function isPureTool(command: Command): boolean {
  return PURE_TOOLS.has(command.name());
}
