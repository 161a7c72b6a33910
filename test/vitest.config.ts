/** How the tests are run: which beside one another, which alone, and which first. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ALL = ['test/**/*.test.ts'];
/** Bound real time, or measure what one process uses, so that nothing else may run: one after the other. */
const ALONE = [
  'test/bench/*.test.ts',
  'test/machines/*.test.ts',
  'test/{api,article,feed,net}/hostile.test.ts',
  'test/pipeline/hostile-robots.test.ts',
  'test/redis/{runner,slots}.test.ts',
  'test/daemon/in-time.test.ts',
  'test/article/{event-loop,page-stream}.test.ts',
  'test/cli/pure-tools.test.ts',
];
/** Of layers without state: values in, values out. These share processes, and so what they load, which is half of their time. */
const PURE = ['test/{core,feed,query,stories,tags,text}/*.test.ts'];
/** Of those beside one another the long ones begin, or the last of them would be waited for alone. */
const FIRST = [
  'cli/commands',
  'chaos/queue',
  'daemon/interrupted',
  'web/pages',
  'daemon/daemon',
  'chaos/chaos',
  'web/access',
  'pipeline/run',
  'redis/newsroom',
  'redis/faults',
  'hostile/text',
  'pipeline/hostile',
].map((name) => `/test/${name}.test.ts`);

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = FIRST.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? FIRST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    pool: 'forks',
    // Some tests bound real time on machines that are shared; a second failure is no coincidence. A retry is reported.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: ALL,
          exclude: [...ALONE, ...PURE],
          // More than cores: half of them mostly wait.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          exclude: ALONE,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
