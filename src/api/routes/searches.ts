/** Saved searches: filters with a name, which alerts may use. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { OPERATION_ARGUMENTS, type Operations } from '../../core/operations.ts';
import type { Answers } from '../../pipeline/answers/answers.ts';
import { FIELDS } from '../../query/article-filter.ts';
import type { WrittenFilter } from '../../query/query-text.ts';
import type { SavedSearchView } from '../../store/alerts/saved-searches.ts';
import { define } from '../endpoint.ts';
import { list, time } from '../schemas/common.ts';
import { describes } from '../schemas/describes.ts';

/** Its fields are checked where filters are read, so that a mistake gets the same message everywhere. */
const filter = z
  .custom<WrittenFilter>()
  .openapi({ type: 'object', description: `fields as of GET /articles: ${FIELDS.join(', ')}` });

const savedSearch = describes<SavedSearchView>()(
  z.object({
    name: z.string(),
    filter,
    savedAt: time,
    alerts: list(z.string()).describe('names of the alerts that use it'),
  }),
).openapi('SavedSearch');

const named = z.object({ name: z.string() });

export function addSearches(api: OpenAPIHono, answers: Answers, operations: Pick<Operations, 'call'>): void {
  define(api, {
    method: 'get',
    path: '/searches',
    tag: 'searches',
    summary: 'Every saved search',
    result: z.array(savedSearch).readonly(),
    answer: () => answers.searches(),
  });
  define(api, {
    method: 'post',
    path: '/searches',
    tag: 'searches',
    summary: 'Save a search; one of that name is replaced',
    body: OPERATION_ARGUMENTS['searches.save'],
    result: named,
    answer: ({ body }) => operations.call('searches.save', body),
  });
  define(api, {
    method: 'delete',
    path: '/searches/{id}',
    tag: 'searches',
    summary: 'Forget a saved search that no alert uses',
    id: 'its name',
    result: named,
    answer: ({ id }) => operations.call('searches.remove', { name: id }),
  });
}
