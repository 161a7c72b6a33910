/** `explain`: how an article came in, what was read of it, and which rules decided about it. */
import type { Command } from 'commander';
import { type Config, loadConfig } from '../../config.ts';
import { OperationError } from '../../core/errors.ts';
import type { Reader } from '../../store/store.ts';
import { momentText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { describeExplanation, describeItems } from '../explain-text.ts';
import { write, writeJson } from '../ndjson.ts';
import type { DatabaseOption } from '../output.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
}

export function register(program: Command): void {
  example(
    program
      .command('explain')
      .argument('<id|url>', 'its number, any of its addresses, or what its feed calls it')
      .description(
        'how an article was processed: feed, fetch, text, mentions, rules that fired or nearly did',
      )
      .option('--json', 'print JSON, with every mention and its place')
      .action((wanted: string, _o: unknown, command: Command) =>
        explain(wanted, command.optsWithGlobals<Options>()),
      ),
    'jvwire explain 42',
    'jvwire explain https://example.com/news/1 --json',
  );
}

async function explain(wanted: string, options: Options): Promise<void> {
  const config = loadConfig(options);
  const { openReader } = await import('../../app/store.ts');
  const reader = openReader(config);
  try {
    const explanation = await explanationOf(reader, config, wanted);
    if (explanation) {
      await (options.json ? writeJson(explanation) : write(describeExplanation(explanation)));
      return;
    }
    const items = reader.itemsOf(wanted);
    if (items.length === 0) throw unknown(reader, wanted);
    await (options.json ? writeJson({ id: null, items }) : write(describeItems(items)));
  } finally {
    reader.close();
  }
}

async function explanationOf(reader: Reader, config: Config, wanted: string) {
  const history = reader.articleHistory(wanted);
  if (!history) return null;
  const [{ explainArticle }, { knowledgeIn }] = await Promise.all([
    import('../../pipeline/explain/explain-article.ts'),
    import('../../app/knowledge.ts'),
  ]);
  const knowledge = await knowledgeIn(config.paths.knowledge);
  return explainArticle(history, reader.pagesOf(history.article.id), knowledge);
}

/** The error for something that is no article: what is known of it, and what to do. */
function unknown(reader: Reader, wanted: string): OperationError {
  const notFound = (message: string): OperationError => new OperationError('not-found', message);
  if (/^\d+$/.test(wanted))
    return notFound(
      `no article ${wanted}; \`jvwire articles\` lists what is stored. One that turned out to be another's page is found by its address`,
    );
  if (!URL.canParse(wanted))
    return notFound(
      `"${wanted}" is neither an article's number nor an address; \`jvwire articles\` shows the numbers, \`jvwire search\` finds words`,
    );
  const feed = reader.findFeed(wanted);
  if (feed)
    return notFound(
      `${wanted} is the address of the feed ${feed.id}, not of an article; \`jvwire articles --feed ${feed.id}\` lists its articles`,
    );
  const feeds = reader.siteFeeds(wanted);
  const seen =
    feeds.length === 0
      ? `no feed of its site is watched (\`jvwire feeds discover ${wanted}\` looks for one)`
      : `the feeds watched of its site have not listed it: ${feeds.map(describeFeed).join(', ')}`;
  return notFound(
    `no article and no feed item has the address ${wanted}; ${seen}. \`jvwire ingest ${wanted}\` fetches it now`,
  );
}

function describeFeed({
  id,
  enabled,
  lastPolledAt,
  rejections,
}: ReturnType<Reader['siteFeeds']>[number]): string {
  const facts = [
    enabled ? '' : 'disabled',
    lastPolledAt === null ? 'never polled' : `last polled ${momentText(lastPolledAt)}`,
    ...Object.entries(rejections).map(([reason, count]) => `${count} rejected: ${reason}`),
  ];
  return `${id} (${facts.filter((fact) => fact !== '').join('; ')})`;
}
