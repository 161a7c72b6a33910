/** What the commands tell of a first run: how much was watched, what failed, and when; nothing that could be taken for more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { httpServer } from '../net/servers.ts';
import { type Newsroom, startNewsroom } from '../newsroom/server.ts';
import { filesIn, freshStore, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';
import { lastingPlace } from './newsroom-settings.ts';

let newsroom: Newsroom;
let place: ReturnType<typeof lastingPlace>;
let env: Record<string, string>;
let summary: string;

beforeAll(async () => {
  newsroom = await startNewsroom({ slowMs: 50 });
  place = lastingPlace(newsroom);
  ({ env } = place);
  ({ stdout: summary } = await jvwire(['run'], { env }));
});

afterAll(async () => {
  await newsroom.close();
  place.remove();
});

const ask = (...args: string[]) => jvwire(args, { env });

test('after minutes of watching nobody can take the last month for watched', async () => {
  const { stdout, stderr } = await ask('coverage', '--since', '30d');
  expect(stdout).not.toMatch(/[1-9] %/);
  expect(stderr).toMatch(/^11 sources, watched 0\.0 % .*; 10 of 11 sources have been watched only since /);
  const report = JSON.parse((await ask('coverage', '--since', '30d', '--json')).stdout);
  expect(report.share).toBeLessThan(0.01);
  for (const { share, watchedSince } of report.sources) {
    expect(share).toBeLessThan(0.01);
    if (watchedSince !== null) expect(Date.parse(watchedSince)).toBeGreaterThan(Date.parse(report.since));
  }
  const since = await ask('articles', '--since', '30d');
  expect(since.stderr).toContain('10 of 11 sources have been watched only since');
  expect((await ask('articles')).stderr).not.toContain('only since');
});

test('a source by its name, the blind times of one, and a time that is over', async () => {
  const { stdout } = await ask('coverage');
  expect(stdout).toMatch(/^volt-ledger +Volt Ledger +\d/m);
  // Nothing was missed in its blind times: it has none.
  expect(stdout).toMatch(/^volt-ledger .* 0 +nothing/m);
  const { windows } = JSON.parse((await ask('coverage', '--feed', 'pressroom-pacific-2', '--json')).stdout)
    .sources[0];
  const one = await ask('coverage', '--feed', 'pressroom-pacific-2');
  expect(one.stdout.split('\nblind\n')[1]?.trim().split('\n') ?? []).toHaveLength(windows.length);
  const before = JSON.parse(
    (await ask('coverage', '--since', '2026-01-01', '--until', '2026-01-31', '--json')).stdout,
  );
  expect(before).toMatchObject({
    since: '2026-01-01T00:00:00.000Z',
    until: '2026-02-01T00:00:00.000Z',
    share: 0,
  });
  expect(await ask('coverage', '--since', '2d', '--until', '3d')).toMatchObject({ code: 2 });
  expect((await ask('coverage', '--until', 'now')).stderr).toContain('--until "now": must be a date');
});

test('what was still blind when a period ended was not blind until now', async () => {
  const folder = temporaryFolder();
  withFeed(freshStore(folder)).close();
  const client = new Sqlite(filesIn(folder).database);
  const at = (day: string) => Date.parse(`2026-01-${day}T00:00:00Z`);
  client.prepare('UPDATE feeds SET added_at = ?').run(at('01'));
  client
    .prepare(
      "INSERT INTO blind_windows (feed_id, 'from', until, reason, may_have_missed) VALUES (?, ?, ?, ?, 1)",
    )
    .run('wire', at('03'), at('10'), 'dns');
  client.close();
  const asked = ['--feed', 'wire', '--since', '2026-01-02', '--until', '2026-01-04'];
  const { stdout, stderr } = await jvwire(['coverage', ...asked], { env: { JVWIRE_DATA: folder } });
  const blind = '2026-01-03 00:00:00Z to 2026-01-05 00:00:00Z and on (dns, 2 days)';
  expect(stdout.split('\nblind\n')).toEqual([
    expect.stringContaining(blind),
    `  ${blind}, items may have been missed\n`,
  ]);
  expect(stderr).toContain('of the time since 2026-01-02 00:00:00Z until 2026-01-05 00:00:00Z');
});

test('the summary, the status and the lists count the same articles', async () => {
  const { articles } = JSON.parse((await ask('articles', '--json', '--limit', '500')).stdout);
  const { failed } = JSON.parse((await ask('jobs', 'list', '--failed', '--json')).stdout);
  expect(failed.length).toBeGreaterThan(0);
  const all = `${articles.length} articles (${failed.length} known only from their feed), ${articles.filter(({ tagged }: { tagged: boolean }) => tagged).length} tagged, ${failed.length} given up`;
  expect(summary).toContain(`in all    ${all};`);
  expect(summary).toMatch(new RegExp(`^articles .* ${failed.length} given up$`, 'm'));
  const status = await ask('status');
  expect(status.stdout).toContain(`feeds on, ${all}\n`);
  expect(status.stdout).toMatch(new RegExp(`^last hour .* ${failed.length} given up$`, 'm'));
  const cut = await ask('jobs', 'list', '--failed', '--limit', '1');
  expect(cut.stdout).toContain('given up');
  expect(cut.stderr).toMatch(/^at most 1 of each kind are shown: --limit shows more/);
});

test('the line of a page that robots.txt refuses has its address once', () => {
  const [line = ''] = summary.split('\n').filter((one) => one.includes(': robots: '));
  const [, url = ''] =
    /article (\S+): robots: robots\.txt of 127\.0\.0\.1:\d+ asks not to fetch it$/.exec(line) ?? [];
  expect(url).toMatch(/^http:/);
  expect(line.split(url)).toHaveLength(2);
});

test('every command tells moments in one form, and never how it would tell a program', async () => {
  const failedId = JSON.parse((await ask('jobs', 'list', '--failed', '--json')).stdout).failed[0].articleId;
  await ask('token', 'create', 'desk', '--expires', '90d');
  for (const typed of [
    'status',
    'jobs list',
    'coverage',
    'feeds list',
    'feeds health',
    'feeds show volt-ledger',
    'token list',
    'article 1',
    `article ${failedId}`,
    `explain ${failedId}`,
    'stories',
  ]) {
    const { stdout } = await ask(...typed.split(' '));
    const times = stdout.match(/\d{4}-\d\d-\d\d[T ]\d\d:\S*/g) ?? [];
    if (!/health|stories/.test(typed)) expect(times.length, typed).toBeGreaterThan(0);
    for (const time of times) expect(time, typed).toMatch(/^\S+ \d\d:\d\d:\d\dZ[,;:)]?$/);
  }
  expect(summary).toMatch(/this run took [\d.]+ seconds\n/);
});

