/** Stories as rows of a table or a spreadsheet: every cell is readable text. */
import type { StoryView } from '../../store/lists/story-queries.ts';

const COLUMNS = {
  id: ({ id }) => id,
  from: ({ from }) => from,
  to: ({ to }) => to,
  articles: ({ articles }) => articles,
  gone: ({ gone }) => gone,
  langs: ({ sources }) => [...new Set(sources.map(({ language }) => language ?? '?'))].join(' '),
  stage: ({ stage }) => stage,
  partners: ({ partners }) => partners.map(({ name }) => name).join(' + '),
  headline: ({ headline }) => headline,
} satisfies Record<string, (story: StoryView) => string | number | null>;

type StoryRow = { readonly [Column in keyof typeof COLUMNS]: ReturnType<(typeof COLUMNS)[Column]> };

/** The column names, which are needed even for a table without rows. */
export const STORY_COLUMNS: readonly string[] = Object.keys(COLUMNS);

export const storyRow = (story: StoryView): StoryRow =>
  Object.fromEntries(Object.entries(COLUMNS).map(([name, cellOf]) => [name, cellOf(story)])) as StoryRow;
