/** Settings: defaults, the order of their sources, and errors that name what is wrong. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataPaths, parseConfig } from '../src/config.ts';
import { jvwire, launcher } from './cli/jvwire.ts';
import { hasProgram } from './requirements.ts';
import { temporaryFolder } from './store/fixtures.ts';

test('without anything set there are defaults', () => {
  const { settings, origins } = parseConfig({}, {});
  expect(settings).toMatchObject({
    JVWIRE_DATA: 'data',
    JVWIRE_HOST_INTERVAL_MS: 1000,
    JVWIRE_ALLOW_HOSTS: [],
  });
  expect(origins.JVWIRE_DATA).toBe('default');
});

test('the environment wins over .env, and an empty value counts as not set', () => {
  const { settings, origins } = parseConfig(
    { JVWIRE_CONCURRENCY: '5', JVWIRE_DATA: '' },
    { JVWIRE_CONCURRENCY: '7', LOG_LEVEL: 'debug' },
  );
  expect(settings).toMatchObject({ JVWIRE_CONCURRENCY: 5, JVWIRE_DATA: 'data', LOG_LEVEL: 'debug' });
  expect(origins).toMatchObject({
    JVWIRE_CONCURRENCY: 'environment',
    LOG_LEVEL: '.env',
    JVWIRE_DATA: 'default',
  });
});

test('an empty variable does not hide what .env says', () => {
  const { settings, origins } = parseConfig({ JVWIRE_PORT: '' }, { JVWIRE_PORT: '8080' });
  expect(settings.JVWIRE_PORT).toBe(8080);
  expect(origins.JVWIRE_PORT).toBe('.env');
});

test('an .env as Windows writes it', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.env'), '\ufeffJVWIRE_PORT=8000\r\nLOG_LEVEL=warn\r\n');
  const { stdout } = await jvwire(['config'], { cwd });
  expect(stdout).toMatch(/^JVWIRE_PORT +8000 +\.env /m);
  expect(stdout).toMatch(/^LOG_LEVEL +warn +\.env /m);
});

test('an .env says what in it is probably a mistake, once, and no secret', async () => {
  const cwd = temporaryFolder();
  const lines = [
    '# redis',
    'REDIS_UR=redis://:hidden@x',
    'REDISURL=redis://x',
    'jvwire_port=7800',
    'jvwire_colour=red',
    'LOGLEVEL=warn',
    'JVWIRE_API_TOKEN:hidden',
    'export JVWIRE_PORT=8000',
    'NOTE="two',
    'lines"',
    'REDIS_PASSWORD=hidden',
    'TZ=UTC',
    'NODE_EXTRA_CA_CERTS=/etc/ca.pem',
  ];
  writeFileSync(join(cwd, '.env'), lines.join('\n'));
  const { code, stdout, stderr } = await jvwire(['config'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^JVWIRE_PORT +8000 +\.env /m);
  const said = stderr.split('\n').filter((line) => line.startsWith('jvwire: '));
  expect(said.map((line) => line.slice(line.indexOf('.env: ') + 6)).toSorted()).toEqual([
    'LOGLEVEL is no setting, and sets nothing; LOG_LEVEL is probably meant',
    'NODE_EXTRA_CA_CERTS is read by Node before this file, and only from the environment: here it sets nothing',
    'REDISURL is no setting, and sets nothing; REDIS_URL is probably meant',
    'REDIS_UR is no setting, and sets nothing; REDIS_URL is probably meant',
    'jvwire_colour is no setting, and sets nothing',
    'jvwire_port is no setting, and sets nothing; JVWIRE_PORT is probably meant',
    'line 7 is not of the form NAME=value, and sets nothing',
  ]);
  expect(stderr).not.toContain('hidden');
});

/** Root reads everything, unless it gives that right away. */
const asUser = process.getuid?.() === 0 ? 'setpriv --bounding-set=-dac_override,-dac_read_search ' : '';

test.runIf(asUser === '' || hasProgram('setpriv')).each([
  ['of a folder that may not be looked into', 'chmod 0 "$PWD"', /^database: /],
  [
    'that may not be read',
    'chmod 0 .env',
    /^jvwire: \/.*\.env may not be read by this user, and sets nothing\n/,
  ],
])('an .env %s sets nothing, and stops no command', async (_what, close, said) => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.env'), 'JVWIRE_PORT=8000\n');
  const script = `${close} && ${asUser}"$0" config; code=$?; chmod 700 "$PWD"; exit $code`;
  const { code, stdout, stderr } = await jvwire(['-c', script, launcher], { command: 'sh', cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(said) as string });
  expect(stdout).toMatch(/^JVWIRE_PORT +7450 +default /m);
});

