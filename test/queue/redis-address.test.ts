/** REDIS_URL: every form it may have, and errors that name what is wrong and never the password. */
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { UsageError } from '../../src/core/errors.ts';
import { describeRedis, parseRedisUrl } from '../../src/queue/redis-address.ts';
import { jvwire } from '../cli/jvwire.ts';

const open = { tls: false, username: null, password: null };

test.each([
  ['redis://localhost', { kind: 'single', ...open, host: 'localhost', port: 6379, database: 0 }],
  ['redis://', { kind: 'single', ...open, host: 'localhost', port: 6379, database: 0 }],
  ['redis://10.0.0.5:7000/3', { kind: 'single', ...open, host: '10.0.0.5', port: 7000, database: 3 }],
  ['redis://[::1]:7000', { kind: 'single', ...open, host: '::1', port: 7000, database: 0 }],
  [
    'redis://:s%40cret%2F@q.example',
    { kind: 'single', ...open, password: 's@cret/', host: 'q.example', port: 6379, database: 0 },
  ],
  [
    'redis://b%40b:p@ss@q.example',
    {
      kind: 'single',
      ...open,
      username: 'b@b',
      password: 'p@ss',
      host: 'q.example',
      port: 6379,
      database: 0,
    },
  ],
  [
    'rediss://bob:pw@q.example/1',
    {
      kind: 'single',
      tls: true,
      username: 'bob',
      password: 'pw',
      host: 'q.example',
      port: 6379,
      database: 1,
    },
  ],
  ['valkeys://q.example', { kind: 'single', ...open, tls: true, host: 'q.example', port: 6379, database: 0 }],
  [
    'redis+sentinel://:pw@host1:26379,host2/mymaster/2',
    {
      kind: 'sentinel',
      ...open,
      password: 'pw',
      sentinels: [
        { host: 'host1', port: 26379 },
        { host: 'host2', port: 26379 },
      ],
      group: 'mymaster',
      sentinelPassword: null,
      database: 2,
    },
  ],
  [
    'rediss+sentinel://host1/the%20main?sentinelPassword=x%26y',
    {
      kind: 'sentinel',
      ...open,
      tls: true,
      sentinels: [{ host: 'host1', port: 26379 }],
      group: 'the main',
      sentinelPassword: 'x&y',
      database: 0,
    },
  ],
  ['redis+cluster://host1/0', { kind: 'cluster', ...open, nodes: [{ host: 'host1', port: 6379 }] }],
  [
    'redis+cluster://host1:7001,host2',
    {
      kind: 'cluster',
      ...open,
      nodes: [
        { host: 'host1', port: 7001 },
        { host: 'host2', port: 6379 },
      ],
    },
  ],
])('%s', (url, address) => {
  expect(parseRedisUrl(url)).toEqual(address);
});

test.each([
  ['localhost:6379', /no such form; it must be redis:/],
  ['http://:secret@host', /no such form/],
  ['redis://:secret@host:0', /host:port/],
  ['redis://:secret@host:65536', /host:port/],
  ['redis://:secret@host/abc', /the database is a number/],
  ['redis://:secret@a,b', /several are redis\+sentinel/],
  ['redis://:sec%ret@host', /percent-encoded/],
  ['redis://:secret@host/1/2', /too many parts/],
  ['redis://:secret@host?x=1', /unknown parameter "x"/],
  ['redis://:secret@host?sentinelPassword=secret', /unknown parameter "sentinelPassword"/],
  ['redis://:secret@ho st', /host:port/],
  ['redis+sentinel://:secret@host/main/1/2', /too many parts/],
  ['redis+sentinel://:secret@host', /name of the group is missing/],
  ['redis+cluster://:secret@host/1', /no database but 0/],
  [`redis+cluster://${'h,'.repeat(100)}h`, /more than 64 hosts/],
])('%s is refused', (url, problem) => {
  expect(() => parseRedisUrl(url)).toThrow(UsageError);
  expect(() => parseRedisUrl(url)).toThrow(problem);
  expect(() => parseRedisUrl(url)).not.toThrow(/secret|sec%ret/);
});

test.each([
  ['rediss://bob:secret@host/1', 'rediss://host:6379/1'],
  ['redis://:secret@[::1]', 'redis://[::1]:6379'],
  ['redis+sentinel://:secret@a,b:1/main', 'redis+sentinel://a:26379,b:1/main'],
  ['redis+cluster://:secret@a', 'redis+cluster://a:6379'],
])('%s is shown to people as %s', (url, shown) => {
  expect(describeRedis(parseRedisUrl(url))).toBe(shown);
});

test('the setting is checked at start, and neither its error nor `jvwire config` shows the password', async () => {
  expect(() => parseConfig({ REDIS_URL: 'redis://:secret@h/x' }, {})).toThrow(
    /^configuration: REDIS_URL: the database is a number/,
  );
  expect(() => parseConfig({ REDIS_URL: 'redis://:secret@h/x' }, {})).not.toThrow(/secret/);
  const REDIS_URL = 'redis+sentinel://bob:secret@h/main?sentinelPassword=secret2';
  const { stdout, code } = await jvwire(['config', '--json'], { env: { REDIS_URL } });
  expect(code).toBe(0);
  expect(stdout).toContain('redis+sentinel://bob:***@h/main?sentinelPassword=***');
  expect(stdout).not.toMatch(/secret2?[@"]/);
});
