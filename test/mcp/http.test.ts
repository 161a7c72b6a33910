/** MCP over streamable HTTP behind a real server, with the SDK's own client; and what is not a client of ours. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { createMcpRoutes } from '../../src/mcp/routes.ts';
import { createAnswers } from '../../src/pipeline/answers.ts';
import { loadKnowledge } from '../../src/tags/knowledge.ts';
import { freshStore, NOW } from '../store/fixtures.ts';
import { fillStore } from './stored.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function served({ filled = false, broken = false }): Promise<{ url: URL; errors: unknown[] }> {
  const store = freshStore();
  if (filled) await fillStore(store);
  const errors: unknown[] = [];
  const answers = createAnswers({
    reader: { ...store, pagesOf: () => [] },
    knowledge: async () => loadKnowledge(),
    now: () => NOW,
  });
  const failing = {
    ...answers,
    coverage: () => {
      throw new Error('the disk is on fire at /secret');
    },
  };
  const routes = createMcpRoutes({
    answers: broken ? failing : answers,
    now: () => NOW,
    version: '0',
    log: { ...log, error: (fields) => errors.push(fields) },
  });
  const server = serve({ fetch: new Hono().route('/mcp', routes).fetch, port: 0, hostname: '127.0.0.1' });
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`), errors };
}

async function connected(url: URL): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  // The SDK's types do not say that its own optional session id may be undefined.
  await client.connect(new StreamableHTTPClientTransport(url) as Parameters<Client['connect']>[0]);
  onTestFinished(() => client.close());
  return client;
}

test('two clients at once get the answers of their own questions', async () => {
  const { url } = await served({ filled: true });
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

test('what fails inside is logged, and the agent is not told more than that', async () => {
  const { url, errors } = await served({ broken: true });
  const client = await connected(url);
  const answer = await client.callTool({ name: 'coverage', arguments: {} });
  expect(answer.isError).toBe(true);
  expect(JSON.stringify(answer.content)).toMatch(/coverage failed inside jvwire/);
  expect(JSON.stringify(answer.content)).not.toContain('secret');
  expect(errors).toMatchObject([{ tool: 'coverage' }]);
});

test.each<[string, RequestInit, number]>([
  ['a stream to listen to', { method: 'GET', headers: { accept: 'text/event-stream' } }, 405],
  ['the end of a session', { method: 'DELETE' }, 405],
  ['no JSON', { method: 'POST', body: '{' }, 400],
  ['more than a question', { method: 'POST', body: JSON.stringify('x'.repeat(300_000)) }, 413],
  ['a page in a browser', { method: 'POST', body: '{}', headers: { origin: 'https://evil.example' } }, 403],
  ['a page without an address', { method: 'POST', body: '{}', headers: { origin: 'null' } }, 403],
])('%s is refused', async (_what, init, status) => {
  const { url } = await served({});
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const response = await fetch(url, { ...init, headers: { ...headers, ...init.headers } });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(/\w/) } });
});
