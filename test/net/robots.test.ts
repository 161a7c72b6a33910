/** Robots rules from real servers: what may be fetched, how long that is known, and what a hostile file may cost. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Robots } from '../../src/core/ports.ts';
import { createRobots } from '../../src/net/robots.ts';
import { readRobotsRules, robotName } from '../../src/net/robots-rules.ts';
import { httpServer, names, type TestServer, testFetcher } from './servers.ts';

const HOUR = 3_600_000;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Site {
  readonly robots: Robots;
  readonly base: string;
  readonly server: TestServer;
  status: number;
  text: string;
  headers: Record<string, string>;
}

async function site(status: number, text: string, cacheHosts?: number): Promise<Site> {
  const server = await httpServer((request, response) => {
    if (request.url === '/moved.txt') response.end('User-agent: *\nDisallow: /moved');
    else response.writeHead(state.status, { ...state.headers, connection: 'close' }).end(state.text);
  });
  const fetcher = testFetcher({
    allowHosts: ['*.test'],
    lookup: names({ 'site.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] }),
  });
  const robots = createRobots({
    fetcher,
    userAgentToken: 'jvwire',
    ...(cacheHosts === undefined ? {} : { cacheHosts }),
  });
  const state: Site = { robots, base: `http://site.test:${server.port}`, server, status, text, headers: {} };
  closing.push(
    () => fetcher.close(),
    () => server.close(),
  );
  return state;
}

const rules = (text: string): ReturnType<typeof readRobotsRules> =>
  readRobotsRules('https://a.test/robots.txt', text, 'jvwire');

describe('rules', () => {
  it.each<[string, string, string, boolean]>([
    ['nothing', '', '/x', true],
    ['a page of HTML', '<!doctype html><p>User-agents: welcome</p>', '/x', true],
    ['everybody', 'User-agent: *\nDisallow: /private', '/private/x', false],
    ['everybody, elsewhere', 'User-agent: *\nDisallow: /private', '/public', true],
    ['a group of our own', 'User-agent: *\nDisallow: /\n\nUser-agent: jvwire\nDisallow: /no', '/yes', true],
    ['our name in other letters, with a version', 'User-agent: JVWire/2.0\nDisallow: /', '/x', false],
    ['another crawler', 'User-agent: otherbot\nDisallow: /', '/x', true],
    ['another whose name begins like ours', 'User-agent: jvwire-images\nDisallow: /', '/x', true],
    ['several agents of one group', 'User-agent: otherbot\nUser-agent: jvwire\nDisallow: /', '/x', false],
    [
      'a sitemap between agents',
      'User-agent: jvwire\nSitemap: https://a.test/s.xml\nUser-agent: otherbot\nDisallow: /',
      '/x',
      false,
    ],
    [
      'two groups of ours',
      'User-agent: jvwire\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: jvwire\nDisallow: /b',
      '/b/1',
      false,
    ],
    ['an empty rule', 'User-agent: jvwire\nDisallow:\n\nUser-agent: *\nDisallow: /', '/x', true],
    ['the longer match', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['a tie', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a wildcard', 'User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
    ['a wildcard with an end', 'User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
    ['a query', 'User-agent: *\nDisallow: /*?print=', '/x?print=1', false],
    ['a comment', 'User-agent: * # all\nDisallow: /a # not here', '/a', false],
    ['other letters', 'User-agent: *\nDisallow: /新闻', '/%E6%96%B0%E9%97%BB/1', false],
    ['an escaped letter in the address', 'User-agent: *\nDisallow: /~joe', '/%7Ejoe/x', false],
    ['an escaped letter in the rule', 'User-agent: *\nDisallow: /%7ejoe/%62%61%7A', '/~joe/baz', false],
    ['an escaped letter in the query', 'User-agent: *\nDisallow: /*?print=1', '/x?%70rint=%31', false],
    ['an escape in small letters', 'User-agent: *\nDisallow: /%e6%96%b0', '/新闻', false],
    ['an escaped slash, which is none', 'User-agent: *\nDisallow: /a/b', '/a%2Fb', true],
    ['an escaped percent sign, which escapes nothing', 'User-agent: *\nDisallow: /~joe', '/%257Ejoe', true],
    ['an escaped asterisk, which is no wildcard', 'User-agent: *\nDisallow: /a%2Ab', '/axb', true],
    ['an escaped dollar sign, which is no end', 'User-agent: *\nDisallow: /a%24', '/a', true],
    ['old line ends', 'User-agent: *\rDisallow: /a', '/a', false],
    ['the file itself', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ])('%s', (_, text, path, allowed) => {
    expect(rules(text).allows(`https://a.test${path}`)).toBe(allowed);
  });

  it.each<[string, number | null]>([
    ['User-agent: *\nCrawl-delay: 10', 10_000],
    ['User-agent: *\nCrawl-delay: 0.5', 500],
    ['User-agent: *\nCrawl-delay: 86400', 60_000],
    ['User-agent: *\nCrawl-delay: -3', null],
    ['User-agent: *\nCrawl-delay: soon', null],
    ['User-agent: *\nCrawl-delay: Infinity', 60_000],
    ['User-agent: otherbot\nCrawl-delay: 10', null],
    ['User-agent: jvwire\nCrawl-delay: 2\nUser-agent: *\nCrawl-delay: 10', 2_000],
  ])('crawl delay of %j', (text, delay) => {
    expect(rules(text).crawlDelayMs).toBe(delay);
  });

  it.each<[string, string, string]>([
    ['agents times rules', 'User-agent: jvwire\n'.repeat(13_000) + 'Disallow: /x\n'.repeat(19_000), '/y'],
    [
      'wildcards times path',
      `User-agent: *\n${'Disallow: *a*a*a*a*a*a*a*a*b\n'.repeat(17_000)}`,
      `/${'a'.repeat(7_000)}`,
    ],
    ['one long wildcard', `User-agent: *\nDisallow: /${'*a'.repeat(250_000)}`, `/${'a'.repeat(7_000)}`],
    [
      'half a megabyte of rules',
      `User-agent: *\n${'Disallow: /some/path/of/a/shop\n'.repeat(16_000)}`,
      '/some/path/of/a/house',
    ],
    ['half a megabyte of nothing', '\n'.repeat(512_000), '/x'],
  ])('%s cost little', (_, text, path) => {
    const started = performance.now();
    const read = rules(text.slice(0, 512 * 1024));
    for (let index = 0; index < 3; index += 1) read.allows(`https://a.test${path}`);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(read.size).toBeLessThan(600 * 1024);
  });
});

/** The code of a failure, else the verdict itself. */
const verdictOf = (checked: ReturnType<Robots['check']>): string =>
  typeof checked === 'object' ? checked.code : checked;

