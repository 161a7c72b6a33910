/** What a daemon is asked and answers arrives whole, whatever stands in it. */
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setImmediate as written } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connectControl } from '../../src/control/client.ts';
import { PROTOCOL_VERSION } from '../../src/control/protocol.ts';
import { serveControl } from '../../src/control/server.ts';
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
