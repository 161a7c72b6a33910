/** The tree of commands. Each command file registers itself and loads what it runs on only when it is called. */
import { Command, Option } from 'commander';
import { VERSION } from '../version.ts';
import { registerAlerts } from './commands/alerts.ts';
import { registerArticles } from './commands/articles.ts';
import { registerBackup } from './commands/backup.ts';
import { registerCluster } from './commands/cluster.ts';
import { registerConfig } from './commands/config.ts';
import { registerCoverage } from './commands/coverage.ts';
import { registerDaemon } from './commands/daemon.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerExplain } from './commands/explain.ts';
import { registerFeeds } from './commands/feeds.ts';
import { registerJobs } from './commands/jobs.ts';
import { registerMcp } from './commands/mcp.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerPrune } from './commands/prune.ts';
import { registerPureTools } from './commands/pure-tools.ts';
import { registerReread } from './commands/reread.ts';
import { registerRun } from './commands/run.ts';
import { registerSearches } from './commands/searches.ts';
import { registerSql } from './commands/sql.ts';
import { registerStories } from './commands/stories.ts';
import { registerToken } from './commands/token.ts';
import { registerVentures } from './commands/ventures.ts';
import { registerWorker } from './commands/worker.ts';

export function buildProgram(): Command {
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
  registerRun(program);
  registerDaemon(program);
  registerWorker(program);
  registerJobs(program);
  registerFeeds(program);
  registerCoverage(program);
  registerArticles(program);
  registerExplain(program);
  registerVentures(program);
  registerStories(program);
  registerMcp(program);
  registerSql(program);
  registerSearches(program);
  registerAlerts(program);
  registerReread(program);
  registerToken(program);
  registerMigrate(program);
  registerBackup(program);
  registerPrune(program);
  registerConfig(program);
  registerDoctor(program);
  registerPureTools(program);
  registerCluster(program);
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
