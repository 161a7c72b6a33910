/** What a list of stories may be narrowed by: the fields of the articles' filter that make sense of a story. */
import { z } from 'zod';
import { articleFilterSchema, DEFAULT_LIMIT, wholeNumberIn } from './article-filter.ts';

/** A field of articles in the words of stories. */
const ofStories = <Field extends z.ZodType>(field: Field): Field =>
  field.describe(
    (field.description ?? '').replace(/^only (?:articles |(?=from|up to))/, 'only stories with articles '),
  );

const { shape } = articleFilterSchema;

/** A story meets it with one of its articles. */
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
  // Each is put together of all its articles: a page of them is 0.3 s.
  limit: wholeNumberIn(1, 500).default(DEFAULT_LIMIT).describe('at most so many'),
  cursor: z.string().max(100).optional().describe('continue after the last story of an earlier list'),
});

/** The same for whoever hands over all that match, where no number is asked for. */
export const storyExportSchema = storyFilterSchema.extend({
  limit: wholeNumberIn(1, 10_000).default(Number.POSITIVE_INFINITY),
});

export type StoryFilter = z.output<typeof storyFilterSchema>;
