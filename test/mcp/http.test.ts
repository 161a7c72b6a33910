/** MCP at the daemon's web server, with the SDK's own client; and what is not a client of ours. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect, onTestFinished, test } from 'vitest';
import { createMcpRoutes } from '../../src/mcp/routes.ts';
import type { McpParts } from '../../src/mcp/tool.ts';
import { type Asked, serving } from '../api/serving.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { NOW } from '../store/fixtures.ts';
import { fillStore } from './stored.ts';

const TYPES = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

async function connected(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } });
  // The SDK's types do not say that its own optional session id may be undefined.
  await client.connect(transport as Parameters<Client['connect']>[0]);
  onTestFinished(() => client.close());
  return client;
}

test('two clients at once get the answers of their own questions', async () => {
  const { url, store } = await serving();
  await fillStore(store);
  const [one, two] = await Promise.all([connected(url), connected(url)]);
  await one.listTools();
  const questions = Array.from({ length: 10 }, (_, at) =>
    (at % 2 ? one : two).callTool({ name: 'search_articles', arguments: { limit: at + 1 } }),
  );
  const lengths = (await Promise.all(questions)).map(
    ({ structuredContent }) => (structuredContent as { articles: unknown[] }).articles.length,
  );
  expect(lengths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('where a token is asked for, an agent needs one, and one that may read is enough', async () => {
  const { url } = await serving({ ownToken: 'a-token-of-twenty-characters' });
  await expect(connected(url)).rejects.toThrow(/401|Unauthorized/i);
  const client = await connected(url, { Authorization: 'Bearer a-token-of-twenty-characters' });
  expect((await client.listTools()).tools.length).toBeGreaterThan(5);
});

/** What an agent is told where an answer fails with this, and what is logged. */
async function toldOf(error: Error) {
  const { log, lines } = collectingLog();
  const failing = {
    coverage: () => {
      throw error;
    },
  } as unknown as McpParts['answers'];
  const routes = createMcpRoutes({ answers: failing, now: () => NOW, version: '0', log });
  const params = { name: 'coverage', arguments: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  const text = await (await routes.request('/', { method: 'POST', headers: TYPES, body })).text();
  return { text, lines };
}

test('what fails inside is logged, and the agent is not told more than that', async () => {
  const { text, lines } = await toldOf(new Error('the disk is on fire at /secret'));
  expect(JSON.parse(text)).toMatchObject({ result: { isError: true } });
  expect(text).toMatch(/coverage failed inside jvwire/);
  expect(text).not.toContain('secret');
  expect(lines).toMatchObject([{ level: 'error', fields: { tool: 'coverage' } }]);
});

test('that the database is damaged is logged, and the agent is told what mends it', async () => {
  const damaged = Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
  const { text, lines } = await toldOf(damaged);
  expect(JSON.parse(text)).toMatchObject({ result: { isError: true } });
  expect(text).toMatch(
    /the database is damaged \(database disk image is malformed\): stop the daemon, .*backup/,
  );
  expect(lines).toMatchObject([{ level: 'error', fields: { tool: 'coverage' } }]);
});

test.each<[string, Asked, number]>([
  ['a stream to listen to', {}, 405],
  ['the end of a session', { method: 'DELETE' }, 405],
  ['no JSON', { method: 'POST', body: '{' }, 400],
  ['more than a question', { method: 'POST', body: JSON.stringify('x'.repeat(300_000)) }, 413],
  ['a page in a browser', { method: 'POST', body: '{}', headers: { origin: 'https://evil.example' } }, 403],
  ['another name for us', { method: 'POST', body: '{}', headers: { host: 'evil.example' } }, 421],
])('%s is refused', async (_what, asked, status) => {
  const { ask } = await serving();
  const answer = await ask('/mcp', { ...asked, headers: { ...TYPES, ...asked.headers } });
  expect(answer.status).toBe(status);
  expect(answer.text).toMatch(/\w/);
});
