/** A progress bar on stderr during a run; none where stderr is no TTY. */
import { SingleBar } from 'cli-progress';
import type { PipelineEvent } from '../core/jobs.ts';

export interface Progress {
  readonly add: (event: PipelineEvent) => void;
  readonly stop: () => void;
}

export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { add: () => {}, stop: () => {} };
  const counts = { feeds: 0, known: 0, tagged: 0, failed: 0 };
  const tagged = new Set<number>();
  let done = 0;
  const bar = new SingleBar({
    format: '{feeds} feeds, {value} of {known} articles {bar} {tagged} tagged, {failed} failed',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  });
  bar.start(0, 0, counts);
  return {
    add: (event) => {
      if (event.outcome === 'failed') counts.failed++;
      if (event.kind === 'feed') {
        counts.feeds++;
        counts.known += event.articleIds.length;
      } else {
        done++;
        // Articles left over from an earlier run were not announced by a feed of this one.
        counts.known = Math.max(counts.known, done);
        if (event.tagged) tagged.add(event.articleId);
        counts.tagged = tagged.size;
      }
      bar.setTotal(counts.known);
      bar.update(done, counts);
    },
    stop: () => bar.stop(),
  };
}
