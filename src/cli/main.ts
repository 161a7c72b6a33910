/** Entry point of the command line: builds the commands, runs one, and turns an error into a message and an exit code. */
import { CommanderError } from 'commander';
import { damageOr } from '../core/damage.ts';
import { FaultsError, OperationError, UsageError } from '../core/errors.ts';
import { QueryTextError } from '../query/query-error.ts';
import { forTerminal } from './output.ts';

const EXIT = { failed: 1, usage: 2 } as const;

// A reader that has seen enough (`| head`) closes the pipe: that is the end of the command, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`jvwire: cannot write: ${error.message}\n`);
  process.exit(EXIT.failed);
});
// Work goes on when stderr cannot be written: the disk of a log may be full, its reader gone, the terminal closed.
process.stderr.on('error', () => {});

const { buildProgram, showHelp } = await import('./program.ts');
const [first, ...rest] = process.argv.slice(2);
try {
  if (first === 'help' && rest.length > 0) showHelp(await buildProgram(rest[0]), rest);
  const program = await buildProgram(first);
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(damageOr(error));
}

function linesOf(error: Error): readonly string[] {
  // A query that cannot be read is shown on lines of its own, with a caret under the place.
  if (error instanceof QueryTextError) return error.message.split('\n');
  return error instanceof FaultsError ? error.lines : [error.message];
}

function report(error: unknown): number {
  // Commander has printed its own message (or the help that was asked for) by now.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof UsageError || error instanceof OperationError) {
    process.stderr.write(`jvwire: ${linesOf(error).map(forTerminal).join('\n')}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // The message may quote text from a site, as JSON errors do.
  const lines = detail.split('\n').map(forTerminal);
  process.stderr.write(`jvwire: internal error, please report it with these lines\n${lines.join('\n')}\n`);
  return EXIT.failed;
}
