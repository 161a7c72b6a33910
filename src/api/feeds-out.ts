/** Feeds of any question over HTTP: `articles` and `stories` as Atom, RSS and JSON Feed, to be mounted at `/feeds`. */
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Answers } from '../pipeline/answers.ts';
import { answerFeed, type FeedQuestion } from '../pipeline/feeds-out/answer-feed.ts';
import { type FeedFormat, SERVED } from '../pipeline/feeds-out/feed-page.ts';
import { readParams, readSearchParams } from '../query/read-filter.ts';
import { storyFilterSchema } from '../query/story-filter.ts';

export interface FeedsOutParts {
  readonly answers: Pick<Answers, 'articles' | 'findings' | 'stories' | 'known'>;
  /** Epoch ms. */
  now(): number;
}

type Reads = (params: URLSearchParams, answers: Pick<Answers, 'known'>) => Promise<FeedQuestion>;

const LISTS: Readonly<Record<string, Reads>> = {
  articles: async (params, { known }) => ({
    list: 'articles',
    filter: await known(readSearchParams(params)),
  }),
  stories: async (params, { known }) => ({
    list: 'stories',
    filter: await known(readParams(storyFilterSchema, params)),
  }),
};

export function createFeedsOut({ answers, now }: FeedsOutParts): Hono {
  const app = new Hono();
  // 'last-modified' belongs to what a 304 says, so that the next question can be asked with it.
  app.use(etag({ retainedHeaders: ['cache-control', 'etag', 'last-modified', 'vary'] }));
  for (const [list, read] of Object.entries(LISTS))
    for (const [format, { ending, type }] of Object.entries(SERVED) as [
      FeedFormat,
      { ending: string; type: string },
    ][])
      app.get(`/${list}.${ending}`, async (c) => {
        const address = new URL(c.req.url);
        // This is served one folder below where jvwire is reached, wherever that is.
        const base = new URL('../', `${address.origin}${address.pathname}`).href;
        const question = await read(address.searchParams, answers);
        const { text, updatedAt } = answerFeed(answers, question, format, { base, now: now() });
        return respond(c, text, type, updatedAt);
      });
  return app;
}

/** An ETag is compared first, where the reader sends one (RFC 9110, 13.2.2); etag() does that. */
function respond(c: Context, text: string, type: string, updatedAt: string): Response {
  const changed = new Date(updatedAt).toUTCString();
  const headers = { 'Cache-Control': 'no-cache', 'Last-Modified': changed };
  const since = Date.parse(c.req.header('If-Modified-Since') ?? '');
  if (c.req.header('If-None-Match') === undefined && Date.parse(changed) <= since)
    return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'Content-Type': `${type}; charset=utf-8` } });
}
