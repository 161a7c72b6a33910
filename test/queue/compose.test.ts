/** docker-compose.yml and Dockerfile: accepted by docker-compose itself, and as safe as they claim to be. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SETTINGS } from '../../src/config.ts';
import { projectRoot } from '../cli/jvwire.ts';
import { temporaryFolder } from '../store/fixtures.ts';

const missing = spawnSync('docker-compose', ['version']).status !== 0;
const composeTest = missing && process.env['JVWIRE_TEST_REQUIRE_ALL'] !== '1' ? test.skip : test;

function compose(env: Record<string, string>) {
  // In a folder without an .env, which must not decide what is tested.
  const cwd = temporaryFolder();
  copyFileSync(join(projectRoot, 'docker-compose.yml'), join(cwd, 'docker-compose.yml'));
  return spawnSync('docker-compose', ['config'], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
}

/** The services of the file as docker-compose understands it, each as its lines. */
function services(text: string): Record<string, string> {
  const [, body = ''] = /^services:\n((?: .*\n)*)/m.exec(text) ?? [];
  return Object.fromEntries(
    body
      .split(/^ {2}(?=\w)/m)
      .filter((part) => part !== '')
      .map((part) => [part.slice(0, part.indexOf(':')), part]),
  );
}

composeTest('docker-compose takes the file (skipped without docker-compose)', () => {
  const { status, stdout, stderr } = compose({
    REDIS_PASSWORD: 'secret',
    JVWIRE_API_TOKEN: 'a-token-of-twenty-characters',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const all = services(stdout);
  expect(Object.keys(all)).toEqual(['daemon', 'redis', 'worker']);
  for (const [name, text] of Object.entries(all)) {
    expect(text, name).toMatch(/read_only: true/);
    expect(text, name).toMatch(/cap_drop:\n\s+- ALL/);
    expect(text, name).toMatch(/restart: unless-stopped/);
    expect(text, name).not.toMatch(/privileged|network_mode/);
    if (name !== 'daemon') expect(text, name).not.toMatch(/ports:/);
  }
  const { redis = '', daemon = '', worker = '' } = all;
  for (const wanted of [/- --requirepass\n\s+- secret/, /- --appendonly\n\s+- ["']yes/, /- noeviction/])
    expect(redis).toMatch(wanted);
  expect(redis).toMatch(/redis-data/);
  expect(redis).toMatch(/healthcheck:/);
  expect(daemon).toMatch(/- bin\/jvwire\n\s+- status/);
  expect(worker).toMatch(/- bin\/jvwire\n\s+- doctor\n\s+- --quick/);
  expect(daemon).toMatch(/ports:\n[\s\S]*127\.0\.0\.1/);
  expect(daemon).toMatch(/JVWIRE_API_TOKEN: a-token-of-twenty-characters/);
  expect(worker).not.toMatch(/JVWIRE_API_TOKEN|JVWIRE_SMTP_URL|JVWIRE_HOST:/);
  expect(daemon).toMatch(/jvwire-data/);
  expect(daemon).toMatch(/hostname: jvwire-daemon/);
  // What may run many times has neither a name nor a port nor a disk of its own.
  expect(worker).not.toMatch(/container_name|hostname|volumes:/);
  for (const text of [daemon, worker]) {
    expect(text).toMatch(/REDIS_URL: redis:\/\/:secret@redis:6379/);
    const given = [...text.matchAll(/^ {6}((?:JVWIRE|LOG|REDIS)_\w+):/gm)].map(([, name]) => name ?? '');
    expect(given.length).toBeGreaterThan(3);
    for (const name of given) expect(Object.keys(SETTINGS)).toContain(name);
  }
});

test('every setting that is made in .env arrives, those of the daemon alone nowhere else', () => {
  const file = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
  // The container's own: its folder, the address that it answers on, the name of its Redis.
  const own = ['JVWIRE_DATA', 'JVWIRE_HOST', 'REDIS_URL'];
  for (const name of Object.keys(SETTINGS).filter((setting) => !own.includes(setting)))
    expect(file).toContain(`\${${name}:`);
  const { daemon = '' } = services(file.replaceAll(/^\n/gm, ''));
  for (const name of ['JVWIRE_API_TOKEN', 'JVWIRE_SMTP_URL', 'JVWIRE_MAIL_FROM', 'JVWIRE_ARCHIVE_DAYS']) {
    expect(daemon).toContain(`${name}: `);
    expect(file.replace(daemon, '')).not.toContain(`${name}: `);
  }
});

composeTest(
  'without a password it does not start, and says what to write (skipped without docker-compose)',
  () => {
    const { status, stderr } = compose({});
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/write REDIS_PASSWORD=\.\.\. into \.env/);
  },
);

test('the image is made of the sources alone, runs as nobody special, and has no second Node', () => {
  const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');
  expect(dockerfile).toMatch(/^FROM node:24-slim$/m);
  expect(dockerfile).toMatch(/npm ci --omit=dev --omit=optional/);
  const user = dockerfile.indexOf('\nUSER node\n');
  expect(user).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
  expect(dockerfile).toMatch(/HEALTHCHECK .*"bin\/jvwire", "status"/);
  const copied = [...dockerfile.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  const letIn = readFileSync(join(projectRoot, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.toSorted()).toEqual(letIn.toSorted());
});
