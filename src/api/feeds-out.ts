/** Serves any question about articles, stories or ventures as an Atom, RSS or JSON feed; mounted at `/feeds`. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Answers } from '../pipeline/answers/answers.ts';
import { answerFeed, type FeedQuestion } from '../pipeline/feeds-out/answer-feed.ts';
import { type FeedFormat, SERVED } from '../pipeline/feeds-out/feed-page.ts';
import { readParams, readSearchParams } from '../query/read-filter.ts';
import { storyFilterSchema } from '../query/story-filter.ts';
import { ventureFilterSchema } from '../query/venture-filter.ts';

interface FeedsOutParts {
  readonly answers: Pick<Answers, 'articles' | 'findings' | 'stories' | 'ventures' | 'timelines' | 'known'>;
  /** Epoch ms. */
  now(): number;
  /** Public address of jvwire, with a trailing slash; by default it is derived from the address of the request. */
  readonly page?: string | null;
}

type ReadQuestion = (params: URLSearchParams, answers: Pick<Answers, 'known'>) => Promise<FeedQuestion>;

const LISTS: Readonly<Record<string, ReadQuestion>> = {
  articles: async (params, { known }) => ({
    list: 'articles',
    filter: await known(readSearchParams(params)),
  }),
  stories: async (params, { known }) => ({
    list: 'stories',
    filter: await known(readParams(storyFilterSchema, params)),
  }),
  ventures: async (params, { known }) => ({
    list: 'ventures',
    filter: await known(readParams(ventureFilterSchema, params)),
  }),
};

export function createFeedsOut({ answers, now, page = null }: FeedsOutParts): Hono {
  const app = new Hono();
  // No Last-Modified: `retag`, or a late report, may add an article to a list that is older than its newest.
  app.use(etag());
  for (const [list, read] of Object.entries(LISTS))
    for (const [format, { ending, type }] of Object.entries(SERVED) as [
      FeedFormat,
      { ending: string; type: string },
    ][])
      app.get(`/${list}.${ending}`, async (c) => {
        const address = new URL(c.req.url);
        // The parent folder of /feeds, so that it also holds behind a proxy that adds a path prefix.
        const base = page ?? new URL('../', `${address.origin}${address.pathname}`).href;
        const question = await read(address.searchParams, answers);
        const text = await answerFeed(answers, question, format, { base, now: now() });
        return c.body(text, 200, { 'Cache-Control': 'no-cache', 'Content-Type': `${type}; charset=utf-8` });
      });
  return app;
}
