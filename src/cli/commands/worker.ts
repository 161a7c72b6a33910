/** `worker`: polls and ingests for a daemon on another machine. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { example } from '../example.ts';
import { untilStopped } from '../until-stopped.ts';

export function register(program: Command): void {
  example(
    program
      .command('worker')
      .description('poll and ingest for a daemon on another machine, until told to stop; needs REDIS_URL')
      .option('--queues <names>', 'work on these queues only, comma-separated: feeds, articles')
      .action((options: { readonly queues?: string }) => worker(options.queues)),
    'REDIS_URL=redis://:secret@queue.example jvwire worker',
  );
}

async function worker(queues: string | undefined): Promise<void> {
  const { startWorker } = await import('../../app/worker.ts');
  const running = await startWorker(loadConfig(), queues?.split(',').map((name) => name.trim()) ?? null);
  await running.close(await untilStopped());
  process.exit(0);
}
