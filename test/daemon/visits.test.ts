/** The running daemon looks again at what is due: what changed becomes a revision, what is gone is link rot. */
import { expect, onTestFinished, test } from 'vitest';
import { openReader } from '../../src/store/store.ts';
import { httpServer } from '../net/servers.ts';
import { filesIn, freshStore, NOW, read, reading, temporaryFolder } from '../store/fixtures.ts';
import { startDaemon } from './running.ts';

const HOUR = 3_600_000;
const page = `<!doctype html><html lang="en"><head><title>A plant opens late</title></head><body><article>
  <h1>A plant opens late</h1><p>SAIC and GM opened their electric car joint venture on Friday. It costs 5.8 billion yuan,
  and each of them owns half of it.</p><p>The plant stands in Wuhan and has taken two years to build, as the mayor told
  the guests who had come from all over the province.</p></article></body></html>`;

test('a visit that is due is made, by the plan and with what the page is known by', async () => {
  const asked: string[] = [];
  const server = await httpServer((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end();
    asked.push(`${request.url} ${request.headers['if-none-match'] ?? 'whole'}`);
    if (request.url === '/same') return void response.writeHead(304).end();
    if (request.url === '/gone') return void response.writeHead(410).end();
    return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const readAt = Date.now() - 2 * HOUR;
  const addressOf = (name: string): string => `http://127.0.0.1:${server.port}/${name}`;
  for (const name of ['changed', 'same', 'gone']) {
    const { articleId } = store.jobForUrl(addressOf(name), NOW);
    const first = read(articleId, reading({ url: addressOf(name), title: 'A plant opens' }), readAt);
    const headers = { ...first.page.headers, ...(name === 'same' ? { etag: '"1"' } : {}) };
    await store.sink.articleRead({ ...first, page: { ...first.page, headers } });
  }
  store.close();
  const daemon = await startDaemon(
    {
      JVWIRE_DATA: folder,
      JVWIRE_CATALOGUE: 'none',
      JVWIRE_PROCESSES: '1',
      JVWIRE_ALLOW_HOSTS: '127.0.0.1',
      JVWIRE_HOST_INTERVAL_MS: '0',
    },
    '--once-idle',
  );
  expect((await daemon.result).code).toBe(0);
  expect(asked.toSorted()).toEqual(['/changed whole', '/gone whole', '/same "1"']);
  const reader = openReader(filesIn(folder));
  const next = { nextAt: new Date(readAt + 24 * HOUR).toISOString() };
  const article = (name: string) => reader.getArticle(addressOf(name));
  expect(article('changed')).toMatchObject({
    title: 'A plant opens late',
    visits: { ...next, revisions: 1, linkRot: null },
  });
  expect(article('same')).toMatchObject({ visits: { ...next, revisions: 0, linkRot: null } });
  expect(article('gone')).toMatchObject({ visits: { ...next, revisions: 0, linkRot: { code: 'http-410' } } });
  expect(article('same')?.visits.lastAt).not.toBeNull();
  reader.close();
});
