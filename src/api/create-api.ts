/** The API: every question and operation over HTTP, as JSON. Mounted at /api/v1. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Operations } from '../core/operations.ts';
import type { Log } from '../core/ports.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import { ProblemError } from './problem.ts';
import { addArticles } from './routes/articles.ts';
import { addFeeds } from './routes/feeds.ts';
import { addJobs } from './routes/jobs.ts';
import { addLedger } from './routes/ledger.ts';
import { addSearches } from './routes/searches.ts';

interface ApiParts {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly now: () => number;
  readonly log: Log;
}

/** An OpenAPI 3.1 document. */
export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

export function createApi(parts: ApiParts): OpenAPIHono {
  const { answers, operations, log } = parts;
  const api = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const problems = result.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
      );
      throw new ProblemError({ status: 422, code: 'body', detail: problems.join('; ') });
    },
  });
  addArticles(api, answers, log);
  addLedger(api, parts);
  addFeeds(api, parts);
  addSearches(api, answers, operations);
  addJobs(api, parts);
  return api;
}

export function documentOf(api: OpenAPIHono, server: string, version: string): ApiDocument {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'created by `jvwire token create NAME`; on loopback no token is needed until one exists',
  });
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'jvwire',
      version,
      description:
        'Articles about Chinese EV joint ventures, with the sentences that prove it, and the jobs that collect them. Errors are problem details (RFC 9457) with a stable code. GET needs the scope read, everything else write.',
    },
    servers: [{ url: server }],
  });
}
