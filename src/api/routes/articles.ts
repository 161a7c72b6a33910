/** Questions about articles: lists and exports, searches, one article and its versions. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { UsageError } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import type { Answers } from '../../pipeline/answers/answers.ts';
import { articleColumns, articleRows } from '../../pipeline/answers/article-rows.ts';
import { articleFilterSchema, exportFilterSchema, searchOrder } from '../../query/article-filter.ts';
import { bestFirst, readSearchParams } from '../../query/read-filter.ts';
import { define } from '../endpoint.ts';
import { ALSO, exportAsked, formatParameter, limitParameter, streamRows } from '../export.ts';
import { linkNext } from '../links.ts';
import { articleDetail, articleList, articleVersions, facets } from '../schemas/article.ts';
import { createStepping } from '../step-by-step.ts';

const listQuery = articleFilterSchema.extend({
  limit: limitParameter(articleFilterSchema.shape.limit),
  format: formatParameter.describe(
    'ndjson and csv stream all matches, or as many as limit allows; JSON pages of more than 50 are made one at a time',
  ),
});
const ID = 'its number, or any of its addresses (percent-encoded)';

export function addArticles(api: OpenAPIHono, answers: Answers, log: Log): void {
  const stepByStep = createStepping();
  const listed = async (c: Context, search: URLSearchParams, prepare?: typeof bestFirst) => {
    const { rows, params } = exportAsked(c, search);
    const schema = rows === null ? articleFilterSchema : exportFilterSchema;
    const filter = await answers.known(readSearchParams(params, prepare, schema));
    if (rows !== null)
      return streamRows(
        c,
        {
          format: rows,
          columns: articleColumns(filter),
          rowsOf: articleRows,
        },
        answers.everyArticle(filter),
        log,
      );
    const page = await stepByStep(answers.articlesBySteps(filter), c.req.raw.signal);
    return { ...page, links: linkNext(c, page.nextCursor) };
  };

  define(api, {
    method: 'get',
    path: '/articles',
    tag: 'articles',
    summary: 'List articles, newest first',
    description: 'Several values of a parameter match any of them; a minus before a value excludes it.',
    query: listQuery,
    result: articleList,
    also: ALSO,
    answer: ({ c, search }) => listed(c, search),
  });
  define(api, {
    method: 'get',
    path: '/search',
    tag: 'articles',
    summary: 'Search articles, best first, with the words in their context',
    query: listQuery.required({ query: true }).extend({ sort: searchOrder }),
    result: articleList,
    also: ALSO,
    answer: ({ c, search }) => {
      if (!search.get('query')) throw new UsageError('query: is missing; it has the words to search for');
      return listed(c, search, bestFirst);
    },
  });
  define(api, {
    method: 'get',
    path: '/articles/facets',
    tag: 'articles',
    summary: 'Count the matching articles by company, stage, language and source',
    query: articleFilterSchema.omit({ sort: true, limit: true, cursor: true }),
    result: facets,
    answer: async ({ search }) => answers.facets(await answers.known(readSearchParams(search))),
  });
  define(api, {
    method: 'get',
    path: '/articles/{id}',
    tag: 'articles',
    summary: 'One article in full',
    id: ID,
    result: articleDetail,
    answer: ({ id }) => answers.article(id),
  });
  define(api, {
    method: 'get',
    path: '/articles/{id}/revisions',
    tag: 'articles',
    summary: 'The versions of an article, and word by word what its publisher changed',
    id: ID,
    result: articleVersions,
    answer: ({ id }) => answers.versions(id),
  });
}
