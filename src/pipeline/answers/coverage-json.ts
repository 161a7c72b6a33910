/** Coverage as every door gives it to programs: with times as ISO 8601. */
import { isoOf } from '../../store/file/iso.ts';
import type { CoverageReport } from './answers.ts';

/** Shares are 0 to 1 of the whole period, null when there is no source. */
export interface CoverageJson {
  readonly since: string;
  readonly until: string;
  readonly share: number | null;
  /** One line for people; null when nothing was missed. */
  readonly summary: string | null;
  readonly sources: readonly {
    readonly feedId: string;
    readonly name: string;
    readonly share: number | null;
    /** When the source was first read: before, it was not watched. Null when it never was. */
    readonly watchedSince: string | null;
    readonly windows: readonly {
      readonly from: string;
      /** Null: it has not ended. */
      readonly until: string | null;
      readonly reason: string;
      readonly mayHaveMissed: boolean;
    }[];
    readonly mayHaveMissed: boolean;
  }[];
}

export function coverageJson({
  period: { since, until },
  share,
  summary,
  sources,
}: CoverageReport): CoverageJson {
  return {
    since: isoOf(since),
    until: isoOf(until),
    share,
    summary,
    sources: sources.map(({ watchedSince, windows, ...source }) => ({
      ...source,
      watchedSince: watchedSince === null ? null : isoOf(watchedSince),
      windows: windows.map((window) => ({
        ...window,
        from: isoOf(window.from),
        until: window.until === null ? null : isoOf(window.until),
      })),
    })),
  };
}
