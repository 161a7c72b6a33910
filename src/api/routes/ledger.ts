/** Questions about stories, ventures and companies, and merging and splitting stories. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { OPERATION_ARGUMENTS, type Operations } from '../../core/operations.ts';
import type { Log } from '../../core/ports.ts';
import type { Answers } from '../../pipeline/answers/answers.ts';
import { STORY_COLUMNS, storyRow } from '../../pipeline/answers/story-rows.ts';
import { VENTURE_COLUMNS, ventureRow } from '../../pipeline/answers/venture-rows.ts';
import { readParams } from '../../query/read-filter.ts';
import { storyExportSchema, storyFilterSchema } from '../../query/story-filter.ts';
import { companyFilterSchema, ventureFilterSchema } from '../../query/venture-filter.ts';
import { define } from '../endpoint.ts';
import { ALSO, exportAsked, formatParameter, limitParameter, streamRows } from '../export.ts';
import { linkNext } from '../links.ts';
import { storyDecided } from '../schemas/job.ts';
import { company, story, storyList, venture, ventureList } from '../schemas/venture.ts';

const WHOLE = 'ndjson and csv stream all matches, or as many as limit allows';
const storyQuery = storyFilterSchema.extend({
  limit: limitParameter(storyFilterSchema.shape.limit),
  format: formatParameter.describe(WHOLE),
});
const ventureQuery = ventureFilterSchema.extend({
  format: formatParameter.describe('ndjson and csv have a venture a line'),
});

interface LedgerParts {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly log: Log;
}

export function addLedger(api: OpenAPIHono, { answers, operations, log }: LedgerParts): void {
  define(api, {
    method: 'get',
    path: '/stories',
    tag: 'stories',
    summary: 'List stories, most recently reported first',
    query: storyQuery,
    result: storyList,
    also: ALSO,
    answer: async ({ c, search }) => {
      const { rows, params } = exportAsked(c, search);
      const schema = rows === null ? storyFilterSchema : storyExportSchema;
      const filter = await answers.known(readParams(schema, params));
      if (rows !== null)
        return streamRows(
          c,
          { format: rows, columns: STORY_COLUMNS, rowsOf: (stories) => stories.map(storyRow) },
          answers.everyStory(filter),
          log,
        );
      const page = await answers.stories(filter);
      return { ...page, links: linkNext(c, page.nextCursor) };
    },
  });
  define(api, {
    method: 'get',
    path: '/stories/{id}',
    tag: 'stories',
    summary: 'One story with its sources in order',
    id: 'its id, or one that it had before',
    result: story,
    answer: ({ id }) => answers.story(id),
  });
  define(api, {
    method: 'post',
    path: '/stories/{id}/merge',
    tag: 'stories',
    summary: 'Merge two stories permanently',
    id: 'of one of them',
    body: z.strictObject({ with: OPERATION_ARGUMENTS['story.merge'].shape.b.describe('id of the other') }),
    result: storyDecided,
    answer: ({ id, body }) => operations.call('story.merge', { a: id, b: body.with }),
  });
  define(api, {
    method: 'post',
    path: '/stories/{id}/split',
    tag: 'stories',
    summary: 'Move some of its articles into a story of their own, permanently',
    id: 'of the story',
    body: OPERATION_ARGUMENTS['story.split'].pick({ articles: true }),
    result: storyDecided,
    answer: ({ id, body }) => operations.call('story.split', { story: id, articles: body.articles }),
  });
  define(api, {
    method: 'get',
    path: '/ventures',
    tag: 'ventures',
    summary:
      'List the ventures that articles mention, most recently reported first, and name those that are only in the ledger',
    query: ventureQuery,
    result: ventureList,
    also: ALSO,
    answer: async ({ c, search }) => {
      const { rows, params } = exportAsked(c, search);
      const found = await answers.ventures(await answers.known(readParams(ventureFilterSchema, params)));
      if (rows === null) return found;
      return streamRows(
        c,
        { format: rows, columns: VENTURE_COLUMNS, rowsOf: (ventures) => ventures.map(ventureRow) },
        [found.ventures],
        log,
      );
    },
  });
  define(api, {
    method: 'get',
    path: '/ventures/{id}',
    tag: 'ventures',
    summary: 'One venture: partners, sector, current stage, and its events with their sources',
    id: 'as the list has it, or any of its names',
    result: venture,
    answer: ({ id }) => answers.venture(id),
  });
  define(api, {
    method: 'get',
    path: '/companies',
    tag: 'ventures',
    summary: 'List the known companies',
    query: companyFilterSchema,
    result: z.array(company).readonly(),
    answer: async ({ search }) =>
      answers.companies(await answers.known(readParams(companyFilterSchema, search))),
  });
  define(api, {
    method: 'get',
    path: '/companies/{id}',
    tag: 'ventures',
    summary: 'One company',
    id: 'such as byd, or any of its names',
    result: company,
    answer: ({ id }) => answers.company(id),
  });
}
