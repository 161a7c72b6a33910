/** The tools `list_stories` and `get_story`: events, each with every article that reports it. */
import { z } from 'zod';
import { STAGES } from '../core/model.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import { storyFilterSchema } from '../query/story-filter.ts';
import type { StorySourceView, StoryView } from '../store/lists/story-queries.ts';
import { goneNote } from '../text/shown/since-published.ts';
import { atMost, moreThan, offset, partOf, readArguments } from './arguments.ts';
import { citationSchema, cite, citeText } from './cite.ts';
import { cut, partnersText, quotedLine, visible, visibleOrNull } from './quoted.ts';
import { lacking, listEnd, type Tool } from './tool.ts';

/** Bounds on each story; `sources` holds for lists only, as get_story pages through all of them. */
const MAX = { sources: 2, parties: 10, figures: 10, values: 5 } as const;
/** Characters of a headline. */
const HEADLINE = 300;

const storySchema = z.object({
  id: z.string(),
  headline: z.string(),
  from: z.string().describe('first day'),
  to: z.string(),
  dated: z
    .boolean()
    .describe('false: no article has a date; the days are those on which they were first seen'),
  articles: z.number().int(),
  copies: z.number().int().describe("of the articles: those that repeat another one's text"),
  gone: z.number().int().describe('of the articles: those whose page is gone'),
  stage: z.enum(STAGES).nullable(),
  ventures: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  moreVentures: z.number().int(),
  partners: z.array(
    z.object({ id: z.string().nullable(), name: z.string(), country: z.string().nullable() }),
  ),
  morePartners: z.number().int(),
  figures: z.array(
    z.object({
      what: z.enum(['stake', 'amount']),
      values: z.array(z.object({ stated: z.string(), articles: z.array(z.number().int()) })),
      moreValues: z.number().int(),
      differs: z.boolean().describe('the sources contradict one another'),
    }),
  ),
  moreFigures: z.number().int(),
});
const sourceSchema = citationSchema.extend({
  copyOf: z.number().int().nullable().describe('number of the article whose text it repeats'),
});

function aboutStory(story: StoryView): z.output<typeof storySchema> {
  return {
    id: story.id,
    headline: cut(visible(story.headline), HEADLINE),
    from: story.from,
    to: story.to,
    dated: story.sources.some(({ publishedAt }) => publishedAt !== null),
    articles: story.articles,
    copies: story.copies,
    gone: story.gone,
    stage: story.stage,
    ventures: story.ventures.slice(0, MAX.parties).map(({ id, name }) => ({ id, name: visibleOrNull(name) })),
    moreVentures: moreThan(story.ventures, MAX.parties),
    partners: story.partners
      .slice(0, MAX.parties)
      .map(({ companyId, name, country }) => ({ id: companyId, name: visible(name), country })),
    morePartners: moreThan(story.partners, MAX.parties),
    figures: story.figures.slice(0, MAX.figures).map(({ what, values, differs }) => ({
      what,
      values: values.slice(0, MAX.values).map(({ stated, articles }) => ({
        stated: visible(stated),
        articles: articles.slice(0, MAX.parties),
      })),
      moreValues: moreThan(values, MAX.values),
      differs,
    })),
    moreFigures: moreThan(story.figures, MAX.figures),
  };
}

function citeSources(answers: Answers, sources: readonly StorySourceView[]) {
  const copies = new Map(sources.map(({ articleId, copyOf }) => [articleId, copyOf]));
  return answers
    .citations([...copies.keys()])
    .map((citation) => ({ ...cite(citation), copyOf: copies.get(citation.id) ?? null }));
}

