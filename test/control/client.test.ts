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
