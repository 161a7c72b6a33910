/** What a command says when the daemon it asked is gone. */
import { once } from 'node:events';
import { createServer } from 'node:net';
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
async function silentDaemon(says: string): Promise<string> {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const server = createServer((socket) => void socket.on('error', () => {}).write(says));
  await once(server.listen(path), 'listening');
  onTestFinished(() => void server.close());
  return path;
}

test('a daemon that hangs is told after a while', async () => {
  const control = await connectControl(await silentDaemon(''), { takenUpMs: 50 });
  await expect(control?.call('status', {})).rejects.toMatchObject({
    code: 'daemon-hangs',
    message: expect.stringMatching(/^the daemon does not answer \(0\.05 s\); /) as string,
  });
});

test('what is left before it was taken up is not said to go on', async () => {
  const control = await connectControl(await silentDaemon(''));
  const answer = control?.call('status', {}, { signal: AbortSignal.timeout(50) });
  await expect(answer).rejects.toMatchObject({
    code: 'left',
    message: expect.stringContaining('had not taken it up') as string,
  });
});

test('what was taken up is waited for, however long', async () => {
  const control = await connectControl(await silentDaemon('{"kind":"taken"}\n'), { takenUpMs: 50 });
  const answer = control?.call('run', { feeds: null, all: true }, { signal: AbortSignal.timeout(300) });
  await expect(answer).rejects.toMatchObject({ code: 'left' });
});
