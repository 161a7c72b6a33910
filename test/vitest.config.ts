import { defineConfig } from 'vitest/config';

const ALL = ['test/**/*.test.ts'];
/** Bound real time, or fill both cores by themselves: one after the other. */
const ALONE = [
  'test/{bench,chaos,daemon,hostile,machines,pipeline,redis,web}/**/*.test.ts',
  'test/**/hostile.test.ts',
  'test/article/{event-loop,page-stream}.test.ts',
  'test/cli/pure-tools.test.ts',
];

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    pool: 'forks',
    // Some tests bound real time on machines that are shared; a second failure is no coincidence. A retry is reported.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'together', include: ALL, exclude: ALONE, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
