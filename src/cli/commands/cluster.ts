/** `cluster`: groups the stored articles into stories anew, or, as a filter without a database, those on stdin. */
import { hash } from 'node:crypto';
import type { Command } from 'commander';
import { z } from 'zod';
import { counted } from '../../text/shown/counted.ts';
import { example } from '../example.ts';
import { answerAllNdjson, languageField, optionalText, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import type { DatabaseOption } from '../output.ts';

interface Options extends DatabaseOption {
  readonly ndjson?: true;
  readonly json?: true;
}

const clusterLine = z.object({
  id: z.union([z.string(), z.number()]),
  title: optionalText,
  text: z.string(),
  publishedAt: optionalText,
  lang: languageField,
});

/** At about 20 KB each, most of it kept until the answer, this many need 1 GB of memory. */
const MAX_ARTICLES = 50_000;

export function register(program: Command): void {
  example(
    program
      .command('cluster')
      .description('group the stored articles into stories: which of them report the same event')
      .option(
        '--ndjson',
        'read articles on stdin instead, without database: one {"id","title","text","publishedAt"?,"lang"?} a line in; when all are read, one {"id","storyId"} a line out',
      )
      .option('--json', 'print JSON')
      .action((_o: unknown, command: Command) => {
        const options = command.optsWithGlobals<Options>();
        return options.ndjson ? clusterTool() : settleStored(options);
      }),
    'jvwire cluster',
    'jvwire cluster --ndjson < articles.ndjson',
  );
}

async function settleStored(options: Options): Promise<void> {
  const report = await operate(options, 'cluster', { since: null });
  if (options.json) return writeJson(report);
  const { articles, made, stories, shared, moved, unreadable } = report;
  for (const { articleId, url, failure } of unreadable)
    process.stderr.write(`article ${articleId} left as it is: ${failure.message} (${url})\n`);
  const anew = made === 0 ? '' : ` (${made} of them made ready)`;
  process.stderr.write(
    `${counted(articles, 'article')}${anew} in ${counted(stories, 'story', 'stories')}, ${shared} of more than one; ${counted(moved, 'article')} moved\n`,
  );
}

async function clusterTool(): Promise<void> {
  const [
    { createTagger },
    { loadKnowledge },
    { groupOf },
    { knownNames },
    { featuresOf, HEAD_LENGTH },
    { settle },
    { parseDate },
  ] = await Promise.all([
    import('../../tags/tag.ts'),
    import('../../tags/knowledge/knowledge.ts'),
    import('../../tags/knowledge/groups.ts'),
    import('../../tags/knowledge/known-names.ts'),
    import('../../stories/features.ts'),
    import('../../stories/settle.ts'),
    import('../../text/date/date.ts'),
  ]);
  const knowledge = loadKnowledge();
  const tag = createTagger(knowledge);
  const group = groupOf(knowledge.companies);
  const namesOf = knownNames(knowledge);
  await answerAllNdjson(clusterLine, MAX_ARTICLES, {
    read: ({ id, title = '', text, publishedAt, lang }) => {
      const tagging = tag({ title, text, lang, publishedAt });
      const head = tag({ title, text: text.slice(0, HEAD_LENGTH), lang }).companies;
      const date = publishedAt === undefined ? null : parseDate(publishedAt);
      return featuresOf(
        {
          // Lines with the same id count as different articles unless their text is the same, too.
          key: `${JSON.stringify(id)} ${hash('sha1', `${title}\n${text}`)}`,
          title,
          text,
          publishedAt: date === null ? null : Date.parse(date.instant),
          language: tagging.language,
          site: null,
          authors: [],
          tagging,
          names: namesOf(tagging),
          head,
        },
        group,
      );
    },
    answer: (features) => {
      const stories = new Map<string, string>();
      for (const story of settle(features)) for (const key of story.articles) stories.set(key, story.id);
      return ({ key }) => ({ storyId: stories.get(key) });
    },
  });
}
