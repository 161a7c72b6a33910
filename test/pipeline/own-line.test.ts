/** A machine that reaches no host notices it, hands over no failure, and notices when hosts answer again. */
import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import type { ArticleFailed } from '../../src/core/jobs.ts';
import type { FetchOutcome, ResultSink } from '../../src/core/ports.ts';
import { createOwnLine, LineDownError } from '../../src/pipeline/daemon/own-line.ts';
import { collectingLog } from '../redis/fixtures.ts';

const MINUTE = 60_000;

/** What each host answers, by name: a failure's code; anything else answers 404. */
function bench(codes: Record<string, Failure['code']> = {}) {
  const { log, lines } = collectingLog();
  const clock = { now: 0 };
  const asked: string[] = [];
  const changes: boolean[] = [];
  const line = createOwnLine({
    fetcher: {
      fetch: async ({ url }): Promise<FetchOutcome> => {
        asked.push(url);
        const code = codes[new URL(url).host] ?? 'http-404';
        const failure: Failure = { code, action: 'retry', message: code };
        return { kind: 'failed', failure, url, redirects: [], refusal: null, ms: 1 };
      },
    },
    now: () => clock.now,
    onChange: (down) => changes.push(down),
    log,
  });
  const ask = async (...hosts: string[]): Promise<void> => {
    for (const host of hosts) await line.fetcher.fetch({ url: `https://${host}/page`, kind: 'page' });
    // The first probe is not waited for.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { line, ask, asked, changes, codes, clock, said: () => lines.map(({ level }) => level) };
}

const NO_LINE = { a: 'dns', b: 'connect', c: 'timeout-connect', d: 'dns' } as const;

test('three hosts out of reach in a row and none that answers: the line is down, until one does', async () => {
  const { line, ask, asked, changes, codes, said } = bench({ ...NO_LINE });
  await ask('a', 'a', 'a', 'b');
  expect(line.isDown()).toBe(false);
  await ask('c', 'd');
  expect(line.isDown()).toBe(true);
  asked.length = 0;
  for (let probe = 0; probe < 3; probe++) await line.probe();
  expect(asked).toEqual(['https://b/robots.txt', 'https://c/robots.txt', 'https://d/robots.txt']);
  delete codes['a'];
  await line.probe();
  expect(line.isDown()).toBe(false);
  expect(changes).toEqual([true, false]);
  expect(said()).toEqual(['error', 'info']);
  asked.length = 0;
  await line.probe();
  expect(asked).toEqual([]);
});

test.each([
  ['an answer in between', ['a', 'b', 'alive', 'c', 'd']],
  ['the same two hosts again and again', ['a', 'b', 'a', 'b', 'a', 'b']],
  ['addresses that were refused here', ['a', 'b', 'private']],
])('%s leaves it up', async (_what, hosts) => {
  const { line, ask } = bench({ ...NO_LINE, private: 'private-address' });
  await ask(...hosts);
  expect(line.isDown()).toBe(false);
});

test('three hosts that are gone do not take it down for long: who answered last is asked at once', async () => {
  const { line, ask, asked, changes, said } = bench({ ...NO_LINE });
  await ask('alive', 'a', 'b', 'c');
  expect(asked.at(-1)).toBe('https://alive/robots.txt');
  expect(line.isDown()).toBe(false);
  expect(changes).toEqual([true, false]);
  expect(said()).toEqual([]);
});

test('what was out of reach long ago does not count', async () => {
  const { line, ask, clock } = bench({ ...NO_LINE });
  for (const host of ['a', 'b', 'c', 'd']) {
    await ask(host);
    clock.now += 10 * MINUTE;
  }
  expect(line.isDown()).toBe(false);
});

test('failures are handed over while it is up, and not while it is down', async () => {
  const { line, ask } = bench({ ...NO_LINE });
  const failed: ArticleFailed = {
    articleId: 1,
    url: 'https://a/1',
    at: 1,
    ms: 1,
    failure: { code: 'dns', action: 'retry', message: 'dns' },
    attempts: 1,
    retryAt: 2,
    fallback: null,
  };
  const unused = () => expect.unreachable();
  const handedOver: number[] = [];
  const sink: ResultSink = line.guard({
    feedPolled: unused,
    articleRead: unused,
    articleUnchanged: async ({ articleId }) => ({ kind: 'unchanged', articleId }),
    articleFailed: async ({ articleId }) => {
      handedOver.push(articleId);
      return 'noted';
    },
  });
  await sink.articleFailed(failed);
  await ask('a', 'b', 'c');
  await expect(sink.articleFailed(failed)).rejects.toThrow(LineDownError);
  await expect(sink.articleUnchanged(failed)).resolves.toMatchObject({ kind: 'unchanged' });
  expect(handedOver).toEqual([1]);
});
