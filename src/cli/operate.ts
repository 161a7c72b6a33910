/** Runs one operation for a command, in this process or by the daemon, with progress; a signal interrupts it. */
import { loadConfig } from '../config.ts';
import type { PipelineEvent } from '../core/jobs.ts';
import type { OperationArguments, OperationName, OperationResults } from '../core/operations.ts';
import type { DatabaseOption } from './output.ts';
import { onStop } from './until-stopped.ts';

export async function operate<Name extends OperationName>(
  options: DatabaseOption,
  name: Name,
  given: OperationArguments<Name>,
  onEvent: (event: PipelineEvent) => void = () => {},
): Promise<OperationResults[Name]> {
  const config = loadConfig(options);
  const { openOperations } = await import('../app/operations.ts');
  const operations = await openOperations(config, name);
  const interruption = new AbortController();
  const unlisten = onStop(() => {
    // The second signal ends it at once: the next run finds what was in flight in the database.
    if (interruption.signal.aborted) process.exit(1);
    process.stderr.write('\nfinishing the work in flight; again to stop at once\n');
    interruption.abort();
  });
  try {
    return await operations.call(name, given, { onEvent, signal: interruption.signal });
  } finally {
    await operations.close();
    unlisten();
  }
}
