/** One request and its answer, to the end of the header: guarded address, bounded time. */
import type { Readable } from 'node:stream';
import type { Agent } from 'undici';
import { type Failure, isFailure } from '../core/errors.ts';
import { AddressRefused, type Guard } from './connect.ts';
import { BodyError } from './decode-body.ts';
import type { Limits } from './limits.ts';
import { readBody } from './read-body.ts';
import { transportFailure } from './transport-failure.ts';

/** What may stand in a header that we send; validators come from servers. */
export const HEADER_VALUE = /^[\x20-\x7e\x80-\xff]{1,1024}$/;

/** How long to wait for the beginning of a body when no more of it is wanted. */
const START_MS = 3_000;

export interface NetContext {
  readonly agent: Agent;
  /** Origins to which a connection is open. */
  readonly connected: { has(origin: string): boolean };
  readonly guard: Guard;
  readonly limits: Limits;
  readonly userAgent: string;
  readonly clock: () => number;
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names; repeated ones joined by commas, the same value twice as once. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set-Cookie lines, for the chain of redirects that the answer belongs to. */
  readonly cookies: readonly string[];
  readonly body: Readable;
}

/**
 * The caller must read or destroy the body. A server may close an idle connection at the moment it is reused: a GET that
 * is cut off then is retried once (RFC 9112 section 9.3.1).
 */
export async function exchange(context: NetContext, url: URL, question: Question): Promise<Answer | Failure> {
  const reused = context.connected.has(url.origin);
  const answer = await exchangeOnce(context, url, question);
  const closed = isFailure(answer) && answer.code === 'cut-off';
  return closed && reused && question.method === 'GET' ? exchangeOnce(context, url, question) : answer;
}

async function exchangeOnce(
  { agent, guard, limits }: NetContext,
  url: URL,
  { method, headers, body: sent, signal }: Question,
): Promise<Answer | Failure> {
  const refusal = refuseLiteral(guard, url);
  if (refusal !== null) return refusal;
  const abort = new AbortController();
  const onAbort = (): void => abort.abort(stopped());
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  // undici starts its header clock anew at every 1xx answer; this one runs on.
  const deadline = setTimeout(
    () => abort.abort(new BodyError('timeout-headers', 'retry', 'no answer in time')),
    limits.connectMs + limits.headersMs,
  );
  try {
    const {
      statusCode,
      headers: received,
      body,
    } = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers,
      ...(sent === undefined ? {} : { body: sent }),
      signal: abort.signal,
    });
    // Without a listener, the error of a body that is destroyed before it is read would end the process.
    body.on('error', () => {});
    const cookies = [received['set-cookie'] ?? []].flat();
    return { status: statusCode, headers: plainHeaders(received), cookies, body };
  } catch (error) {
    return transportFailure(error, url.host, false);
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
  }
}

export function header(answer: Answer, name: string): string | null {
  return answer.headers[name] ?? null;
}

/** The beginning of the decoded body, to tell who answers and what; empty when it cannot be read. */
export async function startOfAnswer(answer: Answer, maxBytes: number): Promise<Uint8Array> {
  try {
    return await readBody(answer.body, header(answer, 'content-encoding') ?? '', {
      maxBytes,
      cut: true,
      idleMs: START_MS,
      totalMs: START_MS,
    });
  } catch {
    return new Uint8Array();
  }
}

/** The failure of a URL whose host is a forbidden IP address, known before any connection; null for all others. */
export function refuseLiteral(guard: Guard, url: URL): Failure | null {
  const reason = guard.refuseLiteral(url.hostname);
  return reason === null ? null : transportFailure(new AddressRefused(reason), url.host, false);
}

export function stopped(): BodyError {
  return new BodyError('internal', 'retry', 'stopped before it was done');
}

/**
 * Without cookies, which nothing should store or log. Repeated values are dropped: a site and the proxy before it may both
 * set the same Location, and the two joined would be no address.
 */
function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && name !== 'set-cookie')
      .map(([name, value]) => [name.toLowerCase(), [...new Set([value].flat())].join(', ')]),
  );
}
