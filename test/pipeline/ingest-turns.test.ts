/** Articles of busy hosts: every page is asked for in its host's turn, and none is lost for want of one. */
import { expect, test } from 'vitest';
import { MAX_CRAWL_DELAY_MS } from '../../src/core/ports.ts';
import { ingestAll, START } from './clocked-ingest.ts';

const articles = (host: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `https://${host}/story-${index}`);

/** The next of an article's `pages` pages: /story-7, /story-7/2, /story-7/3 ... */
function behind(url: string, pages: number): string | null {
  const [, first = url, number = '1'] = /^(.*\/story-\d+)\/(\d)$/.exec(url) ?? [];
  return Number(number) < pages ? `${first}/${Number(number) + 1}` : null;
}

test('each further page is parsed once for where it leads, and once with the whole article', async () => {
  const { read, parsed } = await ingestAll(
    { answer: (url) => url.href, nextPage: (url) => behind(url, 9) },
    articles('long.test', 1),
  );
  expect(read).toHaveLength(1);
  expect(parsed).toEqual([1, 1, 1, 1, 1, 5]);
});

test('further pages are had from a host with the longest Crawl-delay that is heeded, while others wait for it', async () => {
  const { read, seconds } = await ingestAll(
    {
      answer: (url) => (url.pathname === '/robots.txt' ? 'User-agent: *\nCrawl-delay: 86400' : url.href),
      nextPage: (url) => behind(url, 3),
    },
    articles('patient.test', 3),
  );
  expect(read).toHaveLength(3);
  expect(read.filter((result) => /missing/.test(result.reading.article.verdictReason))).toEqual([]);
  expect(seconds * 1000).toBeGreaterThan(8 * MAX_CRAWL_DELAY_MS);
}, 60_000);

test('further pages are had however many articles wait for the host, and wait for one turn each', async () => {
  const { read, requests, ended, seconds } = await ingestAll(
    {
      answer: (url) => (url.pathname === '/robots.txt' ? '' : url.href),
      nextPage: (url) => (url.includes('busy') ? behind(url, 3) : null),
    },
    [...articles('busy.test', 100), ...articles('other.test', 3)],
    8,
  );
  expect(read.filter((result) => /missing/.test(result.reading.article.verdictReason))).toEqual([]);
  expect(requests.filter(({ url }) => url.includes('busy'))).toHaveLength(1 + 300);
  // No turn was wasted, and the other host was not kept waiting for a place.
  expect(seconds).toBeLessThan(302);
  for (const url of articles('other.test', 3)) expect(ended.get(url)).toBeLessThan(START + 10_000);
}, 60_000);

const hosts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `https://h${index}.test/story`);

test('the rules of thousands of hosts are read once each', async () => {
  const { requests, read } = await ingestAll({ answer: (url) => url.href, takesMs: 10 }, hosts(5_000));
  expect(read).toHaveLength(5_000);
  expect(requests).toHaveLength(10_000);
}, 60_000);

test('more hosts than rules are kept for are all served, their rules read twice at most', async () => {
  const { requests, read } = await ingestAll(
    { answer: (url) => url.href, takesMs: 10, cacheHosts: 20 },
    hosts(400),
  );
  expect(read).toHaveLength(400);
  expect(requests.length).toBeLessThanOrEqual(3 * 400);
}, 60_000);

test('rules that could not be had cost who asked for them a try, and no other article of the host', async () => {
  const back = START + 300_000;
  const { failed, requests } = await ingestAll(
    {
      answer: (_url, now) =>
        now < back ? { code: 'dns', action: 'retry', message: 'no such name' } : 'no rules',
    },
    articles('gone.test', 30),
  );
  expect(requests).toHaveLength(1);
  const again = START + 600_000;
  expect(failed.map(({ failure, attempts, retryAt }) => [failure.code, attempts, retryAt])).toEqual([
    ['dns', 1, again],
    ...Array.from({ length: 29 }, () => ['paused', 0, again]),
  ]);
}, 60_000);

test('articles that short rules forbid wait for no turn of their host, however long its Crawl-delay is', async () => {
  const { failed, requests, seconds } = await ingestAll(
    { answer: () => 'User-agent: *\nDisallow: /story\nCrawl-delay: 60' },
    articles('closed.test', 30),
  );
  expect(requests).toHaveLength(1);
  expect(failed.map(({ failure }) => failure.code)).toEqual(Array.from({ length: 30 }, () => 'robots'));
  // Those that asked before the rules were known come back when they were told to, a second apart.
  expect(seconds).toBeLessThan(30);
}, 60_000);

