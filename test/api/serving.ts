/** A real web server on a free port over a store of the test's own, and requests to it exactly as written. */

import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { RateLimit } from '../../src/api/access/rate-limit.ts';
import { serveHttp, type Timeouts } from '../../src/app/http.ts';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { openReader, type Store } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { storeOperations } from '../pipeline/store-operations.ts';
import { collectingLog, type LogLine } from '../redis/fixtures.ts';
import { filesIn, freshStore, temporaryFolder } from '../store/fixtures.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Parsed when asked for. */
  readonly json: Record<string, unknown>;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Serving {
  readonly url: string;
  readonly store: Store;
  /** JVWIRE_DATA for a command that reads the same. */
  readonly folder: string;
  readonly logged: readonly LogLine[];
  /** `path` goes out as it is. */
  ask(path: string, asked?: Asked): Promise<Answer>;
}

export interface ServingOptions {
  readonly host?: string;
  readonly ownToken?: string;
  readonly limit?: RateLimit;
  readonly now?: () => number;
  readonly timeouts?: Partial<Timeouts>;
  readonly monitoring?: Hono;
  /** What the store has before it listens. */
  readonly prepare?: (store: Store) => void;
}

/** Without machinery that fetches: operations that need it fail. */
export async function serving(options: ServingOptions = {}): Promise<Serving> {
  const { host = '127.0.0.1', ownToken, limit, now = Date.now, timeouts, monitoring = new Hono() } = options;
  const folder = temporaryFolder();
  const store = freshStore(folder);
  options.prepare?.(store);
  const reader = openReader(filesIn(folder));
  const { log, lines } = collectingLog();
  const operations = storeOperations(store, now);
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now });
  const http = await serveHttp(
    {
      answers,
      operations,
      book: store.tokens,
      monitoring,
      ownToken,
      host,
      now,
      log,
      ...(limit ? { limit } : {}),
    },
    0,
    timeouts,
  );
  onTestFinished(async () => {
    await http.close();
    reader.close();
  });
  const url = http.url.replace('0.0.0.0', '127.0.0.1');
  return { url, store, folder, logged: lines, ask: (path, asked) => ask(url, path, asked) };
}

export function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const { hostname, port } = new URL(url);
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          get json() {
            return JSON.parse(text) as Record<string, unknown>;
          },
        });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** What the server answers to these bytes, sent as they are; it may close the connection. */
export function sendRaw(url: string, bytes: string, { open = false } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () =>
      open ? socket.write(bytes) : socket.end(bytes),
    );
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', reject).on('close', () => resolve(heard));
  });
}
