/** What a list of stories may be narrowed by: the fields of the articles' filter that make sense of a story. */
import { z } from 'zod';
import { articleFilterSchema, DEFAULT_LIMIT, wholeNumberIn } from './article-filter.ts';

/** A story meets it with one of its articles. */
export const storyFilterSchema = articleFilterSchema
  .pick({
    tag: true,
    company: true,
    with: true,
    venture: true,
    stage: true,
    sector: true,
    lang: true,
    since: true,
    until: true,
  })
  .extend({
    // Each is put together of all its articles: a page of them is 0.3 s.
    limit: wholeNumberIn(1, 500).default(DEFAULT_LIMIT).describe('at most so many'),
    cursor: z.string().max(100).optional().describe('continue after the last story of an earlier list'),
  });

/** The same for whoever hands over all that match, where no number is asked for. */
export const storyExportSchema = storyFilterSchema.extend({
  limit: wholeNumberIn(1, 10_000).default(Number.POSITIVE_INFINITY),
});

export type StoryFilter = z.output<typeof storyFilterSchema>;
