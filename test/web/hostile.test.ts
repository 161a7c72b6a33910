/** What hostile sites can get into the store stays text on every page: nothing runs, loads or leads anywhere. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ventureKey } from '../../src/core/venture-key.ts';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { openReader } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { filesIn, freshStore, item, NOW, polled, read, reading, temporaryFolder } from '../store/fixtures.ts';
import { hasChromium, inChromium, openPage, overflowOf, PHONE } from './browser.ts';
import { servePage } from './site.ts';

let browser: Browser;
inChromium((started) => {
  browser = started;
});

/** Each would set `hacked` or ask for /stolen if it were anything but text. */
const HOSTILE = [
  '<script>hacked=1</script>',
  '"><img src=/stolen onerror=hacked=1>',
  "' autofocus onfocus=hacked=1 x='",
  '</title></textarea></style><svg onload=hacked=1>',
  '<a href="javascript:hacked=1">x</a><iframe src=/stolen></iframe>',
  '{{hacked=1}}<%=hacked=1%>',
  '&lt;img src=/stolen&gt;&#60;script&#62;hacked=1',
  '\u202e\u2066<base href=/stolen>\u0000',
  'W'.repeat(400),
];
const everything = HOSTILE.join(' ');

/** A store in which every text that comes from outside is hostile. */
async function hostileStore() {
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const feed = { id: 'wire', url: 'https://wire.example/feed', language: '"><b>', origin: 'user' } as const;
  store.addFeeds(
    [{ ...feed, name: everything, enabled: true, site: 'javascript:hacked=1', folder: everything }],
    NOW,
  );
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(polled([item({ url, guid: everything, title: everything })]));
  const quote = `A joint venture. ${everything}`;
  const text = `${quote}\n\n${everything}`;
  const base = reading({ url, canonicalUrl: url, title: everything, text, language: 'x" onload="hacked=1' });
  const evidence = [
    { field: 'title', sentence: everything, start: 0, end: everything.length, rule: everything },
    { field: 'text', sentence: quote, start: 0, end: quote.length, rule: 'r' },
    { field: 'text', sentence: quote, start: 5, end: text.length, rule: 'r' },
  ] as const;
  const venture = {
    ventureId: null,
    name: everything,
    partners: [{ companyId: null, name: everything, country: '<i>' }],
    stage: 'signed',
    sector: 'vehicles',
    stake: everything,
    amount: everything,
    confidence: 0.9,
    evidence,
  } as const;
  const hostile = {
    ...base,
    article: {
      ...base.article,
      authors: [everything],
      siteName: everything,
      summary: everything,
      verdictReason: everything,
      verdict: 'thin',
    },
    tagging: {
      ...base.tagging,
      tagged: true,
      tags: [{ tag: 'chinese-ev-jv', confidence: 0.9, evidence }],
      ventures: [venture],
      companies: [{ companyId: '"><b>', name: everything, mentions: 1 }],
    },
  } as const;
  for (const { articleId } of jobs) await store.sink.articleRead(read(articleId, hostile));
  const changed = {
    ...hostile,
    article: { ...hostile.article, text: `${text} 50%`, title: `${everything} 2` },
  };
  for (const { articleId } of jobs) await store.sink.articleRead(read(articleId, changed, NOW + 90_000));
  return { reader: openReader(filesIn(folder)), venture: ventureKey(venture) };
}

describe.skipIf(!hasChromium)('stored text', () => {
  test('is text on every page, and only http and https addresses are links', async () => {
    const { reader, venture } = await hostileStore();
    const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now: () => NOW });
    expect(answers.versions('1').changes).toHaveLength(1);
    const failed = {
      articleId: 1,
      url: 'javascript:hacked=1',
      at: everything,
      code: 'dns',
      message: everything,
      attempts: 1,
    };
    const served = await servePage({
      answers,
      now: () => NOW,
      // What a daemon would list; a hostile site chooses addresses and messages.
      operations: {
        call: async () =>
          ({ running: [], queued: [], waiting: [], failed: [failed], paused: [everything] }) as never,
      },
    });
    const { page, complaints, close } = await openPage(browser, { viewport: PHONE });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const paths: Record<string, number> = {
      '/': 200,
      '/articles': 200,
      '/search?query=joint': 200,
      [`/search?query=${encodeURIComponent(HOSTILE[1] ?? '')}`]: 400,
      [`/search?query=${encodeURIComponent('company:"><script>hacked=1</script>')}`]: 400,
      [`/articles?feed=${encodeURIComponent('wire,><b>')}`]: 200,
      '/articles/1': 200,
      '/articles/1/revisions': 200,
      [`/articles/${encodeURIComponent(everything)}`]: 404,
      '/stories?all=true': 200,
      '/ventures': 200,
      '/ventures?view=timeline': 200,
      [`/ventures/${encodeURIComponent(venture)}`]: 200,
      '/feeds': 200,
      '/feeds/wire': 200,
      '/jobs': 200,
      [`/${encodeURIComponent(everything)}`]: 404,
    };
    for (const [path, status] of Object.entries(paths)) {
      expect((await page.goto(served.origin + path))?.status(), path).toBe(status);
      expect(await page.evaluate('typeof hacked'), path).toBe('undefined');
      expect.soft(await overflowOf(page), `${path} is wider than the window`).toBeLessThanOrEqual(0);
      const made =
        'main script, main iframe, main img, main base, main [onload], main [onerror], main [onfocus], main b, main i';
      expect(await page.locator(made).count(), path).toBe(0);
      const links = (await page.evaluate('[...document.links].map(({ href, rel }) => ({ href, rel }))')) as {
        href: string;
        rel: string;
      }[];
      for (const { href, rel } of links) {
        expect(href, path).toMatch(/^https?:/);
        if (!href.startsWith(served.origin)) expect(rel, href).toBe('noopener noreferrer nofollow');
      }
    }
    const own = new Set(Object.keys(paths).map((path) => new URL(path, served.origin).href));
    expect(asked.filter((url) => !own.has(url) && !url.startsWith(`${served.origin}/assets/`))).toEqual([]);
    expect(complaints().filter((line) => !line.includes('Failed to load resource'))).toEqual([]);
    expect(served.faults).toEqual([]);
    await page.goto(`${served.origin}/articles/1`);
    expect(await page.locator('.text').textContent()).toContain('<script>hacked=1</script>');
    await close();
    await served.close();
    reader.close();
  });
});
