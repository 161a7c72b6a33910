/** `jvwire token`: shown once, kept as a hash, good at once beside a running daemon, and gone when revoked. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startDaemon } from '../daemon/running.ts';
import { jvwire } from './jvwire.ts';
import { placeFor } from './newsroom-settings.ts';

test('a token is made, asked with, listed and revoked beside the daemon', async () => {
  const { env, database } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  const { url } = daemon.lines.find(({ msg }) => msg === 'listening') as { url: string };
  const status = async (secret: string): Promise<number> =>
    (await fetch(`${url}/api/v1/status`, { headers: { Authorization: `Bearer ${secret}` } })).status;

  const made = await jvwire(['token', 'create', 'laptop', '--expires', '90d'], { env });
  const secret = made.stdout.trim();
  expect(secret).toMatch(/^jvw_[0-9a-f]{8}_[\w-]{43}$/);
  expect(made.stderr).toMatch(/^token "laptop" with the scope read until .*; it is not shown again\n$/);
  expect(await status(secret)).toBe(200);
  expect((await fetch(`${url}/api/v1/status`)).status).toBe(401);

  const listed = await jvwire(['token', 'list', '--json'], { env });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ name: 'laptop', scope: 'read' }]);
  expect(listed.stdout).not.toContain(secret.slice(13));
  const files = [database, `${database}-wal`].map((file) => readFileSync(file).toString('latin1')).join('');
  expect(files).not.toContain(secret.slice(13));

  expect((await jvwire(['token', 'revoke', 'laptop'], { env })).stdout).toBe('laptop is revoked\n');
  expect(await status(secret)).toBe(401);
});

test.each([
  [['create', '-x'], /unknown option/],
  [['create', 'a', '--scope', 'god'], /Allowed choices are read, write, admin/],
  [['create', 'a', '--expires', 'soon'], /--expires "soon": must be a span such as 90d, or a day/],
  [['create', 'a', '--expires', '2020-01-01'], /lies in the past/],
  [['create', 'a\nb'], /must be up to 64 letters/],
])('%o is refused', async (args, message) => {
  const { env } = placeFor({ catalogue: [] });
  const { code, stderr } = await jvwire(['token', ...args], { env });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('the token of the environment is not printed', async () => {
  const { env } = placeFor({ catalogue: [] });
  const secret = 'a-secret-of-the-environment';
  const { stdout } = await jvwire(['config', '--json'], { env: { ...env, JVWIRE_API_TOKEN: secret } });
  expect(stdout).toContain('"JVWIRE_API_TOKEN":{"value":"***","origin":"environment"');
  expect(stdout).not.toContain(secret);
});
