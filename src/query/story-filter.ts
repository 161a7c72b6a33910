/** The filter of stories: the fields of the articles' filter that make sense for a story. */
import { z } from 'zod';
import { articleFilterSchema, DEFAULT_LIMIT, wholeNumberIn } from './article-filter.ts';

/** A field of the articles' filter, its description reworded for stories. */
const ofStories = <Field extends z.ZodType>(field: Field): Field =>
  field.describe(
    (field.description ?? '').replace(/^only (?:articles |(?=from|up to))/, 'only stories with articles '),
  );

const { shape } = articleFilterSchema;

/** A story matches if one of its articles does. */
export const storyFilterSchema = z.object({
  tag: ofStories(shape.tag),
  company: ofStories(shape.company),
  with: ofStories(shape.with),
  venture: ofStories(shape.venture),
  stage: ofStories(shape.stage),
  sector: ofStories(shape.sector),
  lang: ofStories(shape.lang),
  since: ofStories(shape.since),
  until: ofStories(shape.until),
  changed: ofStories(shape.changed),
  gone: ofStories(shape.gone),
  // each story is composed of all its articles: a page of them takes 0.3 s
  limit: wholeNumberIn(1, 500).default(DEFAULT_LIMIT).describe('at most so many'),
  cursor: z.string().max(100).optional().describe('continue after the last story of an earlier list'),
});

/** The filter for exports: without a limit, all that match. */
export const storyExportSchema = storyFilterSchema.extend({
  limit: wholeNumberIn(1, 10_000).default(Number.POSITIVE_INFINITY),
});

export type StoryFilter = z.output<typeof storyFilterSchema>;
