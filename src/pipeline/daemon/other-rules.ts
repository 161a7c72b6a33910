/** Warns when a result comes in that other rules tagged: a worker with other knowledge, or of another version. */
import type { PageReading } from '../../core/jobs.ts';
import type { Log, ResultSink } from '../../core/ports.ts';

/** `current` gives the version of the rules here; asked once, when the first article comes. Each other one is told once. */
export function warnOfOtherRules(sink: ResultSink, current: () => Promise<string>, log: Log): ResultSink {
  const told = new Set<string>();
  let here: Promise<string> | null = null;
  const look = async (reading: PageReading | null, url: string): Promise<void> => {
    if (reading === null || told.has(reading.rulesVersion)) return;
    here ??= current();
    const rulesVersion = await here;
    if (reading.rulesVersion === rulesVersion || told.has(reading.rulesVersion)) return;
    told.add(reading.rulesVersion);
    log.warn(
      { url, rulesVersion, worker: reading.rulesVersion },
      'a worker tags by other rules: give it this version of jvwire and the same knowledge folder, then run jvwire retag',
    );
  };
  return {
    ...sink,
    articleRead: async (read) => {
      await look(read.reading, read.url);
      return sink.articleRead(read);
    },
    articleFailed: async (failed) => {
      await look(failed.fallback, failed.url);
      return sink.articleFailed(failed);
    },
  };
}
