/** The two charts: articles per day, and reports on ventures per month. */
import type { DayOfArticles, MonthOfReports } from '../pipeline/answers/timeline.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import { PHASES } from './parts.ts';

export function daysChart(id: string, days: readonly DayOfArticles[]): Html {
  return chart({
    id,
    caption: 'Articles per day',
    unit: 'day',
    series: [
      { name: 'tagged', color: 'accent' },
      { name: 'others', color: 'other' },
    ],
    rows: days.map(({ day, articles, tagged }) => ({ at: day, values: [tagged, articles - tagged] })),
  });
}

export function monthsChart(id: string, months: readonly MonthOfReports[]): Html {
  const phases = Object.entries(PHASES);
  return chart({
    id,
    caption: 'Tagged articles per month, by the stage that they report',
    unit: 'month',
    series: [
      ...phases.map(([phase, { name }]) => ({ name, color: phase })),
      { name: 'no stage reported', color: 'other' },
    ],
    rows: months.map(({ month, tagged, stages }) => {
      const byPhase = phases.map(([, phase]) => phase.stages.reduce((sum, stage) => sum + stages[stage], 0));
      return { at: month, values: [...byPhase, tagged - byPhase.reduce((sum, count) => sum + count, 0)] };
    }),
  });
}
