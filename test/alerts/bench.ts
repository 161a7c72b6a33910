/** Alerts at work: a real store, a real receiver on loopback, and a clock that the test moves. */
import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { WebhookPayload } from '../../src/alerts/webhook.ts';
import { ALERT_OPERATION_ARGUMENTS } from '../../src/core/alert-operations.ts';
import type { OperationArguments } from '../../src/core/operations.ts';
import { createFetcher } from '../../src/net/client.ts';
import { createNotifier } from '../../src/notify/notifier.ts';
import { createDeliverer } from '../../src/pipeline/daemon/deliver.ts';
import { findNews } from '../../src/pipeline/daemon/find-news.ts';
import { createStoryReader } from '../../src/pipeline/ingest/story-features.ts';
import { alertCalls } from '../../src/pipeline/operations/alert-operations.ts';
import type { Store } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import { httpServer, type TestServer } from '../net/servers.ts';
import { freshStore, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';

export const HOUR = 3_600_000;

/** The tagged text of the store's fixtures; whatever follows is another text. */
export const DEAL = 'SAIC and GM opened their electric joint venture.';

const knowledge = loadKnowledge();
const storyFeatures = createStoryReader(knowledge, createTagger(knowledge));

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export const payloadOf = ({ body }: Received): WebhookPayload => JSON.parse(body) as WebhookPayload;
export const titlesIn = (received: Received): (string | null)[] =>
  (payloadOf(received).data.articles ?? []).map(({ title }) => title);

/** Whether a webhook is signed with this secret, as its receiver would check it. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

/** Gathers what is posted to it; `answer` may be changed by the test, 204 unless it is. */
export async function receiver() {
  const received: Received[] = [];
  const receiving = {
    received,
    answer: (response: ServerResponse): void => void response.writeHead(204).end(),
  };
  const server = await httpServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      received.push({ path, headers, body: Buffer.concat(parts).toString() });
      receiving.answer(response);
    });
  });
  onTestFinished(() => server.close());
  return Object.assign(receiving, { server, url: `http://127.0.0.1:${server.port}/hook` });
}

export function bench(options: { readonly store?: Store; readonly allowHosts?: readonly string[] } = {}) {
  const store = options.store ?? withFeed(freshStore());
  const clock = { now: NOW };
  const now = (): number => clock.now;
  const fetcher = createFetcher({
    userAgent: 'jvwire-test',
    allowHosts: options.allowHosts ?? ['127.0.0.1'],
    clock: now,
    limits: { connectMs: 1_000, headersMs: 500 },
  });
  onTestFinished(() => fetcher.close());
  const notifier = createNotifier(fetcher, null);
  const logged: { readonly message: string; readonly fields: object }[] = [];
  const note = (fields: object, message: string): void => void logged.push({ message, fields });
  const log = { debug: note, info: note, warn: note, error: note };
  let ids = 0;
  const newId = (): string => `msg_${++ids}`;
  const newSecret = (): string => `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const calls = alertCalls({
    store,
    engine: async () => ({ notifier, page: null }),
    now,
    knowledge: async () => loadKnowledge(),
    newId,
    newSecret,
  });
  const addAlert = async (given: OperationArguments<'alerts.add'>) =>
    calls['alerts.add'](ALERT_OPERATION_ARGUMENTS['alerts.add'].parse(given));
  const deliver = createDeliverer({ store, notifier, page: null, now, random: () => 0.5, log });
  return {
    store,
    clock,
    calls,
    logged,
    /** An alert on tagged articles that tells `target`, unless `given` says otherwise. */
    add: (target: string, given: Partial<OperationArguments<'alerts.add'>> = {}) =>
      addAlert({
        name: 'deals',
        about: 'articles',
        search: null,
        filter: given.about === 'feeds' || given.search ? null : { tag: 'chinese-ev-jv' },
        per: 'article',
        channel: 'webhook',
        target,
        secret: null,
        timing: { timeZone: 'UTC', daily: null, quiet: null },
        ...given,
      }),
    /** An article comes in now, from its page; its address and title are made of `name`. */
    arrive: (name: string, text = `${DEAL} More of ${name}.`, publishedAt?: string) =>
      arrive(store, clock.now, name, text, publishedAt),
    /** What the daemon does every half minute; how many messages were tried. */
    sweep: async (): Promise<number> => {
      const due = await findNews({ store, newId, log }, clock.now);
      await Promise.all(due.map(deliver));
      return due.length;
    },
    deliver,
    view: () => store.alertViews()[0],
  };
}

/** `name` may say the site: `paper/42`. */
export async function arrive(
  store: Store,
  now: number,
  name: string,
  text: string,
  publishedAt = '2026-10-31T08:00:00.000Z',
): Promise<number> {
  const [site = 'wire', path = name] = name.includes('/') ? name.split('/') : [];
  const url = `https://${site}.example/${path}`;
  const receipt = await store.sink.feedPolled(polled([item({ url })], 'wire', { at: now }));
  const articleId = receipt.jobs[0]?.articleId ?? store.jobForUrl(url, now).articleId;
  const made = reading({ url, title: name, text, siteName: site, publishedAt });
  const features = storyFeatures({ ...made.article, tagging: made.tagging });
  await store.sink.articleRead(read(articleId, { ...made, storyFeatures: features }, now));
  return articleId;
}

export type { TestServer };