test('a host that asks for a rest is asked for nothing until then, and no article of it loses a try', async () => {
  const until = START + 3_600_000;
  const { requests, failed } = await ingestAll(
    {
      answer: (url) =>
        url.pathname === '/robots.txt' || url.host === 'other.test'
          ? ''
          : { code: 'http-429', action: 'retry', message: '429', status: 429, retryAt: until },
    },
    [...articles('strict.test', 40), ...articles('other.test', 2)],
  );
  expect(requests.filter(({ url }) => url.includes('strict'))).toHaveLength(2);
  expect(failed.map(({ failure, attempts, retryAt }) => [failure.code, attempts, retryAt])).toEqual([
    ['http-429', 1, until],
    ...Array.from({ length: 39 }, () => ['paused', 0, until]),
  ]);
}, 60_000);

test('a host that asks for a rest at a further page is asked for nothing until then, further pages included', async () => {
  const until = START + 1_800_000;
  const { requests, read, failed } = await ingestAll(
    {
      answer: ({ pathname }) =>
        pathname.endsWith('/2')
          ? { code: 'http-429', action: 'retry', message: '429', status: 429, retryAt: until }
          : '',
      nextPage: (url) => `${url}/2`,
    },
    articles('strict.test', 20),
  );
  expect(requests.filter(({ url }) => url.endsWith('/2'))).toHaveLength(1);
  // What was read until then is kept, what follows waits.
  expect(read.length).toBeGreaterThan(0);
  expect(read.every(({ reading }) => reading.article.verdictReason.includes('page 2 missing'))).toBe(true);
  expect(failed.map(({ failure, attempts, retryAt }) => [failure.code, attempts, retryAt])).toEqual(
    Array.from({ length: 20 - read.length }, () => ['paused', 0, until]),
  );
}, 60_000);

test('a redirect to a host that asked for a rest waits until that is over, and costs no try', async () => {
  const until = START + 3_600_000;
  const { requests, failed, read } = await ingestAll(
    {
      answer: ({ host, pathname }) => {
        if (pathname === '/robots.txt' || pathname === '/story-0')
          return host === 'strict.test' ? '' : 'none';
        if (host === 'source.test') return { to: 'https://strict.test/story-9' };
        return { code: 'http-429', action: 'retry', message: '429', status: 429, retryAt: until };
      },
    },
    // The second article of the source has its turn when the other host has asked for its rest.
    ['https://strict.test/story-1', ...articles('source.test', 3)],
  );
  expect(read.map(({ url }) => url)).toEqual(['https://source.test/story-0']);
  expect(requests.filter(({ url }) => url.includes('strict'))).toHaveLength(2);
  expect(failed.map(({ failure, attempts, retryAt }) => [failure.code, attempts, retryAt])).toEqual([
    ['http-429', 1, until],
    ['paused', 0, until],
    ['paused', 0, until],
  ]);
}, 60_000);

test('a redirect to what the rules of the same host close is not followed', async () => {
  const { requests, failed } = await ingestAll(
    {
      answer: ({ pathname }) => {
        if (pathname === '/robots.txt') return 'User-agent: *\nDisallow: /closed';
        return pathname.startsWith('/closed') ? '' : { to: `https://half.test/closed${pathname}` };
      },
    },
    articles('half.test', 2),
  );
  expect(requests.filter(({ url }) => url.includes('/closed'))).toEqual([]);
  expect(failed.map(({ failure }) => failure.code)).toEqual(['robots', 'robots']);
}, 60_000);

test('a host that many redirects lead to is asked in its turn, its rules included, and every article is had', async () => {
  const sources = Array.from({ length: 12 }, (_, index) => articles(`s${index}.test`, 3)).flat();
  const { requests, read } = await ingestAll(
    {
      answer: ({ host, pathname, href }) =>
        host === 'target.test' || pathname === '/robots.txt'
          ? ''
          : { to: `https://target.test${pathname}?${href}` },
      takesMs: 700,
    },
    [...sources, ...articles('target.test', 3)],
  );
  const asked = requests.filter(({ url }) => url.startsWith('https://target.test'));
  expect(read).toHaveLength(39);
  expect(asked).toHaveLength(1 + 39);
  for (const [index, { start }] of asked.entries()) {
    const before = asked[index - 1];
    if (before === undefined) continue;
    expect(start).toBeGreaterThanOrEqual(before.end);
    expect(start - before.start).toBeGreaterThanOrEqual(1_000);
  }
}, 60_000);

test('two hosts that lead to one another hold nobody up', async () => {
  const { read } = await ingestAll(
    {
      answer: ({ host, pathname, search }) =>
        search !== '' || pathname === '/robots.txt'
          ? ''
          : { to: `https://${host === 'a.test' ? 'b' : 'a'}.test${pathname}?there` },
    },
    [...articles('a.test', 40), ...articles('b.test', 40)],
  );
  expect(read).toHaveLength(80);
}, 60_000);
