/** `worker`: polls and ingests for a daemon on another machine. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { example } from '../example.ts';
import type { DatabaseOption } from '../output.ts';
import { untilStopped } from '../until-stopped.ts';

export function register(program: Command): void {
  example(
    program
      .command('worker')
      .description('poll and ingest for a daemon on another machine, until told to stop; needs REDIS_URL')
      .option('--queues <names>', 'work on these queues only, comma-separated: feeds, articles')
      .action((_o: unknown, command: Command) => worker(command.optsWithGlobals())),
    'REDIS_URL=redis://:secret@queue.example jvwire worker',
  );
}

async function worker(options: DatabaseOption & { readonly queues?: string }): Promise<void> {
  const stopped = untilStopped();
  const { startWorker } = await import('../../app/worker.ts');
  const running = await startWorker(
    loadConfig(options),
    options.queues?.split(',').map((name) => name.trim()) ?? null,
  );
  await running.close(await stopped);
  process.exit(0);
}