test.each([
  [{ JVWIRE_CONCURRENCY: '' }, null],
  [{ JVWIRE_CONCURRENCY: 'many' }, /JVWIRE_CONCURRENCY="many": must be a whole number/],
  [{ JVWIRE_CONCURRENCY: '0' }, /JVWIRE_CONCURRENCY="0"/],
  [{ JVWIRE_HOST_INTERVAL_MS: '-5' }, /JVWIRE_HOST_INTERVAL_MS/],
  [{ JVWIRE_CONTACT: 'me' }, /JVWIRE_CONTACT="me": must start with http/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL="loud"/],
  [{ JVWIRE_ALLOW_HOSTS: 'intranet.example, *.example.org, 10.0.0.0/8, ::1' }, null],
  [
    { JVWIRE_ALLOW_HOSTS: '10.0.0.0/8,10.0.0.0/99' },
    /JVWIRE_ALLOW_HOSTS=.*'10\.0\.0\.0\/99' is no host name/,
  ],
  [{ JVWIRE_ALLOW_HOSTS: 'http://intranet.example' }, /'http:\/\/intranet.example' is no host name/],
  [{ JVWIRE_DATA: '~/jvwire' }, /JVWIRE_DATA="~\/jvwire": ~ is read by shells only/],
  [{ JVWIRE_DATA: '$HOME/jv' }, /JVWIRE_DATA="\$HOME\/jv": \$ is read by shells only/],
  [{ JVWIRE_DATA: '/srv/$'.concat('{HOME}/jv') }, /\$ is read by shells only: write the whole path/],
  [{ JVWIRE_CATALOGUE: '$HOME/feeds.json' }, /\$ is read by shells only/],
  [{ JVWIRE_DATA: 'news~' }, null],
  [{ JVWIRE_DATA: 'us$' }, null],
  [{ JVWIRE_HOST: '[::1]' }, null],
  [{ JVWIRE_HOST: 'news.internal' }, null],
  [{ JVWIRE_URL: 'https://wire.example/jv' }, null],
  [{ JVWIRE_URL: 'wire.example' }, /JVWIRE_URL="wire.example": must be http:/],
  [{ JVWIRE_URL: 'https://a:b@wire.example/' }, /JVWIRE_URL=.*without a user/],
  [{ JVWIRE_URL: 'https://wire.example/?x=1' }, /JVWIRE_URL=.*without a user/],
  [{ JVWIRE_HOST: 'localhost:8080' }, /JVWIRE_HOST="localhost:8080": must be an IP address or a name alone/],
  [{ JVWIRE_HOST: 'http://0.0.0.0' }, /JVWIRE_HOST="http:.*must be an IP address/],
  [{ JVWIRE_HOST: '300.1.1.1' }, /must be an IP address/],
  [{ JVWIRE_SMTP_URL: 'smtp://mail.example:99999' }, /must be such as smtp:.*with a port up to 65535/],
  [{ JVWIRE_DTA: 'x' }, /JVWIRE_DTA is not a setting; did you mean JVWIRE_DATA\?/],
  [{ JVWIRE_COLOUR: 'x' }, /JVWIRE_COLOUR is not a setting; the README lists them/],
])('%o', (environment, problem) => {
  if (problem === null) expect(() => parseConfig(environment, {})).not.toThrow();
  else expect(() => parseConfig(environment, {})).toThrow(problem);
});

test('every wrong setting is named at once', () => {
  expect(() => parseConfig({ LOG_LEVEL: 'loud', JVWIRE_PROCESSES: 'x' }, {})).toThrow(
    /JVWIRE_PROCESSES.*LOG_LEVEL/,
  );
});

test('--db names the database and everything beside it', () => {
  expect(parseConfig({ JVWIRE_DATA: '/a' }, {}).paths.database).toBe('/a/jvwire.db');
  expect(parseConfig({ JVWIRE_DATA: '/a' }, {}, { db: '/b/news.db' }).paths).toEqual(dataPaths('/b/news.db'));
  expect(dataPaths('/b/news.db')).toMatchObject({ pages: '/b/news.db.pages', lock: '/b/news.db.lock' });
  expect(dataPaths('/b/news.sqlite').pages).not.toBe(dataPaths('/b/news.db').pages);
  expect(dataPaths('/b/jvwire.db')).toMatchObject({ pages: '/b/pages.db', lock: '/b/jvwire.lock' });
});

test('a database behind a symbolic link keeps its lock and archive beside the file itself', () => {
  const root = temporaryFolder();
  const [real, other] = [join(root, 'real'), join(root, 'other')];
  for (const folder of [real, other]) mkdirSync(folder);
  symlinkSync(join(real, 'jvwire.db'), join(other, 'absolute.db'));
  symlinkSync('../real/jvwire.db', join(other, 'relative.db'));
  symlinkSync('relative.db', join(other, 'twice.db'));
  symlinkSync(other, join(root, 'folder'));
  const wanted = dataPaths(join(real, 'jvwire.db'));
  // Whether the file is there yet or not.
  for (let turn = 0; turn < 2; turn++) {
    for (const name of ['absolute.db', 'relative.db', 'twice.db'])
      expect(dataPaths(join(other, name))).toEqual(wanted);
    expect(dataPaths(join(root, 'folder', 'relative.db'))).toEqual(wanted);
    writeFileSync(wanted.database, '');
  }
  expect(dataPaths(join(root, 'folder', 'own.db')).lock).toBe(join(root, 'folder', 'own.db.lock'));
  symlinkSync('round.db', join(other, 'round.db'));
  expect(() => dataPaths(join(other, 'round.db'))).toThrow('leads nowhere');
});

test('an archive that was made beside a symbolic link is not left behind', () => {
  const root = temporaryFolder();
  symlinkSync(join(root, 'jvwire.db'), join(root, 'link.db'));
  writeFileSync(join(root, 'link.db.pages'), '');
  expect(() => dataPaths(join(root, 'link.db'))).toThrow(
    `move ${join(root, 'link.db.pages')} to ${join(root, 'pages.db')}`,
  );
});

test('a proxy that is set is known, since none is used', () => {
  const { ignoredProxies } = parseConfig({ HTTPS_PROXY: 'http://p:3128', http_proxy: '', NO_PROXY: 'x' }, {});
  expect(ignoredProxies).toEqual(['HTTPS_PROXY']);
});
