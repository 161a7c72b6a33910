/** Prints a list as a feed, for another program or for a web server that serves static files. */
import { loadConfig } from '../config.ts';
import { UsageError } from '../core/errors.ts';
import type { FeedQuestion } from '../pipeline/feeds-out/answer-feed.ts';
import type { FeedFormat } from '../pipeline/feeds-out/feed-page.ts';
import { parseHttpUrl } from '../text/url/url.ts';
import { hereOf } from './here.ts';
import type { ListOptions } from './list-flags.ts';
import { write } from './ndjson.ts';
import { tellUnknown } from './unknown.ts';

/**
 * `question` makes the question from the filter, in which names have been replaced by ids. Throws UsageError for a wrong
 * `--base`, and for what cannot be a feed.
 */
export async function writeFeed<Filter extends object>(
  { db, base: baseOption }: ListOptions,
  format: FeedFormat,
  asked: Filter,
  question: (filter: Filter) => FeedQuestion,
): Promise<void> {
  const config = loadConfig({ db });
  const base = parseHttpUrl(baseOption ?? hereOf(config.settings))?.href.replace(/\/*$/, '/');
  if (base === undefined) throw new UsageError(`--base "${baseOption}" is not an http or https address`);
  const [{ openAnswers }, { answerFeed }] = await Promise.all([
    import('../app/answers.ts'),
    import('../pipeline/feeds-out/answer-feed.ts'),
  ]);
  const answers = openAnswers(config);
  try {
    const { filter, unknown } = await answers.named(asked);
    const read = question(filter);
    tellUnknown(unknown, read.list === 'articles' ? answers.hint(read.filter) : null);
    await write(await answerFeed(answers, read, format, { base, now: Date.now() }));
  } finally {
    answers.close();
  }
}
