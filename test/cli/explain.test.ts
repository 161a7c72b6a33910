/** `explain`: the decision path of articles that were read, that failed, that were never taken, and that nobody knows. */
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { ArticleExplanation } from '../../src/pipeline/explain/explain-article.ts';
import { startDaemon } from '../daemon/running.ts';
import {
  freshStore,
  item,
  NOW,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';

const url = 'https://wire.example/news/1';
const text =
  'BYD and Toyota own a joint venture in Shenzhen that develops electric cars. It is not a new company.\n\nSAIC and Volkswagen own a joint venture that sells tea.';

/** A store with one feed, which `fill` gives its articles; then the real command over it. */
async function placeWith(fill: (store: ReturnType<typeof freshStore>) => Promise<void>) {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  await fill(store);
  store.close();
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' };
  const run = (...args: string[]) => jvwire(args, { env });
  const explain = async (wanted: string): Promise<ArticleExplanation> => {
    const { code, stdout, stderr } = await run('explain', wanted, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as ArticleExplanation;
  };
  return { env, run, explain };
}

const oneArticle = (title: string, body: string) =>
  placeWith(async (store) => {
    const items = [
      item({ url: `${url}?utm_source=feed`, guid: 'guid-1', title }),
      item({ title: 'No link' }),
    ];
    const { jobs } = await store.sink.feedPolled(polled(items, 'wire', { at: NOW }));
    const result = read(jobs[0]?.articleId ?? 0, reading({ url, title, text: body }));
    const page = {
      ...result.page,
      redirects: ['https://wire.example/old'],
      headers: { 'content-type': 'text/html' },
    };
    await store.sink.articleRead({ ...result, page });
    await store.sink.feedPolled(polled(items.slice(0, 1), 'wire', { at: NOW + 3_600_000 }));
  });

test('an article that was read: feed, poll, fetch, text, mentions, rules with their parts, and what retag would change', async () => {
  const { run, explain } = await oneArticle('A title', text);
  const told = await explain('1');
  expect(told).toMatchObject({
    id: 1,
    state: 'stored',
    canonicalUrl: url,
    items: [
      {
        feedId: 'wire',
        guid: 'guid-1',
        firstSeenAt: '2026-11-01T12:00:00.000Z',
        lastSeenAt: '2026-11-01T13:00:00.000Z',
        poll: { status: 200, seen: 2, new: 1, known: 0, rejected: 1 },
      },
    ],
    fetch: {
      attempts: 1,
      fetchedAt: '2026-11-01T12:00:01.000Z',
      finalUrl: url,
      nextAttemptAt: null,
      pages: [{ status: 200, contentType: 'text/html', bytes: text.length, archived: true }],
    },
    text: { verdict: 'full', extractor: 'blocks', confidence: 0.9 },
    tagging: {
      stored: { tagged: false, rulesVersion: 'test' },
      current: { tagged: true, threshold: 0.5 },
      retag: { kind: 'gained' },
    },
  });
  const { fired, nearly, mentions, rulesVersion } = told.tagging?.current ?? {};
  expect(fired?.[0]).toMatchObject({ rule: 'venture-word', parts: { chinese: 1 }, missing: null });
  expect(nearly?.[0]).toMatchObject({ missing: 'electric' });
  const [negation] = mentions?.filter(({ says }) => says === 'negation') ?? [];
  expect(text.slice(negation?.start, negation?.end)).toBe('not');
  expect(mentions?.filter(({ kind }) => kind === 'company').map(({ id }) => id)).toContain('byd');

  const before = await run('explain', '1');
  expect(before.stdout.replace(/\s+/g, ' ')).toMatch(
    /rules tagged by test; by the current rules, \S+, `jvwire retag` would change this: tag gained/,
  );
  await run('retag');
  const after = await explain('1');
  expect(after.tagging).toMatchObject({ stored: { tagged: true, rulesVersion }, retag: null });
  expect((await run('explain', '1')).stdout).toMatch(
    new RegExp(`rules +${rulesVersion}, the current rules\n$`),
  );
}, 30_000);

test('it is found by any of its addresses, with tracking parameters too, and by what the feed calls it', async () => {
  const { explain } = await oneArticle('A title', text);
  for (const wanted of [url, `${url}?utm_source=x`, 'https://wire.example/old', 'guid-1'])
    expect((await explain(wanted)).id, wanted).toBe(1);
});

test('the text view fits 80 columns in wide scripts too, is plain where it is no terminal, and obeys no text', async () => {
  const wide = `比亚迪与丰田在深圳的合资公司将开发纯电动汽车。${'该公司由双方各持股一半。'.repeat(8)}`;
  const { run } = await oneArticle('比亚迪与丰田\u001b[31m合资公司', wide);
  const { stdout } = await run('explain', '1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is tested.
  expect(stdout).not.toMatch(/\u001b/);
  expect(stdout).toContain('合资');
  expect(Math.max(...stdout.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
});

test('it works while a daemon writes', async () => {
  const { env, run } = await oneArticle('A title', text);
  await startDaemon(env);
  const { code, stdout } = await run('explain', url);
  expect(code).toBe(0);
  expect(stdout).toContain('venture-word');
});

test('an article that failed tells why and when it is tried again, or how to have it tried again', async () => {
  const failure = {
    code: 'http-5xx',
    action: 'retry',
    message: 'wire.example answered 503',
    status: 503,
  } as const;
  const failed = { articleId: 1, url, at: NOW + 1000, ms: 5, failure, attempts: 1, fallback: null };
  const { run, explain } = await placeWith(async (store) => {
    await store.sink.feedPolled(polled([item({ url, title: 'Late' })]));
    await store.sink.articleFailed({ ...failed, retryAt: Date.parse('2126-01-01T00:00:00Z') });
    await store.sink.feedPolled(
      polled([item({ url: `${url}/2`, title: 'New' })], 'wire', { at: NOW + 5000 }),
    );
    await store.sink.feedPolled(
      polled([item({ url: `${url}/3`, title: 'Gone' })], 'wire', { at: NOW + 6000 }),
    );
    await store.sink.articleFailed({ ...failed, articleId: 3, url: `${url}/3`, retryAt: null });
  });
  const waiting = await run('explain', '1');
  expect(waiting.stdout).toMatch(
    /not read yet: one try failed\n +http-5xx: wire\.example answered 503\n +next try 2126-01-01 00:00:00Z/,
  );
  expect(waiting.stdout).toMatch(/text +none: /);
  expect(await explain('1')).toMatchObject({ state: 'pending', text: null, tagging: null });
  expect((await run('explain', '2')).stdout).toMatch(/not tried yet\n +due since 2026-11-01 12:00:05Z/);
  const givenUp = await run('explain', '3');
  expect(givenUp.stdout).toMatch(/^article 3, given up$/m);
  expect(givenUp.stdout).toMatch(/never read: given up 2026-11-01 12:00:01Z after one try/);
  expect(givenUp.stdout).toContain('`jvwire jobs retry 3` takes it up again');
  expect(await explain('3')).toMatchObject({ fetch: { givenUp: { code: 'http-5xx', status: 503 } } });
  await run('jobs', 'clean', '--older-than', '0d');
  const forgotten = (await run('explain', '3')).stdout;
  expect(forgotten).toMatch(/never read: given up after one try, why is forgotten\n/);
  expect(forgotten).toContain('no further try; `jvwire ingest` with its address fetches it');
  await run('jobs', 'pause', '--feed', 'wire');
  expect((await run('explain', '2')).stdout).toContain(
    'paused; `jvwire jobs resume` (one feed: `--feed ID`) goes on',
  );
}, 30_000);

test('an item that its feed listed without a usable link is told with the reason', async () => {
  const guid = 'https://wire.example/broken';
  const { run } = await placeWith(async (store) => {
    await store.sink.feedPolled(polled([item({ guid, title: 'No link' })]));
  });
  const { code, stdout } = await run('explain', guid);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^article +none/);
  expect(stdout).toMatch(/rejected: no-link, it has no address/);
  expect(JSON.parse((await run('explain', guid, '--json')).stdout)).toMatchObject({
    id: null,
    items: [{ feedId: 'wire', rejected: 'no-link' }],
  });
});

test.each([
  ['999', /^jvwire: no article 999; `jvwire articles` lists what is stored/],
  ['saic', /^jvwire: "saic" is neither an article's number nor an address/],
  ['https://wire.example/feed', /is the address of the feed wire, not of an article/],
  [
    'https://www.wire.example/other',
    /the feeds watched of its site have not listed it: wire \(last polled 2026-11-01 11:59:00Z; 1 rejected: no-link\)\. `jvwire ingest /,
  ],
  ['https://elsewhere.example/1', /no feed of its site is watched \(`jvwire feeds discover /],
])('what nobody knows, %s, is an error that says what to do', async (wanted, expected) => {
  const { run } = await placeWith(async (store) => {
    await store.sink.feedPolled(polled([item({ title: 'No link' })]));
  });
  const { code, stdout, stderr } = await run('explain', wanted);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(expected);
});
