/** The API: every question and operation over HTTP, as JSON. Mounted at /api/v1. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Operations } from '../core/operations.ts';
import type { Log } from '../core/ports.ts';
import type { Answers } from '../pipeline/answers.ts';
import { answerError } from './problem.ts';

export interface ApiParts {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly now: () => number;
  readonly log: Log;
}

export function createApi({ operations, log }: ApiParts): OpenAPIHono {
  const api = new OpenAPIHono();
  api.onError(answerError(log));
  api.get('/status', async (c) => c.json(await operations.call('status', {})));
  return api;
}