test('`jobs resume` says what goes on, and when nothing was paused', async () => {
  const resume = async (...flags: string[]) => (await ask('jobs', 'resume', ...flags)).stdout;
  expect(await resume()).toBe('nothing was paused\n');
  await ask('jobs', 'pause', '--feed', 'volt-ledger');
  expect(await resume()).toBe('the work as a whole was not paused; still paused: volt-ledger\n');
  await ask('jobs', 'pause');
  expect(await resume()).toBe('everything goes on; still paused: volt-ledger\n');
  expect(await resume('--feed', 'volt-ledger')).toBe('volt-ledger is not paused any more\n');
  expect(await resume('--feed', 'volt-ledger')).toBe('volt-ledger was not paused\n');
});

test('an alert by mail is added without a mail server, and a warning says so', async () => {
  const add = (name: string, given: Record<string, string>) =>
    jvwire(['alerts', 'add', name, '--company', 'byd', '--email', 'desk@example.org'], {
      env: { ...env, ...given },
    });
  const mail = { JVWIRE_SMTP_URL: 'smtp://mail.example', JVWIRE_MAIL_FROM: 'jvwire@example.org' };
  expect(await add('without', {})).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^added without: email to desk@example.org/) as string,
    stderr: expect.stringMatching(
      /^JVWIRE_SMTP_URL and JVWIRE_MAIL_FROM are not set here: until the daemon, or `jvwire run`, has both, mails fail, are tried again and in the end given up/,
    ) as string,
  });
  expect((await add('half', { ...mail, JVWIRE_MAIL_FROM: '' })).stderr).toMatch(
    /^JVWIRE_MAIL_FROM is not set/,
  );
  expect(await add('with', mail)).toMatchObject({ code: 0, stderr: '' });
});

test('of a feed that is added, what its document has; that it has no items, or breaks off', async () => {
  const rss = (items: string) => `<rss version="2.0"><channel><title>Wire</title>${items}</channel></rss>`;
  const documents: Readonly<Record<string, string>> = {
    '/whole': rss('<item><title>a</title><link>http://a.example/1</link></item>'),
    '/broken': rss('<item><title>a</title><link>http://a.example/2</link></item>').slice(0, -30),
    '/empty': rss(''),
  };
  const server = await httpServer((request, response) => {
    response.setHeader('content-type', 'application/rss+xml').end(documents[request.url ?? '']);
  });
  try {
    const add = (path: string, ...more: string[]) =>
      ask('feeds', 'add', `http://127.0.0.1:${server.port}${path}`, '--name', path.slice(1), ...more);
    const whole = await add('/whole');
    expect(whole.stderr).toBe('');
    expect(whole.stdout).toMatch(/format +title +items\nwhole .* rss +Wire +1\n$/);
    expect((await add('/broken')).stderr).toBe(
      'warning: its document breaks off before its end: items may be missing\n',
    );
    const empty = await add('/empty', '--json');
    expect(empty.stderr).toBe('warning: its document holds no items\n');
    expect(JSON.parse(empty.stdout)).toMatchObject({ added: true, found: { items: 0, cutOff: false } });
    await ask('run', '--feed', 'broken');
    for (const list of ['list', 'health'])
      expect((await ask('feeds', list)).stdout, list).toMatch(/broken [\s\S]*its document breaks off/);
  } finally {
    await server.close();
  }
});
