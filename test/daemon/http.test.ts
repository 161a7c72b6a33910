/** The daemon's web server: where it answers, when it refuses to start, and that it ends with the daemon. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jvwire, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from './running.ts';

test('it says where it answers, answers there, and ends at once with a connection left open', async () => {
  const { env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  const { url } = daemon.lines.find(({ msg }) => msg === 'listening') as { url: string };
  const { stdout } = await jvwire(['status'], { env });
  expect(stdout).toContain(`http      ${url}`);
  const response = await fetch(`${url}/api/v1/status`);
  expect(await response.json()).toMatchObject({ daemon: { pid: daemon.child.pid, url } });

  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ alive: true });
  const ready = await fetch(`${url}/readyz`);
  expect({ status: ready.status, answer: await ready.json() }).toMatchObject({
    status: 200,
    answer: { ready: true },
  });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/^jvwire_queue_up 1$/m);
  expect(metrics).toMatch(
    /^jvwire_last_sweep_timestamp_seconds 1\.\d+e9$|^jvwire_last_sweep_timestamp_seconds \d{10}/m,
  );

  const stopped = performance.now();
  daemon.child.kill('SIGTERM');
  expect(await daemon.result).toMatchObject({ code: 0, stdout: '' });
  expect(performance.now() - stopped).toBeLessThan(4000);
});

test('a taken port, a foreign host and a missing token stop it with what to do', async () => {
  const { env } = placeFor({ catalogue: [] });
  const other = createServer();
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const [taken, foreign, open, wrong] = await Promise.all(
    [
      ['--port', String(port)],
      ['--host', '192.0.2.1'],
      ['--host', '0.0.0.0'],
      ['--port', '70000'],
    ].map((args) => jvwire(['daemon', ...args], { env: { ...env, ...placeFor({ catalogue: [] }).env } })),
  );
  expect(taken).toMatchObject({
    code: 1,
    stderr: `jvwire: port ${port} of 127.0.0.1 is taken; give another with --port or JVWIRE_PORT (0 takes any that is free)\n`,
  });
  expect(foreign?.stderr).toMatch(/192\.0\.2\.1 lets others in/);
  expect(open).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/jvwire token create NAME/) as string,
  });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/--port "70000"/) as string });
});

test('--once-idle answers no HTTP', async () => {
  const { env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env, '--once-idle');
  expect(await daemon.result).toMatchObject({ code: 0 });
  expect(daemon.lines.some(({ msg }) => msg === 'listening')).toBe(false);
});

test('a data folder whose path is too long for a socket stops it, with HTTP closed again and nothing left running', async () => {
  const { folder, env } = placeFor({ catalogue: [] });
  const JVWIRE_DATA = join(folder, 'a'.repeat(110));
  const { child, result } = start(['daemon'], { env: { ...env, JVWIRE_DATA, JVWIRE_PORT: '0' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { code, stderr } = await result;
  expect(code).toBe(1);
  expect(stderr).toMatch(/"msg":"listening"/);
  expect(stderr).toMatch(/^jvwire: .* is too long for a socket/m);
});

test('a name that leads nowhere is no address, with and without a token; an address may stand in brackets', async () => {
  const { env } = placeFor({ catalogue: [] });
  for (const token of [{}, { JVWIRE_API_TOKEN: 'x'.repeat(20) }]) {
    const { code, stderr } = await jvwire(['daemon', '--host', 'nosuch.invalid'], {
      env: { ...env, ...token },
    });
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nosuch.invalid: is no address of this machine') as string,
    });
  }
  const port = await jvwire(['daemon', '--host', 'localhost:80'], { env });
  expect(port).toMatchObject({ code: 2, stderr: expect.stringContaining('--host "localhost:80"') as string });
  const daemon = await startDaemon(env, '--host', '[127.0.0.1]');
  expect(daemon.lines.find(({ msg }) => msg === 'listening')).toMatchObject({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) as string,
  });
});
