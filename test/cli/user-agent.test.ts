/** How sites are asked: by the name that is set, which is also whom robots.txt speaks of, and for no longer than is set. */
import { expect, onTestFinished, test } from 'vitest';
import { openFetcher } from '../../src/app/reading.ts';
import { parseConfig } from '../../src/config.ts';
import { VERSION } from '../../src/version.ts';
import { httpServer } from '../net/servers.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';

const PAGE = `<html lang="en"><title>A plant opens</title><article><h1>A plant opens</h1><p>${'The plant opened on Monday. '.repeat(20)}</p></article></html>`;

test.each([
  ['AcmeNews/1.0 (+https://acme.example)', 'AcmeNews', 'robots'],
  ['AcmeNews/1.0 (+https://acme.example)', 'jvwire', undefined],
  [undefined, 'jvwire', 'robots'],
])('as %s it heeds the rules for %s: %s', async (userAgent, group, code) => {
  const server = await httpServer((request, response) => {
    if (request.url === '/robots.txt') response.end(`User-agent: ${group}\nDisallow: /\n`);
    else response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  });
  onTestFinished(() => server.close());
  const env = { JVWIRE_DATA: temporaryFolder(), JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' };
  const { stdout } = await jvwire(['ingest', `http://127.0.0.1:${server.port}/news`, '--json'], {
    env: {
      ...env,
      ...{ JVWIRE_ALLOW_HOSTS: '127.0.0.1', JVWIRE_HOST_INTERVAL_MS: '0' },
      ...(userAgent === undefined ? {} : { JVWIRE_USER_AGENT: userAgent }),
    },
  });
  const { failure } = JSON.parse(stdout) as { failure: { code: string } | null };
  expect(failure?.code).toBe(code);
});

/** Asks a server for a page, set as in `env`; what it was asked by, and what came of it. */
async function asked(env: Record<string, string>, stays: boolean) {
  const seen: (string | undefined)[] = [];
  const server = await httpServer(({ headers }, response) => {
    seen.push(headers['user-agent']);
    response.writeHead(200, { 'content-type': 'text/html' }).write(PAGE);
    if (!stays) response.end();
  });
  const fetcher = openFetcher(parseConfig({ ...env, JVWIRE_ALLOW_HOSTS: '127.0.0.1' }, {}));
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  const outcome = await fetcher.fetch({ url: `http://127.0.0.1:${server.port}/`, kind: 'page' });
  return { seen, outcome };
}

test.each([
  [{}, `jvwire/${VERSION}`],
  [{ JVWIRE_CONTACT: 'https://acme.example/us' }, `jvwire/${VERSION} (+https://acme.example/us)`],
  [{ JVWIRE_CONTACT: 'https://acme.example/us', JVWIRE_USER_AGENT: 'AcmeNews/1.0' }, 'AcmeNews/1.0'],
])('with %o a site is asked by %s', async (env, name) => {
  expect((await asked(env, false)).seen).toEqual([name]);
});

test('a page that is still coming after the time that is set is given up', async () => {
  const { outcome } = await asked({ JVWIRE_FETCH_TIMEOUT_MS: '100' }, true);
  expect(outcome).toMatchObject({ kind: 'failed', failure: { action: 'retry' } });
}, 10_000);
