/** `articles`, `article` and `search`: lists of articles, and one article. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import { addsToHeadline } from '../../core/shown-quote.ts';
import { type ArticleFilter, exportFilterSchema, FIELDS, type Field } from '../../query/article-filter.ts';
import { bestFirst, readFilter } from '../../query/read-filter.ts';
import type { ArticleSummary } from '../../store/lists/article-queries.ts';
import { sinceNotes } from '../../text/shown/since-published.ts';
import { publishedDayText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { writeFeed } from '../feed-out.ts';
import { SEVERAL, withFilterFlags } from '../filter-flags.ts';
import { formatOf, isFeedFormat, type ListOptions, rowByRow, withListFlags } from '../list-flags.ts';
import { jsonText, keepHeapSmall, write, writeJson } from '../ndjson.ts';
import {
  createRowWriter,
  type Format,
  forTerminal,
  type Row,
  terminalColumns,
  writeRows,
} from '../output.ts';
import { tellPaused } from '../paused.ts';
import { tellUnknown } from '../unknown.ts';
import { withSaved } from './searches.ts';

/** How often `--watch` looks for something new. */
const WATCH_EVERY_MS = 1_000;
/** Articles that `--watch` reads from the database at once. */
const WATCH_BATCH = 100;
const RANKED_BY_TITLE =
  'very many articles have these words: those with all of them in the title come first, then the newest';

interface ArticlesOptions extends ListOptions {
  readonly watch?: true;
}

interface SearchOptions extends ArticlesOptions {
  readonly query?: string;
  readonly sort?: string;
}

export function register(program: Command): void {
  example(
    withFilters(program.command('articles').description('list the stored articles, newest first'), FIELDS)
      .option('--saved <name>', 'what a saved search finds; flags override its filters')
      .option('--watch', 'print what comes in from now on, until interrupted or --limit articles have come')
      .action(async (_o: unknown, command: Command) => {
        const options = await withSaved(command.optsWithGlobals<ArticlesOptions>());
        return options.watch ? watch(options) : answer(options);
      }),
    'jvwire articles --tag chinese-ev-jv --since 7d',
    'jvwire articles --company byd --lang de --all --format csv > byd.csv',
    'jvwire articles --tag chinese-ev-jv --watch --format ndjson',
  );
  example(
    withFilters(
      program
        .command('search')
        .argument('<text...>', 'words, "a phrase", begin*, -without, and fields such as company:byd')
        .description('full-text search, best first, with the words in their context'),
      FIELDS.filter((name) => name !== 'query'),
    ).action((text: string[], _o: unknown, command: Command) => {
      const query = text.join(' ');
      // As from a script whose variable is empty: listing every article would be no answer.
      if (query.trim() === '') throw new UsageError('there is nothing to search for');
      return answer(searched({ ...command.optsWithGlobals<SearchOptions>(), query }));
    }),
    'jvwire search "solid state" --lang en',
    'jvwire search 比亚迪 合资',
    `jvwire search 'company:byd stage:mou "solid state" since:2025-01-01 -lang:de'`,
  );
  example(
    program
      .command('article')
      .argument('<id|url>', 'its number, or any of its addresses')
      .description('one article whole: text, tags, evidence, ventures, sightings')
      .option('--revisions', 'its versions and, word by word, what its publisher changed')
      .option('--json', 'print JSON')
      .action((idOrUrl: string, _o: unknown, command: Command) => {
        const options = command.optsWithGlobals<ListOptions & { readonly revisions?: true }>();
        return options.revisions ? showVersions(idOrUrl, options) : show(idOrUrl, options);
      }),
    'jvwire article 42',
    'jvwire article 42 --revisions',
  );
}

function withFilters(command: Command, names: readonly Field[]): Command {
  return withListFlags(withFilterFlags(command, names), 'every article that matches').addHelpText(
    'after',
    SEVERAL,
  );
}

/** Best first, except for feeds, which are newest first, and for exports: ranking anew for every page would be slow. */
function searched(options: SearchOptions): SearchOptions {
  return options.all || isFeedFormat(options.format) ? options : bestFirst(options);
}

function answer(options: ListOptions): Promise<void> {
  if (options.all) return exportAll(options);
  const format = formatOf(options);
  if (!isFeedFormat(format)) return list(options, format);
  return writeFeed(options, format, checkFilter(options), (filter) => ({ list: 'articles', filter }));
}

async function list(options: SearchOptions, format: Format): Promise<void> {
  const asked = checkFilter(options);
  const [{ openAnswers }, { articleColumns }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../../pipeline/answers/article-rows.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const page = answers.articles(filter);
    tellPaused(answers);
    if (format === 'json') {
      await writeJson(page);
      tellUnknown(unknown, page.hint);
      return;
    }
    const rows = await rowsOf(page.articles, format);
    const below = filter.query === undefined ? 'evidence' : 'found';
    const columns = articleColumns(filter);
    await writeRows(rows, { format, empty: 'no article matches', below, columns });
    tellUnknown(unknown, page.hint);
    if (page.ranking === 'title') process.stderr.write(`${RANKED_BY_TITLE}\n`);
    if (page.coverage !== null) process.stderr.write(`${page.coverage}\n`);
    if (page.nextCursor !== null) process.stderr.write(`more: --cursor ${page.nextCursor}\n`);
  } finally {
    answers.close();
  }
}

