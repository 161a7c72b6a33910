/** The page over a real store, filled from the newsroom by a real daemon, which also does what its buttons ask for. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { openAnswers } from '../../src/app/answers.ts';
import { parseConfig } from '../../src/config.ts';
import { connectControl } from '../../src/control/client.ts';
import type { Scope } from '../../src/core/access.ts';
import type { Operations } from '../../src/core/operations.ts';
import type { Answers } from '../../src/pipeline/answers/answers.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { createWeb, type WebParts } from '../../src/web/app.ts';
import type { Reader } from '../../src/web/site.ts';
import { start } from '../cli/jvwire.ts';
import { lastingPlace } from '../cli/newsroom-settings.ts';
import { startNewsroom } from '../newsroom/server.ts';
import { inChromium } from './browser.ts';

export interface Served {
  readonly origin: string;
  /** Faults of the program that pages met. */
  readonly faults: readonly Error[];
  close(): Promise<void>;
}

/** Serves the page on a free port of loopback, to readers of this scope. */
export async function servePage(parts: Omit<WebParts, 'onFault'>, scope: Scope = 'write'): Promise<Served> {
  const faults: Error[] = [];
  const { fetch } = new Hono<{ Variables: { caller: Reader } }>()
    .use((c, next) => {
      c.set('caller', { scope, session: false });
      return next();
    })
    .route('/', createWeb({ ...parts, onFault: (error) => faults.push(error) }));
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    faults,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // A browser keeps connections open that it may need and has sent nothing over.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

export interface Site extends Served {
  readonly answers: Answers;
  readonly operations: Operations;
}

/** The same with a browser, before the tests of a file; both are closed after them. */
export function siteInChromium(started: (site: Site, browser: Browser) => unknown): void {
  let site: Site | undefined;
  // What is registered first is done last: the browser has let go of the site by then.
  afterAll(() => site?.close(), 60_000);
  inChromium(async (browser) => {
    site = await startSite();
    await started(site, browser);
  });
}

export async function startSite(): Promise<Site> {
  const newsroom = await startNewsroom({ slowMs: 20 });
  const { env, remove } = lastingPlace(newsroom);
  const daemon = start(['daemon'], { env });
  const config = parseConfig(env, {});
  const operations = await connected(config.paths.socket, daemon.result);
  // Ends when everything that is due has been read.
  await operations.call('run', { feeds: null, all: false });
  const answers = openAnswers(config);
  const served = await servePage({ answers, operations, now: Date.now });
  return {
    ...served,
    answers,
    operations,
    close: async () => {
      await served.close();
      answers.close();
      daemon.child.kill('SIGTERM');
      await daemon.result;
      await newsroom.close();
      remove();
    },
  };
}

async function connected(socket: string, ended: Promise<{ readonly stderr: string }>): Promise<Operations> {
  const failed = ended.then(({ stderr }) => {
    throw new Error(`the daemon ended: ${stderr}`);
  });
  for (;;) {
    const operations = await Promise.race([connectControl(socket), failed]);
    if (operations) return operations;
    await Promise.race([sleep(50), failed]);
  }
}

/** Every kind of page of the newsroom's store, with the status that it answers with. */
export async function everyAddress({
  answers,
  operations,
}: Pick<Site, 'answers' | 'operations'>): Promise<Record<string, number>> {
  const [story] = (await answers.stories(readFilter({ limit: 50 }))).stories.filter(
    ({ articles }) => articles > 1,
  );
  const tagged = answers.articles(readFilter({ tag: 'chinese-ev-jv', limit: 1 })).articles[0];
  const { failed } = await operations.call('jobs.list', { limit: 1 });
  return {
    '/': 200,
    '/articles': 200,
    '/articles?tag=chinese-ev-jv&company=byd&lang=en&sort=oldest&since=2010-01-01': 200,
    '/search?query=joint+battery': 200,
    '/search?query=nothing-has-this-word': 200,
    [`/articles/${tagged?.id}`]: 200,
    [`/articles/${failed[0]?.articleId}`]: 200,
    [`/articles/${tagged?.id}/revisions`]: 200,
    '/stories': 200,
    [`/stories/${story?.id}`]: 200,
    '/ventures': 200,
    '/ventures?view=timeline': 200,
    '/ventures?stage=mou&country=DE': 200,
    '/ventures/leapmotor-international': 200,
    '/companies?country=CN': 200,
    '/companies/byd': 200,
    '/trends?span=20y': 200,
    '/feeds': 200,
    '/feeds/pressroom-pacific-2': 200,
    '/jobs': 200,
    '/search?query=company%3Abyd+stgae%3Asigned': 400,
    '/ventures?stage=married': 400,
    '/nowhere': 404,
    '/articles/999999': 404,
  };
}
