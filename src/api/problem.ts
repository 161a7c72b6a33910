/** Turns errors into problem details (RFC 9457), each with a stable code. */
import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { damageOr } from '../core/damage.ts';
import { OperationError, operationStatus, UsageError } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import { QueryTextError } from '../query/query-error.ts';

/** `offset`: where the mistake in a query is, in UTF-16 code units. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly offset?: number;
}

/** An error that brings its own HTTP status, for what UsageError and OperationError do not cover. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function problemResponse(
  { status, code, detail, ...more }: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}

/** Codes of errors that only the operator can do something about. */
const LOGGED: readonly string[] = ['internal', 'damaged'];

/** For Hono's onError. Unexpected errors are logged, and their answer reveals nothing internal. */
export const answerError =
  (log: Log) =>
  (error: Error, c: Context): Response => {
    const problem = problemOf(damageOr(error) as Error);
    if (LOGGED.includes(problem.code))
      log.error({ err: error, method: c.req.method, path: c.req.path }, 'http request failed');
    return problemResponse(problem);
  };

function problemOf(error: Error): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof QueryTextError)
    return { status: 400, code: 'query', detail: error.reason, offset: error.offset };
  if (error instanceof UsageError) return { status: 400, code: 'usage', detail: error.message };
  if (error instanceof OperationError)
    return { status: operationStatus(error), code: error.code, detail: error.message };
  if (error instanceof HTTPException) return { ...codeOfStatus(error.status), status: error.status };
  return {
    status: 500,
    code: 'internal',
    detail: 'the daemon failed to answer; its log has the reason',
  };
}

function codeOfStatus(status: number): Pick<Problem, 'code' | 'detail'> {
  if (status === 415) return { code: 'content-type', detail: 'send application/json' };
  if (status === 400) return { code: 'bad-json', detail: 'the body is not JSON' };
  return { code: 'http', detail: STATUS_CODES[status] ?? 'Error' };
}
