/** The web pages: every view of the store, rendered on the server and complete without JavaScript. */
import { type Context, Hono } from 'hono';
import { mayDo } from '../core/access.ts';
import { OperationError, UsageError } from '../core/errors.ts';
import type { Operations } from '../core/operations.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import { createFrame, type Frame, readerOf } from './frame.ts';
import { feedHref } from './links.ts';
import { createNames } from './names.ts';
import { articlePage } from './pages/article.ts';
import { articlesPage, searchPage } from './pages/articles.ts';
import { companiesPage, companyPage } from './pages/companies.ts';
import { errorView, faultView, notFoundView } from './pages/errors.ts';
import { feedPage } from './pages/feed.ts';
import { feedsPage } from './pages/feeds.ts';
import { homePage } from './pages/home.ts';
import { type Done, jobsPage } from './pages/jobs.ts';
import { revisionsPage } from './pages/revisions.ts';
import { storiesPage } from './pages/stories.ts';
import { storyPage } from './pages/story.ts';
import { trendsPage } from './pages/trends.ts';
import { venturePage } from './pages/venture.ts';
import { venturesPage } from './pages/ventures.ts';
import type { Page, Site } from './site.ts';

export interface WebParts {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Address of the queue dashboard, where there is one. */
  readonly dashboard?: string | null;
  /** Called with unexpected errors; the reader is told only that something went wrong. */
  readonly onFault?: (error: Error, path: string) => void;
}

const PAGES: Readonly<Record<string, Page>> = {
  '/': homePage,
  '/articles': articlesPage,
  '/search': searchPage,
  '/articles/:id': articlePage,
  '/articles/:id/revisions': revisionsPage,
  '/stories': storiesPage,
  '/stories/:id': storyPage,
  '/ventures': venturesPage,
  '/ventures/:id': venturePage,
  '/companies': companiesPage,
  '/companies/:id': companyPage,
  '/trends': trendsPage,
  '/feeds': feedsPage,
  '/feeds/:id': feedPage,
  '/jobs': jobsPage,
};

/** How long a button waits for the work that it started, which then goes on in the background. */
const WAIT_MS = 500;

/** Mounted at `/` after all other routes, because it answers browsers with a 404 page for every path that is left. */
export function createWeb(
  { answers, operations, now, dashboard = null, onFault }: WebParts,
  { assets, show }: Frame = createFrame(),
): Hono {
  const site: Site = { answers, operations, now, dashboard, names: createNames(answers, now) };
  const app = new Hono();

  const showPage = async (c: Context, page: Page) => {
    const reader = readerOf(c);
    return show(
      c,
      await page(site, {
        params: new URL(c.req.url).searchParams,
        id: c.req.param('id') ?? '',
        may: (scope) => reader !== null && mayDo(reader.scope, scope),
      }),
    );
  };

  for (const [path, page] of Object.entries(PAGES)) app.get(path, (c) => showPage(c, page));

  app.get('/assets/:name', (c) => {
    const asset = assets.find(c.req.param('name'));
    if (asset === undefined) return show(c, notFoundView);
    return c.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  const backToJobs = (c: Context, done: Done) => c.redirect(`/jobs?done=${done}`, 303);
  /** For one feed back to its page, which shows its new state. */
  const backTo = (c: Context, feed: string | null, done: Done) =>
    feed === null ? backToJobs(c, done) : c.redirect(feedHref(feed), 303);
  const retry = async (ids: readonly string[] | null): Promise<void> => {
    const signal = AbortSignal.timeout(WAIT_MS);
    await operations.call('jobs.retry', { ids: ids && [...ids] }, { signal }).catch((error: unknown) => {
      if (!(error instanceof OperationError && error.code === 'left')) throw error;
    });
  };

  app.post('/jobs/retry', async (c) => {
    const id = await formField(c, 'id');
    await retry(id === null ? null : [id]);
    return backToJobs(c, 'retried');
  });
  app.post('/jobs/pause', async (c) => {
    const feed = await formField(c, 'feed');
    await operations.call('jobs.pause', { feed });
    return backTo(c, feed, 'paused');
  });
  app.post('/jobs/resume', async (c) => {
    const feed = await formField(c, 'feed');
    await operations.call('jobs.resume', { feed });
    return backTo(c, feed, 'resumed');
  });
  app.post('/feeds/:id/poll', async (c) => {
    const id = c.req.param('id');
    await retry([`feed-${id}`]);
    return c.redirect(feedHref(id), 303);
  });

  // Programs get their 404 from the app that mounts this one.
  app.use((c, next) =>
    c.req.method === 'GET' && c.req.header('Accept')?.includes('text/html')
      ? Promise.resolve(show(c, notFoundView))
      : next(),
  );
  app.onError((error, c) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const view = errorView(error, pathname, searchParams);
    if (view === null) onFault?.(error, pathname);
    return show(c, view ?? faultView);
  });
  return app;
}

/** A field of the submitted form; null when it is missing or empty. */
async function formField(c: Context, name: string): Promise<string | null> {
  const form = await c.req.parseBody().catch(() => {
    throw new UsageError('the form that was sent cannot be read');
  });
  const value = form[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
