/** The demo newsroom serves what it promises: charsets, validators, counts, oddities. */
import * as cheerio from 'cheerio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadOutlets } from './content.ts';
import { maxOverlap, type Newsroom, startNewsroom } from './server.ts';

const SLOW_MS = 120;
let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await startNewsroom({ slowMs: SLOW_MS });
});
afterAll(() => newsroom.close());

const oddity = (name: string): string => newsroom.oddities[name] ?? '';

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** Decoded as the document itself declares: XML declaration, meta element, or UTF-8. */
function decode(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 400));
  const label = /(?:encoding="|charset=")([\w-]+)"/.exec(start)?.[1] ?? 'utf-8';
  return new TextDecoder(label, { fatal: true }).decode(bytes);
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('feeds', () => {
  const feeds = loadOutlets().flatMap((outlet) =>
    outlet.feeds.map((feed) => ({ outlet: outlet.id, ...feed })),
  );

  test.each(feeds.filter((feed) => feed.damage === undefined))(
    '$outlet$path ($format in $charset) lists its articles, newest first, with their links',
    async ({ outlet, path, format, charset }) => {
      const url = `${newsroom.outlets.find((one) => one.id === outlet)?.origin}${path}`;
      const expected = newsroom.published.filter((article) => article.feedUrls.includes(url));
      const text = decode(await bytesOf(url));
      if (format === 'json') {
        const feed = JSON.parse(text) as { items: { title: string; url: string }[] };
        expect(feed.items.map((item) => item.title).sort()).toEqual(expected.map((one) => one.title).sort());
        return;
      }
      expect(text).toContain(`encoding="${charset.toUpperCase()}"`);
      const $ = cheerio.load(text, { xml: true });
      const titles = $('item > title, entry > title').map((_, title) => $(title).text());
      const links = $('item > link, entry > link').map((_, link) => $(link).attr('href') ?? $(link).text());
      expect(titles.get()).toEqual(expect.arrayContaining(expected.map((one) => one.title)));
      expect(links.get()).toEqual(expect.arrayContaining(expected.map((one) => one.listedAs)));
      const dates = $('item > pubDate, published, item > dc\\:date').map((_, date) =>
        Date.parse($(date).text()),
      );
      expect(dates.get()).toEqual([...dates.get()].sort((a, b) => b - a));
      expect(dates.get().every((date) => !Number.isNaN(date))).toBe(true);
    },
  );

  test('the cut feed has bare ampersands and loses its tail but no article', async () => {
    const url = oddity('cut-feed');
    const text = decode(await bytesOf(url));
    expect(text).toContain('Daimler & BYD');
    expect(text).not.toContain('</rss>');
    for (const article of newsroom.published.filter((one) => one.feedUrls.includes(url))) {
      expect(text).toContain(`<link>${article.url}</link>`);
    }
  });

  test('the feed that is an error page answers 200 and HTML', async () => {
    const answer = await fetch(oddity('html-feed'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});

describe('pages', () => {
  test('carry the whole visible text, the headline and the canonical address in their charset', async () => {
    for (const article of newsroom.published) {
      const $ = cheerio.load(decode(await bytesOf(article.url)));
      expect($('link[rel=canonical]').attr('href')).toBe(article.url);
      const body = flat($('body').text());
      if (article.expect.verdict !== 'consent') expect(body).toContain(flat(article.title));
      for (const paragraph of article.text.split('\n\n')) expect(body).toContain(flat(paragraph));
    }
  });

  test('answer 304 to their own ETag or Last-Modified, and 200 to older ones', async () => {
    const url = newsroom.published[0]?.url ?? '';
    const first = await fetch(url);
    await first.arrayBuffer();
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(url, { headers })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-modified-since': modified })).toBe(304);
    expect(await status({ 'if-none-match': 'W/"other"', 'if-modified-since': modified })).toBe(200);
    expect(await status({ 'if-modified-since': 'Thu, 01 Jan 1998 00:00:00 GMT' })).toBe(200);
  });

  test('are gzipped only for those who ask', async () => {
    const url = newsroom.published[0]?.url ?? '';
    const encoding = async (accept: string): Promise<string | null> =>
      (await fetch(url, { headers: { 'accept-encoding': accept } })).headers.get('content-encoding');
    expect(await encoding('gzip')).toBe('gzip');
    expect(await encoding('identity')).toBeNull();
  });
});

describe('content', () => {
  test('has the promised number of articles, languages and mentions of ventures', () => {
    const count = (language: string): number =>
      newsroom.published.filter((one) => one.language === language).length;
    expect(newsroom.published).toHaveLength(73);
    expect(newsroom.published.filter((one) => one.expect.tagged)).toHaveLength(37);
    expect(['en', 'zh', 'de', 'ja', 'fr', 'it', 'ko'].map(count)).toEqual([27, 11, 10, 7, 6, 6, 6]);
    expect(new Set(newsroom.published.map((one) => one.url)).size).toBe(newsroom.published.length);
    expect(newsroom.absent.map((one) => one.reason)).toEqual(['gone', 'robots', 'no-link']);
  });

  test('tells the memorandum of September 2016 twice, in two languages, in two outlets', () => {
    const reports = newsroom.published.filter((one) => one.publishedDay === '2016-09-07');
    expect(reports.map((one) => one.language).sort()).toEqual(['en', 'zh']);
    expect(reports.map((one) => one.expect)).toEqual(
      Array(2).fill({ tagged: true, partners: ['Volkswagen', 'JAC'], stage: 'mou', verdict: 'full' }),
    );
  });

  test('keeps every article within the length of a news report', () => {
    for (const outlet of loadOutlets()) {
      const inCharacters = ['zh', 'ja', 'ko'].includes(outlet.language);
      for (const article of outlet.articles.filter((one) => one.paragraphs.length > 1)) {
        const text = article.paragraphs.join(' ');
        const length = inCharacters ? text.replace(/\s/g, '').length : text.split(/\s+/).length;
        const [least, most] = inCharacters ? [250, 600] : [120, 350];
        expect([article.title, length >= least && length <= most]).toEqual([article.title, true]);
      }
    }
  });

  test('says who the partners are wherever a venture is expected, and nowhere else', () => {
    for (const { title, expect: facts } of newsroom.published) {
      expect([title, (facts.partners?.length ?? 0) >= 2]).toEqual([title, facts.tagged]);
    }
  });
});

describe('oddities', () => {
  test.each([
    ['gone', 404],
    ['redirect', 301],
    ['tracking', 200],
    ['robots', 200],
    ['consent', 200],
    ['paywall', 200],
  ])('%s answers %i', async (name, status) => {
    const answer = await fetch(oddity(name), { redirect: 'manual' });
    expect(answer.status).toBe(status);
  });

  test('the redirect leads to the article it stands for', async () => {
    const answer = await fetch(oddity('redirect'));
    expect(newsroom.published.map((one) => one.url)).toContain(answer.url);
  });

  test('robots.txt forbids the page that is listed and there', async () => {
    const url = new URL(oddity('robots'));
    const rules = await (await fetch(`${url.origin}/robots.txt`)).text();
    expect(rules).toContain('Disallow: /preview/');
    expect(url.pathname).toMatch(/^\/preview\//);
  });

  test('the gated page shows two paragraphs and says in its data that it is not free', async () => {
    const page = await (await fetch(oddity('paywall'))).text();
    expect(page).toContain('"isAccessibleForFree":false');
    expect(page.match(/<p class="story__p">/g)).toHaveLength(2);
  });

  test('the slow host takes its time, and the log tells how long and how many at once', async () => {
    const slow = oddity('slow-host');
    const before = newsroom.requests.length;
    await Promise.all([fetch(`${slow}/robots.txt`), fetch(`${slow}/`)]);
    await expect.poll(() => newsroom.requests.slice(before).every((one) => one.endedAt !== null)).toBe(true);
    const own = newsroom.requests.slice(before);
    for (const one of own) expect((one.endedAt ?? 0) - one.startedAt).toBeGreaterThanOrEqual(SLOW_MS - 5);
    expect(maxOverlap(own)).toBe(2);
  });
});
