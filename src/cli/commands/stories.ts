/** `stories` and `story`: events with the articles that report them; merging and splitting stories by hand. */
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import type { StoryDecided } from '../../core/operations.ts';
import { isListField } from '../../query/article-filter.ts';
import { readWith } from '../../query/read-filter.ts';
import { type StoryFilter, storyExportSchema, storyFilterSchema } from '../../query/story-filter.ts';
import type { StoryView } from '../../store/lists/story-queries.ts';
import { articlesCell } from '../../text/shown/since-published.ts';
import { toldDayText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { writeFeed } from '../feed-out.ts';
import { collect } from '../filter-flags.ts';
import { formatOf, isFeedFormat, type ListOptions, rowByRow, withListFlags } from '../list-flags.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { createRowWriter, type Format, type Row, terminalColumns, writeRows } from '../output.ts';
import { describeStory } from '../story-text.ts';
import { tellUnknown } from '../unknown.ts';

export function register(program: Command): void {
  const stories = program
    .command('stories')
    .description('the events that articles report, in any language, the one with the newest article first');
  for (const [name, field] of Object.entries(storyFilterSchema.shape)) {
    const option = new Option(`--${name} <${name === 'limit' ? 'n' : name}>`, field.description);
    stories.addOption(isListField(name) ? option.argParser(collect) : option);
  }
  example(
    withListFlags(stories, 'every story that matches').action((_o: unknown, command: Command) =>
      answer(command.optsWithGlobals<ListOptions>()),
    ),
    'jvwire stories --tag chinese-ev-jv --since 7d',
    'jvwire stories --company byd --stage signed',
    'jvwire stories --tag chinese-ev-jv --all --format csv > stories.csv',
  );
  const story = example(
    program
      .command('story')
      .argument('<id>', 'its id, as `jvwire stories` shows it, or one that it had before')
      .description('one story whole: its sources in order, who had it first, where they differ')
      .option('--json', 'print JSON')
      .action((id: string, _o: unknown, command: Command) =>
        show(id, command.optsWithGlobals<ListOptions>()),
      ),
    'jvwire story s3f9a1c20b7de',
  );
  example(
    story
      .command('merge')
      .argument('<a>', 'id of a story')
      .argument('<b>', 'id of another')
      .description('merge two stories permanently')
      .option('--json', 'print JSON')
      .action((a: string, b: string, _o: unknown, command: Command) => {
        const options = command.optsWithGlobals<ListOptions>();
        return decide(options, () => operate(options, 'story.merge', { a, b }));
      }),
    'jvwire story merge s3f9a1c20b7de s0c44be9a1f02',
  );
  example(
    story
      .command('split')
      .argument('<id>', 'id of a story')
      .argument('<article...>', 'numbers of the articles that do not belong to it')
      .description('move some of its articles into a story of their own, permanently')
      .option('--json', 'print JSON')
      .action((id: string, articles: string[], _o: unknown, command: Command) => {
        const options = command.optsWithGlobals<ListOptions>();
        const given = { story: id, articles: articles.map(articleNumber) };
        return decide(options, () => operate(options, 'story.split', given));
      }),
    'jvwire story split s3f9a1c20b7de 42 43',
  );
}

function answer(options: ListOptions): Promise<void> {
  if (options.all) return exportAll(options);
  const format = formatOf(options);
  if (!isFeedFormat(format)) return list(options, format);
  return writeFeed(options, format, checkFilter(options), (filter) => ({ list: 'stories', filter }));
}

async function list(options: ListOptions, format: Format): Promise<void> {
  const asked = checkFilter(options);
  const [{ openAnswers }, { STORY_COLUMNS }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../../pipeline/answers/story-rows.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const page = await answers.stories(filter);
    if (format === 'json') {
      await writeJson(page);
      tellUnknown(unknown);
      return;
    }
    const rows = await rowsOf(page.stories, format);
    await writeRows(rows, { format, empty: 'no story matches', columns: STORY_COLUMNS });
    tellUnknown(unknown);
    if (page.coverage !== null) process.stderr.write(`${page.coverage}\n`);
    if (page.nextCursor !== null) process.stderr.write(`more: --cursor ${page.nextCursor}\n`);
  } finally {
    answers.close();
  }
}

/** Streams page by page, so that memory use does not grow with the number of stories. */
async function exportAll(options: ListOptions): Promise<void> {
  const asked = checkFilter(options, storyExportSchema);
  const format = rowByRow(options, asked.limit);
  const [{ openAnswers }, { STORY_COLUMNS }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../../pipeline/answers/story-rows.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const writer = createRowWriter({ format, columns: STORY_COLUMNS });
    tellUnknown(unknown);
    for await (const stories of answers.everyStory(filter)) await writer.write(await rowsOf(stories, format));
    await writer.end();
    const coverage = answers.missedBy(filter);
    if (coverage !== null) process.stderr.write(`${coverage}\n`);
  } finally {
    answers.close();
  }
}

async function rowsOf(stories: readonly StoryView[], format: Format): Promise<readonly Row[]> {
  if (format === 'ndjson') return stories.map((story) => ({ ...story }));
  const { storyRow } = await import('../../pipeline/answers/story-rows.ts');
  if (format === 'csv') return stories.map(storyRow);
  return stories.map((story) => {
    const { from, to, sources } = story;
    const { gone: _inArticles, ...row } = storyRow(story);
    return {
      ...row,
      articles: articlesCell(story),
      from: toldDayText(from, sources),
      to: toldDayText(to, sources),
    };
  });
}

const checkFilter = (options: object, schema: z.ZodType<StoryFilter> = storyFilterSchema): StoryFilter =>
  readWith(schema, options, (field) => `--${field}`);

async function show(id: string, options: ListOptions): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const story = await answers.story(id);
    await (options.json ? writeJson(story) : write(describeStory(story, terminalColumns())));
  } finally {
    answers.close();
  }
}

async function decide(options: ListOptions, operation: () => Promise<StoryDecided>): Promise<void> {
  const decided = await operation();
  if (options.json) return writeJson(decided);
  const lines = decided.stories.map(({ id, articles }) => `${id}  articles ${articles.join(', ')}\n`);
  await write(lines.join(''));
}

function articleNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`"${text}" is not the number of an article`);
  return Number(text);
}
