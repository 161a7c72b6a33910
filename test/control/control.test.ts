/** What a daemon is asked and answers arrives whole, whatever stands in it. */
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setImmediate as written } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectControl } from '../../src/control/client.ts';
import { MAX_REQUEST_BYTES, PROTOCOL_VERSION } from '../../src/control/protocol.ts';
import { serveControl } from '../../src/control/server.ts';
import { OperationError, UsageError } from '../../src/core/errors.ts';
import type { Operations } from '../../src/core/operations.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { temporaryFolder } from '../store/fixtures.ts';

test('characters that some take for the end of a line', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const text = 'one\u2028two\u2029three\nfour\u0085five';
  const operations = { call: async (_name: string, given: object) => given } as unknown as Pick<
    Operations,
    'call'
  >;
  const server = await serveControl(path, operations, collectingLog().log);
  onTestFinished(() => server.close());
  const daemon = await connectControl(path);
  expect(await daemon?.call('ingest', { url: text })).toEqual({ url: text });
  await daemon?.close();
});

test('a client that was stopped, and takes no answer, does not hold the daemon up when it ends', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const asked = Promise.withResolvers<void>();
  const call = async () => {
    asked.resolve();
    // More than the system keeps for who does not read.
    return 'x'.repeat(5_000_000);
  };
  const server = await serveControl(
    path,
    { call } as unknown as Pick<Operations, 'call'>,
    collectingLog().log,
  );
  const client = createConnection(path).pause();
  onTestFinished(() => void client.destroy());
  await once(client, 'connect');
  client.write(`${JSON.stringify({ version: PROTOCOL_VERSION, operation: 'status', arguments: {} })}\n`);
  await asked.promise;
  await written();
  await server.close();
});

test('a watcher that does not read makes the daemon keep a bounded number of events, and has the result when it reads', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const sent = 20_000;
  const done = Promise.withResolvers<void>();
  const call = async (_name: string, _given: object, { onEvent }: { onEvent: (event: unknown) => void }) => {
    for (let n = 0; n < sent; n++) onEvent({ kind: 'feed', id: `${n}`.padEnd(1_000) });
    done.resolve();
    return 'the result';
  };
  const operations = { call } as unknown as Pick<Operations, 'call'>;
  const server = await serveControl(path, operations, collectingLog().log);
  onTestFinished(() => server.close());
  const client = createConnection(path).pause();
  client.write(`${JSON.stringify({ version: PROTOCOL_VERSION, operation: 'status', arguments: {} })}\n`);
  await done.promise;
  const lines = (await textOf(client)).trim().split('\n');
  expect(lines.length).toBeLessThan(sent / 2);
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ kind: 'result', result: 'the result' });
});

test('what is no socket at its path is told, and stays', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  mkdirSync(path);
  const operations = { call: async () => ({}) } as unknown as Pick<Operations, 'call'>;
  await expect(serveControl(path, operations, collectingLog().log)).rejects.toThrow(
    `what stands at ${path} cannot be removed`,
  );
  expect(existsSync(path)).toBe(true);
});

test('what a client asked for that gave up before it was taken up is not done', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const asked: string[] = [];
  const call = async (name: string) => {
    asked.push(name);
    return {};
  };
  const operations = { call } as unknown as Pick<Operations, 'call'>;
  const server = await serveControl(path, operations, collectingLog().log);
  onTestFinished(() => server.close());
  const client = createConnection(path);
  await once(client, 'connect');
  // Both lie at the daemon before it looks, as when it was stopped meanwhile.
  client.write(`${JSON.stringify({ version: PROTOCOL_VERSION, operation: 'feeds.add', arguments: {} })}\n`);
  client.destroy();
  await once(client, 'close');
  const daemon = await connectControl(path);
  await daemon?.call('status', {});
  expect(asked).toEqual(['status']);
});

type Call = (name: string, given: object, told: { readonly signal: AbortSignal }) => Promise<unknown>;

