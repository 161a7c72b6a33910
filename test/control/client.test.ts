/** What a command says when the daemon it asked is gone. */
import { getEventListeners, once } from 'node:events';
import { chmodSync, renameSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectControl } from '../../src/control/client.ts';
import { temporaryFolder } from '../store/fixtures.ts';

test('a daemon that is killed with the request unread resets the connection: one line, no crash', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  let connections = 0;
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    // The first connection only looks whether anybody listens.
    if (++connections === 2) setTimeout(() => socket.destroy(), 50);
  });
  await once(server.listen(path), 'listening');
  onTestFinished(() => void server.close());
  const control = await connectControl(path);
  await expect(control?.call('status', {})).rejects.toMatchObject({
    code: 'daemon-gone',
    message: expect.stringContaining('stopped before it answered') as string,
  });
});

/** A daemon that takes connections and says nothing, or only that it has taken the request up. */
async function silentDaemon(says = ''): Promise<{ path: string; server: Server; sockets: Socket[] }> {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}).write(says);
    socket.resume();
  });
  await once(server.listen(path), 'listening');
  onTestFinished(() => void server.close());
  return { path, server, sockets };
}

test('a daemon that hangs is told after a while, and its connection closed: it does nothing later', async () => {
  const { path, sockets } = await silentDaemon();
  const control = await connectControl(path, { takenUpMs: 50 });
  await expect(control?.call('status', {})).rejects.toMatchObject({
    code: 'daemon-hangs',
    message: expect.stringMatching(/^the daemon does not answer \(0\.05 s\); /) as string,
  });
  // The look whether anybody listens, and the request.
  expect(sockets).toHaveLength(2);
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
});

test('what is left before it was taken up is not said to go on', async () => {
  const control = await connectControl((await silentDaemon()).path);
  const answer = control?.call('status', {}, { signal: AbortSignal.timeout(50) });
  await expect(answer).rejects.toMatchObject({
    code: 'left',
    message: expect.stringContaining('had not taken it up') as string,
  });
});

test('what is left while the connection is made does not wait for the daemon', async () => {
  const control = await connectControl((await silentDaemon()).path);
  const interruption = new AbortController();
  const answer = control?.call('run', { feeds: null, all: true }, { signal: interruption.signal });
  interruption.abort();
  await expect(answer).rejects.toMatchObject({ code: 'left' });
});

test('what was taken up is waited for, however long, and goes on when it is left', async () => {
  const { path } = await silentDaemon('{"kind":"taken"}\n');
  const control = await connectControl(path, { takenUpMs: 50 });
  const signal = AbortSignal.timeout(300);
  const answer = control?.call('run', { feeds: null, all: true }, { signal });
  await expect(answer).rejects.toMatchObject({
    code: 'left',
    message: expect.stringContaining('the daemon goes on with it') as string,
  });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('nobody listens where no file is, where no socket can be, and at the socket of a daemon that died', async () => {
  const { path, server } = await silentDaemon();
  const left = `${path}.left`;
  // Closing takes the file away by its first name.
  renameSync(path, left);
  server.close();
  await once(server, 'close');
  for (const nobody of [path, left, `/${'x'.repeat(200)}`]) expect(await connectControl(nobody)).toBeNull();
});

test('a daemon that stops after it was found is told as that', async () => {
  const { path, server, sockets } = await silentDaemon();
  const control = await connectControl(path);
  server.close();
  for (const socket of sockets) socket.destroy();
  await once(server, 'close');
  await expect(control?.call('status', {})).rejects.toMatchObject({
    code: 'daemon-gone',
    message: 'the daemon has stopped; try again',
  });
});

test('the socket of another user is told as that', async () => {
  const { path } = await silentDaemon();
  chmodSync(path, 0);
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  const refused = connectControl(path);
  await refused.catch(() => {}).finally(() => root && process.seteuid?.(0));
  await expect(refused).rejects.toMatchObject({
    code: 'not-allowed',
    message: `${path} belongs to another user; run this as the daemon's user`,
  });
});
