/** Ingests articles on a clock of its own: real turns at hosts, real robots rules, an invented web; every request is noted. */
import { setImmediate as settle } from 'node:timers/promises';
import type { PageBytes } from '../../src/core/archived-pages.ts';
import type { Failure } from '../../src/core/errors.ts';
import type { ArticleFailed, ArticleRead, IngestJob } from '../../src/core/jobs.ts';
import type { FetchOutcome, FetchRequest, PageInput } from '../../src/core/ports.ts';
import { createRobots } from '../../src/net/robots.ts';
import { createHostSlots } from '../../src/net/slots.ts';
import { createHostCooldowns } from '../../src/pipeline/ingest/host-cooldowns.ts';
import { type IngestDependencies, ingestArticle } from '../../src/pipeline/ingest/ingest-article.ts';
import { reading } from '../store/fixtures.ts';

/** A body, where it redirects to, or why it fails. */
type Answer = string | { readonly to: string } | Failure;

export interface Web {
  /** What is at an address, robots.txt among them; the time is the clock's. */
  readonly answer: (url: URL, now: number) => Answer;
  /** Where an article goes on behind the page at this address. */
  readonly nextPage?: (url: string) => string | null;
  readonly takesMs?: number;
  readonly cacheHosts?: number;
}

export const START = 1_000_000;

export const jobFor = (url: string, articleId: number): IngestJob => ({
  kind: 'ingest',
  articleId,
  url,
  attempts: 0,
  item: { title: null, authors: [], publishedAt: null, summary: null, language: null },
  validators: null,
});

/** Runs the jobs on `places` until all have ended, as a runner does: what is busy waits outside. */
export async function ingestAll(web: Web, urls: readonly string[], places = 24, latest = START + 3_600_000) {
  let now = START;
  const timers: { at: number; then: () => void }[] = [];
  const wait = (ms: number) => new Promise<void>((then) => timers.push({ at: now + ms, then }));
  const requests: { url: string; start: number; end: number }[] = [];
  const ask = async (url: string): Promise<Answer> => {
    const request = { url, start: now, end: Number.POSITIVE_INFINITY };
    requests.push(request);
    const answer = web.answer(new URL(url), now);
    await wait(web.takesMs ?? 100);
    request.end = now;
    return answer;
  };
  const fetch = async ({ url: asked, onRedirect }: FetchRequest): Promise<FetchOutcome> => {
    const redirects: { status: number; to: string }[] = [];
    for (let url = asked; ; ) {
      const answer = await ask(url);
      if (typeof answer === 'string')
        return {
          kind: 'ok',
          url,
          status: 200,
          redirects,
          headers: {},
          contentType: 'text/html',
          etag: null,
          lastModified: null,
          body: new TextEncoder().encode(answer),
          ms: 0,
        };
      const failure = 'to' in answer ? ((await onRedirect?.(new URL(answer.to))) ?? null) : answer;
      if (failure !== null) return { kind: 'failed', failure, url, redirects, refusal: null, ms: 0 };
      if (!('to' in answer)) throw new Error('unreachable');
      redirects.push({ status: 301, to: answer.to });
      url = answer.to;
    }
  };
  const read: ArticleRead[] = [];
  const failed: ArticleFailed[] = [];
  const ended = new Map<string, number>();
  /** Pages of each call of a reader. */
  const parsed: number[] = [];
  const deps = {
    fetcher: { fetch },
    robots: createRobots({
      fetcher: { fetch },
      userAgentToken: 'jvwire',
      ...(web.cacheHosts === undefined ? {} : { cacheHosts: web.cacheHosts }),
    }),
    slots: createHostSlots({ intervalMs: 1_000 }),
    sandbox: {
      readPage: async ({ url, following = [] }: PageInput) => {
        parsed.push(1 + following.length);
        return { ...reading({ url }), nextPage: web.nextPage?.(following.at(-1)?.url ?? url) ?? null };
      },
      nextPage: async ({ url }: PageBytes) => {
        parsed.push(1);
        return web.nextPage?.(url) ?? null;
      },
    },
    sink: {
      articleRead: async (result: ArticleRead) => {
        read.push(result);
        ended.set(result.url, now);
      },
      articleFailed: async (result: ArticleFailed) => {
        failed.push(result);
        ended.set(result.url, now);
      },
    },
    now: () => now,
    wait,
    random: () => 0.5,
    cooldowns: createHostCooldowns(),
  } as unknown as IngestDependencies;
  const queue = urls.map(jobFor);
  let left = queue.length;
  let free = places;
  const pump = (): void => {
    for (; free > 0 && queue.length > 0; free--) {
      const job = queue.shift();
      if (job) void work(job);
    }
  };
  const work = async (job: IngestJob): Promise<void> => {
    const outcome = await ingestArticle(deps, job);
    free++;
    if (outcome.kind === 'ended') left--;
    else
      void wait(outcome.waitMs).then(() => {
        queue.push(job);
        pump();
      });
    pump();
  };
  pump();
  while (left > 0 && now < latest) {
    await settle();
    if (timers.length === 0) continue;
    now = Math.max(now, Math.min(...timers.map(({ at }) => at)));
    const due = timers.filter(({ at }) => at <= now);
    timers.splice(0, timers.length, ...timers.filter(({ at }) => at > now));
    for (const { then } of due) then();
  }
  return { requests, read, failed, ended, parsed, left, seconds: (now - START) / 1000 };
}
