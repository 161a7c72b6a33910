/** Warns when an article was tagged by other rules: by a worker with other knowledge, or of another version. */
import type { PageReading } from '../../core/jobs.ts';
import type { Log, ResultSink } from '../../core/ports.ts';

/** `current` returns the version of the rules here; called once, for the first article. Each other version is logged once. */
export function warnOfOtherRules(sink: ResultSink, current: () => Promise<string>, log: Log): ResultSink {
  const warnedOf = new Set<string>();
  let here: Promise<string> | null = null;
  const look = async (reading: PageReading | null, url: string): Promise<void> => {
    if (reading === null || warnedOf.has(reading.rulesVersion)) return;
    here ??= current();
    const rulesVersion = await here;
    if (reading.rulesVersion === rulesVersion || warnedOf.has(reading.rulesVersion)) return;
    warnedOf.add(reading.rulesVersion);
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