describe('a host', () => {
  it.each<[number, string, 'allowed' | 'disallowed' | 'http-429' | 'http-5xx']>([
    [200, 'User-agent: *\nDisallow: /', 'disallowed'],
    [200, '\ufeffUser-agent: *\nDisallow: /', 'disallowed'],
    [200, 'User-agent: *\nAllow: /', 'allowed'],
    [204, '', 'allowed'],
    [401, '', 'allowed'],
    [403, '', 'allowed'],
    [404, '', 'allowed'],
    [410, '', 'allowed'],
    [429, '', 'http-429'],
    [500, '', 'http-5xx'],
    [503, '', 'http-5xx'],
  ])('that answers %i %j is %s', async (status, text, expected) => {
    const { robots, base } = await site(status, text);
    expect(robots.check(`${base}/x`, 0)).toBe('unknown');
    const failure = await robots.load(`${base}/x`, 0);
    expect(failure?.code ?? verdictOf(robots.check(`${base}/x`, 1))).toBe(expected);
  });

  it('is asked again after a day, but after ten minutes when it failed', async () => {
    const good = await site(200, 'User-agent: *\nDisallow: /a');
    await good.robots.load(good.base, 0);
    expect(good.robots.check(`${good.base}/a`, 24 * HOUR - 1)).toBe('disallowed');
    expect(good.robots.check(`${good.base}/a`, 24 * HOUR)).toBe('unknown');
    const bad = await site(500, '');
    await bad.robots.load(bad.base, 0);
    expect(bad.robots.check(bad.base, HOUR / 6 - 1)).toMatchObject({ action: 'retry', retryAt: HOUR / 6 });
    expect(bad.robots.check(bad.base, HOUR / 6)).toBe('unknown');
  });

  it.each([
    ['sooner', '1', HOUR / 6],
    ['later', '7200', 2 * HOUR],
    ['in a week', '604800', 24 * HOUR],
  ])('that wants to be asked again %s is asked between ten minutes and a day later', async (_, after, at) => {
    // The server's wait counts from now.
    const now = Date.now();
    const bad = await site(503, '');
    bad.headers = { 'retry-after': after };
    const failure = await bad.robots.load(bad.base, now);
    const wait = (failure?.retryAt ?? 0) - now;
    expect([wait >= at, wait < at + HOUR / 12]).toEqual([true, true]);
    expect(bad.robots.check(bad.base, now + at - 1)).toMatchObject({ retryAt: now + wait });
    expect(bad.robots.check(bad.base, now + wait)).toBe('unknown');
  });

  it('asked by a clock a year ahead is asked again when the clock is right', async () => {
    const year = 8760 * HOUR;
    const bad = await site(500, '');
    await bad.robots.load(bad.base, year);
    expect(bad.robots.check(bad.base, year + 1)).toMatchObject({ action: 'retry' });
    expect(bad.robots.check(bad.base, HOUR)).toBe('unknown');
    bad.status = 200;
    await bad.robots.load(bad.base, HOUR);
    expect(bad.robots.check(bad.base, HOUR)).toBe('allowed');
  });

  it("that cannot be reached must be waited for; one that must not be reached is the fetcher's to refuse", async () => {
    const { robots } = await site(200, '');
    expect(await robots.load('http://nowhere.test/x', 0)).toMatchObject({ code: 'dns', retryAt: HOUR / 6 });
    expect(verdictOf(robots.check('http://nowhere.test/x', 1))).toBe('paused');
    await robots.load('http://10.0.0.1/x', 0);
    expect(robots.check('http://10.0.0.1/x', 1)).toBe('allowed');
    expect(robots.check('file:///x', 1)).toBe('allowed');
    expect(robots.check('nonsense', 1)).toBe('allowed');
    await robots.load('nonsense', 0);
  });

  it('that was not reached is a pause for those that did not ask, for an hour; then its articles come to their end', async () => {
    const { robots } = await site(200, '');
    const url = 'http://nowhere.test/x';
    for (let at = 0; at < HOUR; at += HOUR / 6) {
      expect(await robots.load(url, at)).toMatchObject({ code: 'dns' });
      expect(await robots.load(url, at + 1)).toBeNull();
      expect(robots.glance(url, at + 1)).toMatchObject({ code: 'paused', retryAt: at + HOUR / 6 });
    }
    await robots.load(url, HOUR);
    expect(robots.glance(url, HOUR + 1)).toMatchObject({ code: 'dns', retryAt: HOUR + HOUR / 6 });
  });

  it('that was not reached is a try of each article where nobody is there to see how long it lasts', async () => {
    const fetcher = testFetcher();
    closing.push(() => fetcher.close());
    const robots = createRobots({ fetcher, userAgentToken: 'jvwire', outageMs: 0 });
    const url = 'http://nowhere.test/x';
    await robots.load(url, 0);
    expect(robots.glance(url, 1)).toMatchObject({ code: 'dns', retryAt: HOUR / 6 });
  });

  it('that was not reached two days ago may have been well since: what fails now is a new outage', async () => {
    const { robots } = await site(200, '');
    const url = 'http://nowhere.test/x';
    for (const at of [0, 48 * HOUR]) {
      await robots.load(url, at);
      expect(robots.glance(url, at + 1)).toMatchObject({ code: 'paused', retryAt: at + HOUR / 6 });
    }
  });

  it('that was not reached is asked again when our own line is back, one that refused is not', async () => {
    const { robots, base } = await site(429, '');
    await robots.load('http://nowhere.test/x', 0);
    await robots.load(base, 0);
    robots.forgetUnreached();
    expect(robots.check('http://nowhere.test/x', 1)).toBe('unknown');
    expect(robots.glance(base, 1)).toMatchObject({ code: 'paused' });
  });

  it('is answered for at a glance where its rules are short', async () => {
    const short = await site(200, 'User-agent: *\nDisallow: /a');
    const long = await site(200, `User-agent: *\nDisallow: /a\n${'Disallow: /*b*c\n'.repeat(1_000)}`);
    for (const { robots, base } of [short, long]) await robots.load(base, 0);
    const answers = ({ robots, base }: Site) => [
      robots.glance(`${base}/a`, 1),
      robots.glance(`${base}/x`, 1),
      robots.check(`${base}/a`, 1),
    ];
    expect(answers(short)).toEqual(['disallowed', 'allowed', 'disallowed']);
    expect(answers(long)).toEqual(['unknown', 'unknown', 'disallowed']);
  });

  it('keeps its last good rules while it fails', async () => {
    const state = await site(200, 'User-agent: *\nDisallow: /a');
    await state.robots.load(state.base, 0);
    state.status = 500;
    await state.robots.load(state.base, 24 * HOUR);
    expect(state.robots.check(`${state.base}/a`, 24 * HOUR)).toBe('disallowed');
    expect(state.robots.check(`${state.base}/b`, 24 * HOUR)).toBe('allowed');
  });

  it('may redirect to its rules', async () => {
    const state = await site(301, '');
    state.headers = { location: `http://other.test:${state.server.port}/moved.txt` };
    await state.robots.load(state.base, 0);
    expect(state.robots.check(`${state.base}/moved`, 1)).toBe('disallowed');
    expect(state.robots.check(`${state.base}/x`, 1)).toBe('allowed');
  });

  it('is asked once by many at the same time, and each port is a host of its own', async () => {
    const state = await site(200, 'User-agent: *\nCrawl-delay: 7');
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => state.robots.load(`${state.base}/${index}`, 0)),
    );
    await state.robots.load(state.base, HOUR);
    expect(state.server.connections()).toBe(1);
    expect(state.robots.crawlDelayMs(`${state.base}/x`)).toBe(7_000);
    expect(state.robots.crawlDelayMs('http://site.test/x')).toBeNull();
    expect(state.robots.check('http://site.test/x', 1)).toBe('unknown');
  });

  it.each([
    ['new', '\n'],
    ['old', '\r'],
  ])('with a file beyond the limit is read up to its last whole line, with %s line ends', async (_, end) => {
    const filler = `# ${'x'.repeat(1_000)}${end}`;
    const rule = 'Disallow: /abc';
    const lines = Math.floor((500 * 1024 - 40) / filler.length);
    const head = `User-agent: *${end}Disallow: /first${end}${filler.repeat(lines)}`;
    // The limit falls into the last rule, after its first slash.
    const text = `${head}#${'x'.repeat(500 * 1024 - head.length - 2 - 'Disallow: /'.length)}${end}${rule}${end}${filler.repeat(30)}`;
    const { robots, base } = await site(200, text);
    await robots.load(base, 0);
    expect(robots.check(`${base}/first`, 1)).toBe('disallowed');
    expect(robots.check(`${base}/other`, 1)).toBe('allowed');
  });

  it('that was not asked about for long makes room for others', async () => {
    const { robots, base, server } = await site(404, '', 2);
    const other = `http://other.test:${server.port}`;
    const third = 'http://10.0.0.1';
    await robots.load(base, 0);
    await robots.load(other, 0);
    expect(robots.check(base, 1)).toBe('allowed');
    await robots.load(third, 0);
    expect([base, other, third].map((url) => robots.check(url, 1))).toEqual([
      'allowed',
      'unknown',
      'allowed',
    ]);
  });
});

it.each([
  ['jvwire/0.1 (+https://x.example)', 'jvwire'],
  ['Acme-News_Bot/2.0', 'acme-news_bot'],
  ['Mozilla/5.0 (compatible; AcmeNews/1.0; +https://acme.example/bot)', 'acmenews'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'mozilla'],
  ['(nobody)', 'jvwire'],
])('sites know %s as %s', (userAgent, name) => {
  expect(robotName(userAgent)).toBe(name);
});
