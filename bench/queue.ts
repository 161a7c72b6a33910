/**
 * `node bench/queue.ts`: the overhead of our adapter over plain BullMQ. No-op jobs go through both in turns, each in a process
 * of its own, on one Redis. Prints wall and processor time per job, adding and processing included, of the best round. Needs
 * redis-server.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type IngestJob, jobId } from '../src/core/jobs.ts';
import { openQueues } from '../src/queue/bullmq-queues.ts';
import { createBullmqRunner } from '../src/queue/bullmq-runner.ts';
import { parseRedisUrl } from '../src/queue/redis-address.ts';
import { connectRedis } from '../src/queue/redis-connection.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '32' },
    only: { type: 'string' },
    port: { type: 'string' },
  },
});
const total = Number(values.jobs);
const concurrency = Number(values.concurrency);
const BATCH = 500;

interface Figures {
  readonly ms: number;
  readonly cpu: number;
}

const jobs: readonly IngestJob[] = Array.from({ length: total }, (_, articleId) => ({
  kind: 'ingest',
  articleId,
  url: `https://wire.example/${articleId}`,
  attempts: 0,
  validators: null,
  item: {
    title: `Story ${articleId}`,
    authors: ['A. Writer'],
    publishedAt: null,
    summary: null,
    language: 'en',
  },
}));

async function ours(port: number): Promise<Figures> {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const connections = connectRedis(parseRedisUrl(`redis://127.0.0.1:${port}`), silent);
  const queues = openQueues(connections, 'asking', silent);
  const all = counter();
  const handle = async () => {
    all.one();
    return { kind: 'done' } as const;
  };
  const runner = createBullmqRunner({
    connections,
    queues,
    database: 'bench',
    handle,
    // Three quarters of our runner's slots are for articles.
    concurrency: Math.ceil((concurrency * 4) / 3),
    log: silent,
    onError: () => {},
  });
  return measured(async () => {
    await runner.add(jobs);
    await all.reached;
  });
}

/** The same jobs on plain BullMQ, with the same names and the options that any careful user sets. */
async function bare(port: number): Promise<Figures> {
  const queue = new Queue('bare', { connection: new Redis({ port }) });
  const all = counter();
  const waiting = new Redis({ port, maxRetriesPerRequest: null });
  new Worker('bare', async () => all.one(), { connection: waiting, concurrency });
  const opts = { attempts: 3, removeOnComplete: true };
  return measured(async () => {
    for (let at = 0; at < total; at += BATCH)
      await queue.addBulk(
        jobs.slice(at, at + BATCH).map((job) => ({
          name: job.kind,
          data: job,
          opts: { ...opts, jobId: jobId(job), backoff: { type: 'exponential', delay: 1000 } },
        })),
      );
    await all.reached;
  });
}

function counter(): { readonly one: () => void; readonly reached: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let count = 0;
  return {
    reached: promise,
    one: () => {
      if (++count === total) resolve();
    },
  };
}

async function measured(work: () => Promise<void>): Promise<Figures> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: (performance.now() - began) / total, cpu: (user + system) / 1000 / total };
}

async function inChild(only: string, port: number): Promise<Figures> {
  const args = [fileURLToPath(import.meta.url), '--only', only, '--port', String(port)];
  const options = ['--jobs', values.jobs, '--concurrency', values.concurrency];
  const child = spawn(process.execPath, [...args, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${only} ended with ${code}`);
  return JSON.parse(out) as Figures;
}

async function startRedis(folder: string): Promise<{ port: number; child: ChildProcess; client: Redis }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const settings = [
    '--port',
    String(port),
    '--dir',
    folder,
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
  ];
  const child = spawn('redis-server', settings, { stdio: 'ignore' });
  const client = new Redis({ port, retryStrategy: () => 50 });
  client.on('error', () => {});
  await client.ping();
  return { port, child, client };
}

if (values.only) {
  const figures = await (values.only === 'ours' ? ours : bare)(Number(values.port));
  process.stdout.write(JSON.stringify(figures));
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
const { port, child, client } = await startRedis(folder);
try {
  const best: Record<string, Figures> = {};
  for (let round = 0; round < Number(values.rounds); round++)
    for (const only of ['bare', 'ours']) {
      await client.flushall();
      const found = await inChild(only, port);
      const before = best[only] ?? found;
      best[only] = { ms: Math.min(before.ms, found.ms), cpu: Math.min(before.cpu, found.cpu) };
    }
  const { ours: own, bare: plain } = best;
  if (!own || !plain) throw new Error('no rounds');
  const line = (name: string, { ms, cpu }: Figures): string =>
    `${name}: ${ms.toFixed(3)} ms and ${cpu.toFixed(3)} ms of CPU a job\n`;
  process.stdout.write(
    `${total} no-op jobs, ${concurrency} at a time, best of ${values.rounds} rounds\n${line('bare BullMQ', plain)}${line('our adapter', own)}ratio: ${(own.ms / plain.ms).toFixed(2)} of the time, ${(own.cpu / plain.cpu).toFixed(2)} of the CPU\n`,
  );
} finally {
  client.disconnect();
  child.kill('SIGKILL');
  await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
}
