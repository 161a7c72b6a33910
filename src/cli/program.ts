/** The tree of commands. Of those that are not called only what `--help` needs is loaded, and nothing when one is named first. */
import { Command, Option } from 'commander';
import { VERSION } from '../version.ts';

type Register = (program: Command) => void;

/** The commands of each file and what registers them, in the order of `jvwire --help`. */
const COMMANDS: readonly (readonly [names: readonly string[], load: () => Promise<Register>])[] = [
  [['run', 'ingest'], async () => (await import('./commands/run.ts')).registerRun],
  [['daemon', 'status'], async () => (await import('./commands/daemon.ts')).registerDaemon],
  [['worker'], async () => (await import('./commands/worker.ts')).registerWorker],
  [['jobs'], async () => (await import('./commands/jobs.ts')).registerJobs],
  [['feeds'], async () => (await import('./commands/feeds.ts')).registerFeeds],
  [['coverage'], async () => (await import('./commands/coverage.ts')).registerCoverage],
  [['articles', 'search', 'article'], async () => (await import('./commands/articles.ts')).registerArticles],
  [['explain'], async () => (await import('./commands/explain.ts')).registerExplain],
  [['ventures', 'venture'], async () => (await import('./commands/ventures.ts')).registerVentures],
  [['stories', 'story'], async () => (await import('./commands/stories.ts')).registerStories],
  [['mcp'], async () => (await import('./commands/mcp.ts')).registerMcp],
  [['sql'], async () => (await import('./commands/sql.ts')).registerSql],
  [['searches'], async () => (await import('./commands/searches.ts')).registerSearches],
  [['alerts'], async () => (await import('./commands/alerts.ts')).registerAlerts],
  [['retag', 'reextract'], async () => (await import('./commands/reread.ts')).registerReread],
  [['token'], async () => (await import('./commands/token.ts')).registerToken],
  [['migrate'], async () => (await import('./commands/migrate.ts')).registerMigrate],
  [['backup', 'restore'], async () => (await import('./commands/backup.ts')).registerBackup],
  [['prune'], async () => (await import('./commands/prune.ts')).registerPrune],
  [['config'], async () => (await import('./commands/config.ts')).registerConfig],
  [['doctor'], async () => (await import('./commands/doctor.ts')).registerDoctor],
  [
    ['parse-feed', 'extract', 'tag'],
    async () => (await import('./commands/pure-tools.ts')).registerPureTools,
  ],
  [['cluster'], async () => (await import('./commands/cluster.ts')).registerCluster],
];

/** With every command, or with those of one file when `called` is one of them: the others would take a while to load. */
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
  const own = COMMANDS.filter(([names]) => called !== undefined && names.includes(called));
  const registers = await Promise.all((own.length > 0 ? own : COMMANDS).map(([, load]) => load()));
  for (const register of registers) register(program);
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput(program.configureOutput());
    // `--db` is understood before and after the command's name.
    if (command !== program && doesSomething(command) && !isPureTool(command))
      command.addOption(new Option('--db <path>', 'database file (default: jvwire.db in JVWIRE_DATA)'));
  }
  return program;
}

export function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap((child) => everyCommand(child))];
}

/** `jvwire story ID` does, and has commands below it. */
function doesSomething(command: Command): boolean {
  return command.commands.length === 0 || command.registeredArguments.length > 0;
}

const PURE_TOOLS = new Set(['parse-feed', 'extract', 'tag']);

function isPureTool(command: Command): boolean {
  return PURE_TOOLS.has(command.name());
}