/** Streams page by page, so that memory use does not grow with the number of articles. */
async function exportAll(options: ListOptions): Promise<void> {
  const asked = checkFilter(options, exportFilterSchema);
  const format = rowByRow(options, asked.limit);
  keepHeapSmall();
  const [{ openAnswers }, { articleColumns }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../../pipeline/answers/article-rows.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  try {
    const { filter, unknown } = await answers.named(asked);
    const writer = createRowWriter({ format, columns: articleColumns(filter) });
    tellUnknown(unknown, answers.hint(filter));
    for (const articles of answers.everyArticle(filter)) await writer.write(await rowsOf(articles, format));
    await writer.end();
    const coverage = answers.missedBy(filter);
    if (coverage !== null) process.stderr.write(`${coverage}\n`);
  } finally {
    answers.close();
  }
}

async function rowsOf(articles: readonly ArticleSummary[], format: Format): Promise<readonly Row[]> {
  if (format === 'table') {
    const noted = articles.some((article) => sinceNotes(article).length > 0);
    return articles.map((article) => shortRow(article, noted));
  }
  if (format !== 'csv') return articles.map((article) => ({ ...article }));
  const { articleRows } = await import('../../pipeline/answers/article-rows.ts');
  return articleRows(articles);
}

/** `noted`: with a column that says whether the article was changed or taken down since it was published. */
function shortRow(article: ArticleSummary, noted = false): Row {
  const { evidence, snippet } = article;
  const quote = evidence !== null && addsToHeadline(evidence) ? evidence.sentence : '';
  return {
    id: article.id,
    day: publishedDayText(article),
    lang: article.language,
    source: article.source,
    tag: article.confidence === null ? '' : article.confidence.toFixed(2),
    ...(noted ? { note: sinceNotes(article).join(', ') } : {}),
    title: article.title,
    [snippet === undefined ? 'evidence' : 'found']: snippet ?? quote,
  };
}

/** Prints one line per article as it comes in. Ends only after `--limit` articles, or when interrupted. */
async function watch(options: ArticlesOptions): Promise<void> {
  const format = options.json ? 'ndjson' : (options.format ?? 'table');
  if (format !== 'table' && format !== 'ndjson')
    throw new UsageError(`--watch has no end, so it cannot be --format ${format}; take ndjson`);
  const asked = checkFilter(options, exportFilterSchema);
  if (asked.cursor !== undefined || asked.sort !== 'newest')
    throw new UsageError('--watch goes in the order of arrival: --sort and --cursor do not go with it');
  const [{ openReader }, { openAnswers }] = await Promise.all([
    import('../../app/store.ts'),
    import('../../app/answers.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  const { filter, unknown } = await answers.named(asked);
  tellPaused(answers);
  tellUnknown(unknown, answers.hint(filter));
  answers.close();
  const reader = openReader(loadConfig(options));
  let left = asked.limit;
  for (let seq = reader.lastSeq(); ; ) {
    const news = reader.articlesSince({ ...filter, limit: Math.min(left, WATCH_BATCH) }, seq, Date.now());
    seq = news.seq;
    left -= news.articles.length;
    for (const article of news.articles) {
      const { id, day, lang, source, tag, title } = shortRow(article);
      const line =
        format === 'ndjson'
          ? jsonText(article)
          : [id, day, lang, source, tag, title].map((cell) => forTerminal(String(cell ?? ''))).join('  ');
      await write(`${line}\n`);
    }
    if (left === 0) return reader.close();
    await sleep(WATCH_EVERY_MS);
  }
}

function checkFilter(options: object, schema?: typeof exportFilterSchema): ArticleFilter {
  return readFilter(options, (field) => `--${field}`, schema);
}

async function show(idOrUrl: string, options: ListOptions): Promise<void> {
  const [{ openAnswers }, { describeArticle }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../article-text.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  try {
    const article = answers.article(idOrUrl);
    await (options.json ? writeJson(article) : write(describeArticle(article, terminalColumns())));
  } finally {
    answers.close();
  }
}

async function showVersions(idOrUrl: string, options: ListOptions): Promise<void> {
  const [{ openAnswers }, { describeVersions }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../versions-text.ts'),
  ]);
  const answers = openAnswers(loadConfig(options));
  try {
    const versions = answers.versions(idOrUrl);
    await (options.json ? writeJson(versions) : write(describeVersions(versions)));
  } finally {
    answers.close();
  }
}
