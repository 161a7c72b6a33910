/** A progress bar on stderr while a run works; nothing where stderr is no terminal. */
import { SingleBar } from 'cli-progress';
import type { PipelineEvent } from '../core/ports.ts';

export interface Progress {
  add(event: PipelineEvent): void;
  stop(): void;
}

export function createProgress(planned: { readonly feeds: number; readonly articles: number }): Progress {
  if (!process.stderr.isTTY) return { add: () => {}, stop: () => {} };
  let total = planned.feeds + planned.articles;
  let tagged = 0;
  let failed = 0;
  const bar = new SingleBar({
    format: '{bar} {value}/{total} feeds and articles, {tagged} tagged, {failed} failed',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  });
  bar.start(total, 0, { tagged, failed });
  return {
    add: (event) => {
      if (event.kind === 'feed') {
        total += event.receipt.new;
        bar.setTotal(total);
      } else if (event.tagged) tagged++;
      if (event.outcome === 'failed') failed++;
      // A try that will be repeated is still to be done.
      if (event.outcome !== 'retry') bar.increment(1, { tagged, failed });
    },
    stop: () => bar.stop(),
  };
}
