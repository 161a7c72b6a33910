/** Prints a list as a feed, for a web server that hands out files, or for another program. */
import { loadConfig } from '../config.ts';
import { UsageError } from '../core/errors.ts';
import type { FeedQuestion } from '../pipeline/feeds-out/answer-feed.ts';
import type { FeedFormat } from '../pipeline/feeds-out/feed-page.ts';
import { parseHttpUrl } from '../text/url/url.ts';
import { hereOf } from './here.ts';
import type { ListOptions } from './list-flags.ts';
import { write } from './ndjson.ts';
import { tellUnknown } from './unknown.ts';

/** `question`: what is asked with the filter, once its names are ids. Throws UsageError for what cannot be a feed. */
export async function writeFeed<Filter extends object>(
  { db, base: given }: ListOptions,
  format: FeedFormat,
  asked: Filter,
  question: (filter: Filter) => FeedQuestion,
): Promise<void> {
  const config = loadConfig({ db });
  const base = parseHttpUrl(given ?? hereOf(config.settings))?.href.replace(/\/*$/, '/');
  if (base === undefined) throw new UsageError(`--base "${given}" is not an http or https address`);
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
