/** Defines one operation of the API: documentation, validation and answer come from the same schemas. */
import { type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { refuseUnknown } from '../query/read-filter.ts';
import { answerJson } from './conditional.ts';
import { ProblemError } from './problem.ts';
import { problemSchema } from './schemas/common.ts';

/** What an operation gets of its request. */
export interface Asked<Body> {
  readonly c: Context;
  /** The decoded `{id}` of the path; '' where the path has none. */
  readonly id: string;
  readonly search: URLSearchParams;
  readonly body: Body;
}

/**
 * `query` documents the parameters, and any other is refused. The operation parses them itself, because they allow more
 * than a schema can check.
 */
interface Endpoint<Result extends z.ZodType, Body extends z.ZodType> {
  readonly method: 'get' | 'post' | 'delete';
  /** May contain `{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodObject;
  /** Describes `{id}`; given exactly when the path contains it. */
  readonly id?: string;
  readonly body?: Body;
  readonly result: Result;
  /** Content types besides JSON that a 200 may have. */
  readonly also?: Readonly<Record<string, { readonly schema: z.ZodType }>>;
  readonly responses?: RouteConfig['responses'];
  readonly answer: (
    asked: Asked<z.output<Body>>,
  ) => Promise<Response | z.output<Result>> | Response | z.output<Result>;
}

/** The library reads a request without Content-Type and body as `{}`, by which some operations would do everything. */
const requireBody: MiddlewareHandler = async (c, next) => {
  if (c.req.header('Content-Type') === undefined)
    throw new ProblemError({ status: 415, code: 'content-type', detail: 'send application/json' });
  await next();
};

/** Adds the operation to the API and to its OpenAPI document. */
export function define<Result extends z.ZodType, Body extends z.ZodType>(
  api: OpenAPIHono,
  endpoint: Endpoint<Result, Body>,
): void {
  const { method, path, tag, summary, description, query, id, body, result, also, answer } = endpoint;
  const checked = {
    ...(id === undefined ? {} : { params: z.object({ id: z.string().max(2048).describe(id) }) }),
    ...(body === undefined
      ? {}
      : { body: { required: true, content: { 'application/json': { schema: body } } } }),
  };
  const route: RouteConfig = {
    method,
    path,
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: [{ token: [] }, {}],
    responses: {
      200: { description: 'the answer', content: { 'application/json': { schema: result }, ...also } },
      ...(method === 'get' ? { 304: { description: 'If-None-Match has the ETag of this answer' } } : {}),
      ...endpoint.responses,
      default: {
        description: 'what went wrong',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
  api.openAPIRegistry.registerPath({ ...route, request: { ...checked, ...(query ? { query } : {}) } });
  // The route itself has no `query`, so that the library does not validate the parameters.
  const unlisted: RouteConfig & { hide: true } = {
    ...route,
    request: checked,
    ...(body === undefined ? {} : { middleware: requireBody }),
    hide: true,
  };
  api.openapi(unlisted, async (c) => {
    const search = new URL(c.req.url).searchParams;
    refuseUnknown([...search.keys()], Object.keys(query?.shape ?? {}));
    const answered = await answer({
      c,
      id: id === undefined ? '' : (c.req.param('id') ?? ''),
      search,
      body: (body === undefined ? undefined : c.req.valid('json' as never)) as z.output<Body>,
    });
    return answered instanceof Response ? answered : answerJson(c, answered);
  });
}

/** `get /feeds/{id}/polls` is `getFeedsIdPolls`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^a-z]+/).filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
