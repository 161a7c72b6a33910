/** Warnings of libraries are lines of the log, each once. */
import { expect, test } from 'vitest';
import { logLibraryWarnings } from '../../src/observe/library-warnings.ts';
import { collectingLog } from '../redis/fixtures.ts';

test('what a library warns of on the console is told once, with its values', () => {
  const { log, lines } = collectingLog();
  const target = { warn: (): void => {} } as Pick<Console, 'warn'>;
  logLibraryWarnings(log, target);
  for (const policy of ['allkeys-lru', 'allkeys-lru', 'volatile-lru']) target.warn('policy is %s', policy);
  expect(lines.map(({ level, fields }) => [level, fields['text']])).toEqual([
    ['warn', 'policy is allkeys-lru'],
    ['warn', 'policy is volatile-lru'],
  ]);
});
