/** Sites meet in robots.txt whom they see in their logs: the robot that JVWIRE_USER_AGENT names. */
import { expect, onTestFinished, test } from 'vitest';
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
