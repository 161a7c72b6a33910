/** The doctor's judgements: every finding that is not well says what to do about it. */
import { expect, test } from 'vitest';
import {
  type Check,
  judgeClock,
  judgeFolder,
  judgeNames,
  judgeRuntime,
  judgeSpace,
  judgeWriter,
  type WriterFacts,
} from '../../src/pipeline/doctor/doctor.ts';
import {
  type FeedsFacts,
  judgeFeeds,
  judgeFile,
  judgeKnowledge,
} from '../../src/pipeline/doctor/doctor-data.ts';
import { judgeRedis } from '../../src/pipeline/doctor/doctor-queue.ts';
import { judgeSettings } from '../../src/pipeline/doctor/doctor-settings.ts';

const GB = 1024 ** 3;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 3_600_000;

const settings = { introduced: true, hostIntervalMs: 1000, allowHosts: [], catalogueError: null };
const folder = {
  path: '/data',
  exists: true,
  makeError: null,
  writeError: null,
  openToOthers: false,
  fileSystem: 0xef53,
};
const space = { freeBytes: 50 * GB, freeFiles: 1_000_000, growthPerDay: 10_000_000 };
const open = {
  file: '/data/jvwire.db',
  state: 'open',
  bytes: GB,
  walBytes: 0,
  checked: true,
  problems: [],
  orphans: 0,
} as const;
const holder = { pid: 7, command: 'daemon', host: 'here', since: NOW };
const writer: WriterFacts = {
  holder,
  lockError: null,
  daemon: { pid: 7, version: '1' },
  socketError: null,
  version: '1',
};
const NO_TRACES = { articles: 0, polls: 0, aheadMs: 0, waits: false };
const redis = {
  name: 'redis://q:6379',
  error: null,
  refusal: null,
  warnings: [],
  writer: null,
  elsewhere: [],
  protocol: 3,
} as const;
const feeds: FeedsFacts = {
  feeds: { ok: 9, quiet: 1, paused: 4 },
  feedsDue: { count: 0, oldestAt: null },
  articlesDue: { count: 0, oldestAt: null },
  givenUp: 0,
  lineDown: null,
  everythingPaused: false,
  daemonRuns: true,
  now: NOW,
};
const late = { feedsDue: { count: 3, oldestAt: NOW - 5 * HOUR } };

