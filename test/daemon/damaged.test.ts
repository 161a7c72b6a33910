/** A daemon on a damaged database: it says so, and asks nobody again for what it cannot store. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { jvwire } from '../cli/jvwire.ts';
import { damage } from '../store/damaged.ts';
import { filesIn, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { startDaemon } from './running.ts';

const FEED =
  '<rss version="2.0"><channel><title>W</title><item><title>BYD opens</title><link>http://127.0.0.1:1/a</link></item></channel></rss>';

test('it is not ready, tells it once, and a publisher is not asked again', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url === '/feed') asked++;
    response.end(request.url === '/feed' ? FEED : '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const folder = temporaryFolder();
  const { port } = server.address() as AddressInfo;
  const store = withFeed(
    openStore(filesIn(folder), () => 0.5),
    'wire',
    `http://127.0.0.1:${port}/feed`,
  );
  store.close();
  damage(filesIn(folder).database, 'items');
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_ALLOW_HOSTS: '127.0.0.1' };
  const daemon = await startDaemon(env);
  await daemon.logged('the database is damaged: no work is begun any more');
  // Each looks for what is due, and the feed still is.
  for (let turn = 0; turn < 2; turn++) await jvwire(['feeds', 'enable', 'wire'], { env });
  const { url } = daemon.lines.find(({ msg }) => msg === 'listening') as { url: string };
  const ready = await fetch(`${url}/readyz`);
  expect({ status: ready.status, text: await ready.text() }).toEqual({
    status: 503,
    text: expect.stringMatching(
      /cannot be written: the database is damaged \(.*restore the latest backup/,
    ) as string,
  });
  expect(asked).toBe(1);
  const told = daemon.lines.filter(({ level }) => level === 'error' || level === 50);
  expect(told).toMatchObject([{ todo: expect.stringContaining('latest backup') as string }]);
});
