/** `stories` and `story`: one event with all its tellings; merging and splitting by hand. */
import { type Command, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import type { StoryDecided } from '../../core/operations.ts';
import { isListField } from '../../query/article-filter.ts';
import { readWith } from '../../query/read-filter.ts';
import { storyFilterSchema } from '../../query/story-filter.ts';
import type { StoryView } from '../../store/story-queries.ts';
import { toldDayText } from '../../text/time-text.ts';
import { example } from '../example.ts';
import { collect } from '../filter-flags.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, FORMATS, type Format, terminalColumns, writeRows } from '../output.ts';
import { describeStory } from '../story-text.ts';
import { tellUnknown } from '../unknown.ts';

interface Options extends DatabaseOption {
  readonly format?: Format;
  readonly json?: true;
}

/** Of a CSV, in order. */
const COLUMNS: Readonly<Record<keyof ReturnType<typeof shortRow>, true>> = {
  id: true,
  from: true,
  to: true,
  articles: true,
  langs: true,
  stage: true,
  partners: true,
  headline: true,
};

export function register(program: Command): void {
  const stories = program
    .command('stories')
    .description('the events that articles report, in any language, the one with the newest article first');
  for (const [name, field] of Object.entries(storyFilterSchema.shape)) {
    const option = new Option(
      `--${name} <${name === 'limit' ? 'n' : name}>`,
      // The filter is one of articles: a story meets it with one of its own.
      (field.description ?? '').replace('only articles', 'only stories with an article'),
    );
    stories.addOption(isListField(name) ? option.argParser(collect) : option);
  }
  example(
    stories
      .addOption(new Option('--format <format>', 'table, json, ndjson or csv').choices(FORMATS))
      .option('--json', 'the same as --format json')
      .action((_o: unknown, command: Command) => list(command.optsWithGlobals<Options>())),
    'jvwire stories --tag chinese-ev-jv --since 7d',
    'jvwire stories --company byd --stage signed',
  );
  const story = example(
    program
      .command('story')
      .argument('<id>', 'its id, as `jvwire stories` shows it, or one that it had before')
      .description('one story whole: its sources in order, who had it first, where they differ')
      .option('--json', 'print JSON')
      .action((id: string, _o: unknown, command: Command) => show(id, command.optsWithGlobals<Options>())),
    'jvwire story s3f9a1c20b7de',
  );
  example(
    story
      .command('merge')
      .argument('<a>', 'id of a story')
      .argument('<b>', 'id of another')
      .description('make two stories one, for good')
      .action((a: string, b: string, _o: unknown, command: Command) => {
        const options = command.optsWithGlobals<Options>();
        return decide(options, () => operate(options, 'story.merge', { a, b }));
      }),
    'jvwire story merge s3f9a1c20b7de s0c44be9a1f02',
  );
  example(
    story
      .command('split')
      .argument('<id>', 'id of a story')
      .argument('<article...>', 'numbers of the articles that do not belong to it')
      .description('make a story of their own of some of its articles, for good')
      .action((id: string, articles: string[], _o: unknown, command: Command) => {
        const options = command.optsWithGlobals<Options>();
        const given = { story: id, articles: articles.map(articleNumber) };
        return decide(options, () => operate(options, 'story.split', given));
      }),
    'jvwire story split s3f9a1c20b7de 42 43',
  );
}

async function list(options: Options): Promise<void> {
  const asked = readWith(storyFilterSchema, options, (field) => `--${field}`);
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const page = await answers.stories(filter);
    const format = options.json ? 'json' : (options.format ?? 'table');
    if (format === 'json') {
      await writeJson(page);
      tellUnknown(unknown);
      return;
    }
    const rows = page.stories.map((story) => {
      if (format === 'ndjson') return { ...story };
      const row = shortRow(story);
      const { from, to, sources } = story;
      return format === 'csv'
        ? row
        : { ...row, from: toldDayText(from, sources), to: toldDayText(to, sources) };
    });
    await writeRows(rows, { format, empty: 'no story matches', columns: Object.keys(COLUMNS) });
    tellUnknown(unknown);
    if (page.coverage !== null) process.stderr.write(`${page.coverage}\n`);
    if (page.nextCursor !== null) process.stderr.write(`more: --cursor ${page.nextCursor}\n`);
  } finally {
    answers.close();
  }
}

function shortRow(story: StoryView) {
  return {
    id: story.id,
    from: story.from,
    to: story.to,
    articles: story.articles,
    langs: [...new Set(story.sources.map(({ language }) => language ?? '?'))].join(' '),
    stage: story.stage,
    partners: story.partners.map(({ name }) => name).join(' + '),
    headline: story.headline,
  };
}

async function show(id: string, options: Options): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const story = await answers.story(id);
    await (options.json ? writeJson(story) : write(describeStory(story, terminalColumns())));
  } finally {
    answers.close();
  }
}

async function decide(options: Options, operation: () => Promise<StoryDecided>): Promise<void> {
  const decided = await operation();
  if (options.json) return writeJson(decided);
  const lines = decided.stories.map(({ id, articles }) => `${id}  articles ${articles.join(', ')}\n`);
  await write(lines.join(''));
}

function articleNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`"${text}" is not the number of an article`);
  return Number(text);
}