test.each<[string, Check | readonly Check[], string, RegExp]>([
  [
    'Node as wanted',
    judgeRuntime({ version: 'v24.21.0', path: '/usr/bin/node', bundled: true }),
    'ok',
    /brought along by npm ci/,
  ],
  [
    'an older Node',
    judgeRuntime({ version: 'v20.1.0', path: '/usr/bin/node', bundled: false }),
    'fail',
    /from \/usr\/bin\/node.*npm ci/,
  ],
  ['settings as they should be', judgeSettings(settings), 'ok', /plausible/],
  ['nobody to write to', judgeSettings({ ...settings, introduced: false }), 'warn', /set JVWIRE_CONTACT/],
  ['impolite', judgeSettings({ ...settings, hostIntervalMs: 0 }), 'warn', /set it to 1000/],
  [
    'the guard let down',
    judgeSettings({ ...settings, allowHosts: ['10.0.0.0/8', '0.0.0.0/0'] }),
    'warn',
    /has 0\.0\.0\.0\/0:/,
  ],
  [
    'a catalogue that cannot be read',
    judgeSettings({ ...settings, catalogueError: 'JVWIRE_CATALOGUE=x: ENOENT' }),
    'fail',
    /ENOENT/,
  ],
  ['a folder of ours', judgeFolder(folder), 'ok', /ours to write/],
  ['no folder yet', judgeFolder({ ...folder, exists: false }), 'ok', /not there yet/],
  [
    'a folder that cannot be made',
    judgeFolder({ ...folder, exists: false, makeError: '/ cannot be written: EROFS' }),
    'fail',
    /cannot be made: .*EROFS.*JVWIRE_DATA/,
  ],
  ['a folder of others', judgeFolder({ ...folder, writeError: 'EACCES' }), 'fail', /EACCES.*its owner/],
  ['a folder open to others', judgeFolder({ ...folder, openToOthers: true }), 'warn', /chmod go-w \/data/],
  [
    'a folder on NFS',
    judgeFolder({ ...folder, fileSystem: 0x6969 }),
    'fail',
    /NFS, where the lock does not hold.*move it/,
  ],
  [
    'a folder in memory',
    judgeFolder({ ...folder, fileSystem: 0x01021994 }),
    'warn',
    /restart of the machine empties it/,
  ],
  ['a file system that is not known', judgeFolder({ ...folder, fileSystem: null }), 'ok', /ours/],
  [
    'space for years',
    judgeSpace({ ...space, growthPerDay: 1 }),
    'ok',
    /50\.0 GB free, which lasts for years/,
  ],
  [
    'space for days',
    judgeSpace({ ...space, growthPerDay: 10 * GB }),
    'warn',
    /lasts 5 days.*JVWIRE_ARCHIVE_DAYS/,
  ],
  [
    'little space',
    judgeSpace({ ...space, freeBytes: GB, growthPerDay: null }),
    'warn',
    /1\.0 GB free.*free or add/,
  ],
  ['no space', judgeSpace({ ...space, freeBytes: GB / 10 }), 'fail', /102\.4 MB free/],
  ['no files', judgeSpace({ ...space, freeFiles: 12 }), 'fail', /12 files can still be made/],
  ['a file system without a number of files', judgeSpace({ ...space, freeFiles: null }), 'ok', /free/],
  ['a sound database', judgeFile('database', open), 'ok', /sound and of this version/],
  [
    'a database that was not read through',
    judgeFile('database', { ...open, checked: false }),
    'ok',
    /GB, of this version/,
  ],
  [
    'no database',
    judgeFile('database', { state: 'none', file: '/data/jvwire.db' }),
    'ok',
    /`jvwire run` makes it/,
  ],
  [
    'a damaged database',
    judgeFile('database', { ...open, problems: ['row 3 missing from index'] }),
    'fail',
    /row 3 missing.*restore the latest backup/,
  ],
  [
    'one orphan',
    judgeFile('database', { ...open, orphans: 1 }),
    'fail',
    /1 row belongs to rows that are gone/,
  ],
  [
    'a file that another user may not open',
    judgeFile('database', {
      file: 'a.db',
      state: 'unusable',
      code: 'database-rights',
      message: 'cannot open',
    }),
    'fail',
    /cannot open.*as the user of the daemon.*token/,
  ],
  ['orphans', judgeFile('database', { ...open, orphans: 2 }), 'fail', /2 rows belong to rows that are gone/],
  ['a log that grows', judgeFile('database', { ...open, walBytes: GB }), 'warn', /1\.0 GB.*lsof/],
  [
    'an older database',
    judgeFile('database', { state: 'unusable', file: 'f', code: 'database-older', message: 'f is older' }),
    'fail',
    /jvwire migrate/,
  ],
  [
    'a newer database',
    judgeFile('database', { state: 'unusable', file: 'f', code: 'database-newer', message: 'f is newer' }),
    'fail',
    /a newer one/,
  ],
  [
    'another program’s',
    judgeFile('page archive', {
      state: 'unusable',
      file: 'f',
      code: 'foreign-database',
      message: 'not ours',
    }),
    'fail',
    /--db/,
  ],
  [
    'no database at all',
    judgeFile('database', {
      state: 'unusable',
      file: 'f',
      code: 'database',
      message: 'is not an SQLite database',
    }),
    'fail',
    /not an SQLite database.*backup/,
  ],
  ['a daemon that answers', judgeWriter(writer), 'ok', /daemon 1, process 7/],
  ['a daemon of another version', judgeWriter({ ...writer, version: '2' }), 'warn', /restart the daemon/],
  [
    'a daemon that does not answer',
    judgeWriter({ ...writer, daemon: null, socketError: 'EACCES' }),
    'fail',
    /holds the lock and does not answer: EACCES.*same user/,
  ],
  [
    'a command that writes',
    judgeWriter({ ...writer, daemon: null, holder: { ...holder, command: 'run' } }),
    'ok',
    /`jvwire run`.*writes/,
  ],
  [
    'a daemon of another user',
    judgeWriter({
      ...writer,
      daemon: null,
      holder: null,
      socketError: 'jvwire.sock belongs to another user',
    }),
    'warn',
    /another user.*as the user of the daemon/,
  ],
  ['nobody', judgeWriter({ ...writer, daemon: null, holder: null }), 'ok', /nobody writes/],
  [
    'a damaged lock',
    judgeWriter({ ...writer, daemon: null, holder: null, lockError: 'cannot lock x: damaged' }),
    'fail',
    /cannot lock x/,
  ],
  ['no Redis', judgeRedis(null), 'ok', /in this process/],
  ['a new Redis', judgeRedis(redis), 'ok', /answers.*; no daemon has used it yet $/],
  [
    'a good Redis',
    judgeRedis({ ...redis, writer: { version: '9', protocol: redis.protocol } }),
    'ok',
    /answers and keeps what it is given $/,
  ],
  [
    'another database than that of the daemon',
    judgeRedis({ ...redis, elsewhere: [1] }),
    'warn',
    /no daemon has ever used redis:\/\/q:6379, but one has used database 1 of it.*number that the daemon has/,
  ],
  ['Redis away', judgeRedis({ name: 'q', error: 'q does not answer' }), 'fail', /start Redis/],
  [
    'a Redis whose memory is full',
    judgeRedis({ ...redis, refusal: "OOM command not allowed when used memory > 'maxmemory'." }),
    'fail',
    /refuses writes.*OOM.*raise its maxmemory/,
  ],
  [
    'a Redis that refuses for a reason of its own',
    judgeRedis({ ...redis, refusal: 'CLUSTERDOWN The cluster is down' }),
    'fail',
    /CLUSTERDOWN.*see the log/,
  ],
  [
    'a Redis that evicts',
    judgeRedis({
      ...redis,
      warnings: [{ problem: 'maxmemory-policy is allkeys-lru', fix: 'CONFIG SET ...' }],
    }),
    'warn',
    /allkeys-lru.*CONFIG SET/,
  ],
  [
    'a daemon of another protocol',
    judgeRedis({ ...redis, writer: { version: '9', protocol: 4 } }),
    'fail',
    /jvwire 9.*same version everywhere/,
  ],
  ['a good clock', judgeClock({ skewMs: -800, traces: NO_TRACES }), 'ok', /agrees/],
  ['no other clock', judgeClock({ skewMs: null, traces: null }), 'ok', /unknown/],
  ['a clock ahead', judgeClock({ skewMs: 5 * HOUR, traces: NO_TRACES }), 'warn', /5 hours ahead of.*NTP/],
  ['a clock behind', judgeClock({ skewMs: -90_000, traces: NO_TRACES }), 'warn', /90 seconds behind/],
  [
    'a clock that was put back',
    judgeClock({ skewMs: null, traces: { ...NO_TRACES, waits: true } }),
    'fail',
    /waits for a time to come.*jvwire run/,
  ],
  [
    'a clock that was ahead once',
    judgeClock({ skewMs: 0, traces: { articles: 3, polls: 1, aheadMs: 26 * HOUR, waits: false } }),
    'warn',
    /3 articles and 1 poll are dated after now, the last by 26 hours; nothing waits/,
  ],
  ['names that are found', judgeNames({ hosts: ['a.example'], failed: [] }), 'ok', /a\.example found/],
  [
    'a name that is not',
    judgeNames({ hosts: ['a.example', 'b.example'], failed: [{ host: 'b.example', reason: 'ENOTFOUND' }] }),
    'warn',
    /1 of 2.*b\.example: ENOTFOUND/,
  ],
  [
    'no names',
    judgeNames({ hosts: ['a.example'], failed: [{ host: 'a.example', reason: 'EAI_AGAIN' }] }),
    'fail',
    /resolv\.conf/,
  ],
  ['feeds that are well', judgeFeeds(feeds), 'ok', /10 watched/],
  [
    'some that are not',
    judgeFeeds({ ...feeds, feeds: { ok: 8, failing: 1, gone: 1 } }),
    'warn',
    /2 of 10 cannot be read \(1 failing, 1 gone\).*feeds health/,
  ],
  ['none that is', judgeFeeds({ ...feeds, feeds: { blocked: 2 } }), 'fail', /none of 2/],
  ['no feeds', judgeFeeds({ ...feeds, feeds: {} }), 'warn', /feeds add/],
  ['our line', judgeFeeds({ ...feeds, lineDown: 'every host failed' }), 'warn', /own line is down/],
  [
    'work that waits for a daemon',
    judgeFeeds({ ...feeds, ...late, daemonRuns: false }),
    'warn',
    /3 feeds .* for 5 hours.*start `jvwire daemon`/,
  ],
  ['work that a daemon does not manage', judgeFeeds({ ...feeds, ...late }), 'warn', /JVWIRE_CONCURRENCY/],
  ['work that is paused', judgeFeeds({ ...feeds, ...late, everythingPaused: true }), 'warn', /jobs resume/],
  ['work that was given up', judgeFeeds({ ...feeds, givenUp: 3 }), 'ok', /3 articles given up.*--failed/],
  ['no knowledge of one’s own', judgeKnowledge({ companies: 0, ventures: 0 }), 'ok', /none/],
  [
    'knowledge that is wrong',
    judgeKnowledge({ error: 'mine.yaml: x: country: must be two capital letters' }),
    'fail',
    /mine\.yaml.*mend/,
  ],
])('%s', (_what, found, state, told) => {
  const checks = [found].flat();
  const worst =
    checks.find((check) => check.state === 'fail') ?? checks.find((check) => check.state === 'warn');
  expect(worst?.state ?? 'ok').toBe(state);
  expect(checks.map(({ what, todo }) => `${what} ${todo ?? ''}`).join('\n')).toMatch(told);
  for (const check of checks) if (check.state !== 'ok') expect(check.todo).toMatch(/\w/);
});

test('nothing is said of names that were not asked for, nor of feeds without a database', () => {
  expect([judgeNames(null), judgeNames({ hosts: [], failed: [] }), judgeFeeds(null)]).toEqual([[], [], []]);
});

test('a proxy that is set, and never used, is told', () => {
  const facts = { introduced: true, hostIntervalMs: 1000, allowHosts: [], catalogueError: null };
  expect(judgeSettings({ ...facts, ignoredProxies: ['HTTPS_PROXY'] })).toMatchObject([
    { state: 'warn', what: 'HTTPS_PROXY: no proxy is used for going out' },
  ]);
});