/** A daemon whose operations are `call`. */
async function daemonWith(call: Call) {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const { log, lines } = collectingLog();
  const server = await serveControl(path, { call } as unknown as Pick<Operations, 'call'>, log);
  onTestFinished(() => server.close());
  return { path, server, lines };
}

async function connected(path: string): Promise<Socket> {
  const client = createConnection(path);
  onTestFinished(() => void client.destroy());
  await once(client, 'connect');
  return client;
}

const STATUS = JSON.stringify({ version: PROTOCOL_VERSION, operation: 'status', arguments: {} });

test('what goes wrong there goes wrong here in the same way', async () => {
  const corrupt = Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
  const errors = [new UsageError('no such feed'), new OperationError('stuck', 'again'), corrupt];
  const { path, lines } = await daemonWith(() => Promise.reject(errors.shift() ?? new TypeError('a bug')));
  const daemon = await connectControl(path);
  const wrong = () => daemon?.call('status', {}).catch((error: unknown) => error);
  expect(await wrong()).toEqual(new UsageError('no such feed'));
  expect(await wrong()).toEqual(new OperationError('stuck', 'again'));
  expect(await wrong()).toMatchObject({
    code: 'damaged',
    message: expect.stringMatching(/^the database is damaged \(database disk image/) as string,
  });
  // Those are told to whoever asked; of a fault of ours the log knows more.
  expect(lines).toEqual([]);
  expect(await wrong()).toMatchObject({ code: 'internal', message: 'the daemon failed: a bug' });
  expect(lines).toMatchObject([{ level: 'error', message: 'control request failed' }]);
});

test('who leaves ends the wait for what was asked', async () => {
  const asked = Promise.withResolvers<AbortSignal>();
  const { path } = await daemonWith(async (_name, _given, { signal }) => {
    asked.resolve(signal);
    await once(signal, 'abort');
  });
  const client = await connected(path);
  client.write(`${STATUS}\n`);
  const signal = await asked.promise;
  expect(signal.aborted).toBe(false);
  client.destroy();
  await once(signal, 'abort');
});

test('a request may come in pieces, and what follows its line is not looked at', async () => {
  const { path } = await daemonWith(async (name) => ({ name }));
  const client = await connected(path);
  client.write(STATUS.slice(0, 20));
  await new Promise((resolve) => setTimeout(resolve, 20));
  client.write(`${STATUS.slice(20)}\nwhat is no JSON`);
  const lines = (await textOf(client)).trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ kind: 'result', result: { name: 'status' } });
});

test('a request without end, and none at all, are refused in time', async () => {
  const { path } = await daemonWith(() => expect.unreachable());
  const endless = await connected(path);
  endless.write(Buffer.alloc(MAX_REQUEST_BYTES + 1, 32));
  expect(await textOf(endless)).toContain('control request: too long');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const silent = await connected(path);
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  vi.advanceTimersByTime(10_000);
  expect(await textOf(silent)).toContain('control request: no request within 10 s');
});

test('closing ends what is connected at once, and leaves nothing to wait for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { path, server } = await daemonWith(() => expect.unreachable());
  const client = (await connected(path)).resume();
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  await Promise.all([server.close(), once(client, 'close')]);
  expect(vi.getTimerCount()).toBe(0);
});

test('the socket is for its user alone, and files made later have the rights they always have', async () => {
  const before = process.umask();
  const { path } = await daemonWith(() => expect.unreachable());
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(process.umask()).toBe(before);
});

test('a path that cannot be listened at is told', async () => {
  const operations = { call: async () => ({}) } as unknown as Pick<Operations, 'call'>;
  const { log } = collectingLog();
  const missing = join(temporaryFolder(), 'missing', 'jvwire.sock');
  await expect(serveControl(missing, operations, log)).rejects.toMatchObject({
    code: 'socket',
    message: expect.stringContaining(`cannot listen at ${missing}: `) as string,
  });
});
