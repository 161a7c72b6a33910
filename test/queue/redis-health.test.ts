/** What is said about a Redis that would lose or evict jobs, and how to mend it. */
import { expect, test } from 'vitest';
import { setupWarnings } from '../../src/queue/redis-health.ts';

const info = (fields: Record<string, string>): string =>
  `# Server\r\n${Object.entries({
    redis_version: '7.2.4',
    aof_enabled: '1',
    maxmemory_policy: 'noeviction',
    ...fields,
  })
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join('')}`;
const good = { 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'everysec', save: '' };

test.each([
  ['append-only and noeviction', info({}), good, []],
  ['snapshots only', info({}), { ...good, appendonly: 'no', save: '3600 1' }, []],
  ['a hosted one that tells no settings', info({ aof_enabled: '0' }), null, []],
  ['a hosted one that tells some settings', info({ aof_enabled: '0' }), {}, []],
  ['append-only, told by INFO only', info({}), { save: '' }, []],
  ['nothing on disk, told by INFO', info({ aof_enabled: '0' }), { save: '' }, [/CONFIG SET appendonly yes/]],
  [
    'snapshots, and how what is not written would be',
    info({}),
    { ...good, appendonly: 'no', appendfsync: 'no', save: '3600 1' },
    [],
  ],
  ['the oldest that will do', info({ redis_version: '6.2.0' }), good, []],
  ['much too old', info({ redis_version: '5.9.0' }), good, [/6\.2 or newer/]],
  ['a Valkey', info({ redis_version: '7.2.4', valkey_version: '8.0.1' }), good, []],
  ['nothing on disk', info({}), { ...good, appendonly: 'no' }, [/CONFIG SET appendonly yes/]],
  ['never written through', info({}), { ...good, appendfsync: 'no' }, [/CONFIG SET appendfsync everysec/]],
  [
    'eviction',
    info({}),
    { ...good, 'maxmemory-policy': 'allkeys-lru' },
    [/CONFIG SET maxmemory-policy noeviction/],
  ],
  ['eviction, told by INFO only', info({ maxmemory_policy: 'volatile-lru' }), null, [/noeviction/]],
  ['too old', info({ redis_version: '6.0.16' }), good, [/6\.2 or newer/]],
])('%s', (_name, text, config, fixes) => {
  expect(setupWarnings({ info: text, config }).map(({ fix }) => fix)).toEqual(
    fixes.map((fix) => expect.stringMatching(fix) as string),
  );
});