function storyText(story: z.output<typeof storySchema>): string {
  const partners = partnersText(story.partners);
  const seen = story.dated ? '' : 'seen ';
  const days = seen + (story.from === story.to ? story.from : `${story.from} to ${story.to}`);
  const counts = `articles: ${story.articles}, of them copies: ${story.copies}`;
  const figures = story.figures.map(
    ({ what, values, moreValues, differs }) =>
      `  ${what}: ${values.map(({ stated }) => stated).join(' / ')}${moreValues > 0 ? ` and ${moreValues} more` : ''}${differs ? ' (sources differ)' : ''}`,
  );
  const further = Object.entries({
    ventures: story.moreVentures,
    partners: story.morePartners,
    figures: story.moreFigures,
  }).flatMap(([what, more]) => (more > 0 ? [`${what}: ${more}`] : []));
  const facts = [days, story.stage, partners.known, counts, goneNote(story)].filter(Boolean).join(', ');
  return [
    `[story ${story.id}] ${quotedLine(story.headline)}`,
    `  ${facts}`,
    ...partners.quoted,
    ...figures,
    ...(further.length === 0 ? [] : [`  further ${further.join(', ')}`]),
  ].join('\n');
}

const listInput = storyFilterSchema.extend({ limit: atMost(10, 30) });
const listOutput = z.object({
  asOf: z.string(),
  stories: z.array(
    storySchema.extend({
      sources: z.array(sourceSchema).describe('the first to tell it; get_story has all'),
    }),
  ),
  nextCursor: z.string().nullable().describe('give it as cursor to go on; null at the end'),
  coverage: lacking,
});

export const listStories: Tool = {
  name: 'list_stories',
  title: 'List stories',
  description:
    'Events, each with every article that reports it in any language, the one with the newest article first. A story meets the filter with one of its articles. tag "chinese-ev-jv" keeps those of a Chinese EV joint venture.',
  input: listInput,
  output: listOutput,
  ids: null,
  answer: async (written, { answers, now }) => {
    const filter = await answers.known(readArguments(listInput, written));
    const { stories, nextCursor, coverage } = await answers.stories(filter);
    const structured = {
      asOf: new Date(now()).toISOString(),
      stories: stories.map((story) => ({
        ...aboutStory(story),
        sources: citeSources(answers, story.sources.slice(0, MAX.sources)),
      })),
      nextCursor,
      coverage,
    } satisfies z.output<typeof listOutput>;
    const text = [
      `Stories: ${stories.length}, the newest first.`,
      ...structured.stories.map((story) => [storyText(story), ...story.sources.map(citeText)].join('\n')),
      ...listEnd(nextCursor === null ? null : `cursor "${nextCursor}"`, coverage),
    ];
    return { structured, text: text.join('\n\n') };
  },
};

const STORY_ID = 'must be the id of a story';
const getInput = z.object({
  story: z.string(STORY_ID).min(1, STORY_ID).max(100, STORY_ID).describe('its id, or one that it had before'),
  limit: atMost(10, 50),
  offset,
});
const getOutput = z.object({
  asOf: z.string(),
  story: storySchema,
  sources: z.array(sourceSchema).describe('in order of time'),
  nextOffset: z.number().int().nullable(),
});

export const getStory: Tool = {
  name: 'get_story',
  title: 'Get a story',
  description:
    'One event: who told it, in order of time, which of them copied, and its figures side by side where they differ.',
  input: getInput,
  output: getOutput,
  ids: 'list_stories has the ids of stories',
  answer: async (written, { answers, now }) => {
    const { story: asked, limit, offset: from } = readArguments(getInput, written);
    const found = await answers.story(asked);
    const { items, total, nextOffset } = partOf(found.sources, from, limit);
    const story = aboutStory(found);
    const sources = citeSources(answers, items);
    const structured = { asOf: new Date(now()).toISOString(), story, sources, nextOffset } satisfies z.output<
      typeof getOutput
    >;
    const text = [
      storyText(story),
      `Sources: ${items.length} of ${total}, in order of time.`,
      ...sources.map((source) =>
        source.copyOf === null
          ? citeText(source)
          : `${citeText(source)}\n  a copy of article ${source.copyOf}`,
      ),
      ...listEnd(nextOffset === null ? null : `offset ${nextOffset}`, null),
    ];
    return { structured, text: text.join('\n\n') };
  },
};
