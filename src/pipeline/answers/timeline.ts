/** What the charts show: articles day by day, and reports of ventures month by month, gaps filled. Pure. */

import { STAGES, type Stage } from '../../core/model.ts';
import type { Period } from '../../feed/watch/coverage.ts';
import type { DayCount, StageCount } from '../../store/lists/timeline.ts';
import { DAY_MS } from '../../text/date/time.ts';

export interface DayOfArticles {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly articles: number;
  readonly tagged: number;
}

export interface MonthOfReports {
  /** YYYY-MM, UTC. */
  readonly month: string;
  readonly tagged: number;
  /** How many of the tagged articles report a venture at each stage. */
  readonly stages: Readonly<Record<Stage, number>>;
}

/** Every day of the period, the first and the last one included. */
export function daysOf(counts: readonly DayCount[], { since, until }: Period): DayOfArticles[] {
  const known = new Map(counts.map((count) => [count.day, count]));
  const days: DayOfArticles[] = [];
  for (let day = Math.floor(since / DAY_MS); day * DAY_MS < until; day++) {
    const { articles, tagged } = known.get(day) ?? { articles: 0, tagged: 0 };
    days.push({ day: dayName(day), articles, tagged });
  }
  return days;
}

/** Every month from the first that has something to the last of the period. */
export function monthsOf(counts: readonly StageCount[], { until }: Period): MonthOfReports[] {
  const [first] = counts;
  if (first === undefined) return [];
  const byMonth = Map.groupBy(counts, ({ day }) => dayName(day).slice(0, 7));
  const months: MonthOfReports[] = [];
  const last = new Date(until - 1).toISOString().slice(0, 7);
  for (let month = dayName(first.day).slice(0, 7); month <= last; month = monthAfter(month)) {
    const own = byMonth.get(month) ?? [];
    const stages = Object.fromEntries(
      STAGES.map((stage) => [stage, total(own.filter((count) => count.stage === stage))]),
    ) as Record<Stage, number>;
    months.push({ month, tagged: total(own), stages });
  }
  return months;
}

const total = (counts: readonly StageCount[]): number =>
  counts.reduce((sum, { articles }) => sum + articles, 0);

const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}
