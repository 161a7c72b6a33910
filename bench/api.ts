/**
 * `node bench/api.ts`: what queries cost over HTTP, on the articles of bench/search.ts.
 *
 * Sends requests one after the other over one connection to a server in a process of its own, and prints for each kind of
 * query the server's processor time (which a busy machine does not distort) and the latency; then the cost of a
 * not-modified answer, of a compressed one, and of an export of everything. `--articles N`, `--rounds N` and
 * `--keep FOLDER` as in bench/search.ts.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildArticles } from './search-articles.ts';
import { QUESTIONS } from './search-questions.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    keep: { type: 'string' },
  },
});
const NOW = Date.parse('2026-11-01T00:00:00Z');
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'jvwire-api-'));
mkdirSync(folder, { recursive: true });
const database = join(folder, 'jvwire.db');
if (!existsSync(database)) {
  const files = { database, pages: join(folder, 'pages.db') };
  buildArticles(files, { articles: Number(values.articles), words: 100, until: NOW });
}

const server = fork(fileURLToPath(new URL('api-server.ts', import.meta.url)), [folder, String(NOW)]);
const answerOf = async <Answer>(): Promise<Answer> => (await once(server, 'message'))[0] as Answer;
const url = new URL(await answerOf<string>());
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Milliseconds of processor time that the server has used. */
async function serverCpu(): Promise<number> {
  const answer = answerOf<number>();
  server.send('cpu');
  return answer;
}

interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly bytes: number;
  readonly etag: string;
}

async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Cost> {
  const before = await serverCpu();
  const began = performance.now();
  const { bytes, etag } = await new Promise<{ bytes: number; etag: string }>((resolve, reject) => {
    request({ hostname: url.hostname, port: url.port, path, headers, agent }, (response) => {
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
      });
      response.on('end', () => resolve({ bytes: size, etag: response.headers.etag ?? '' }));
      if ((response.statusCode ?? 500) >= 400) reject(new Error(`${path}: ${response.statusCode}`));
    })
      .on('error', reject)
      .end();
  });
  const wall = performance.now() - began;
  return { cpu: (await serverCpu()) - before, wall, bytes, etag };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);

function report(kind: string, costs: readonly Cost[]): void {
  const cpu = costs.map((cost) => cost.cpu).sort((a, b) => a - b);
  const wall = costs.map((cost) => cost.wall).sort((a, b) => a - b);
  const kilobytes = costs.reduce((sum, { bytes }) => sum + bytes, 0) / costs.length / 1024;
  say(
    `${kind.padEnd(24)} processor p50 ${at(cpu, 0.5)} p95 ${at(cpu, 0.95)} ms, wall p50 ${at(wall, 0.5)} p95 ${at(wall, 0.95)} ms, ${kilobytes.toFixed(1)} KB`,
  );
}

const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => round);
async function all(paths: readonly string[], headers?: Readonly<Record<string, string>>): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const path of paths) await ask(path, headers);
  for (const _ of rounds) for (const path of paths) costs.push(await ask(path, headers));
  return costs;
}

const pathOf = (query: string): string => `/api/v1/articles?query=${encodeURIComponent(query)}`;
for (const [kind, questions] of Object.entries(QUESTIONS)) report(kind, await all(questions.map(pathOf)));

const newest = '/api/v1/articles';
const { etag } = await ask(newest);
report('the newest', await all([newest]));
report('the newest, known', await all([newest], { 'If-None-Match': etag }));
report('the newest, compressed', await all([newest], { 'Accept-Encoding': 'gzip' }));
report('one article', await all(['/api/v1/articles/1']));
report('status', await all(['/api/v1/status']));

const export_ = await ask('/api/v1/articles?format=ndjson');
const peak = answerOf<number>();
server.send('memory');
say(
  `everything as NDJSON: ${(export_.bytes / 2 ** 20).toFixed(0)} MB, processor ${(export_.cpu / 1000).toFixed(1)} s, peak memory of the server ${((await peak) / 1024).toFixed(0)} MB`,
);
agent.destroy();
server.disconnect();
if (values.keep === undefined) rmSync(folder, { recursive: true });
