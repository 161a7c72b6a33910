/** What pages show of a store in which much happened: every line of them, and where its links lead. */
import { expect, test } from 'vitest';
import type { JobsList, Operations } from '../../src/core/operations.ts';
import type { Store } from '../../src/store/store.ts';
import { withStory } from '../mcp/stored.ts';
import { item, NOW, polled, polledWith, read, reading } from '../store/fixtures.ts';
import { siteWith, url } from './one-article.ts';

const SIGNS: Readonly<Record<string, string>> = { quot: '"', amp: '&', '#39': "'", lt: '<', gt: '>' };

/** What stands in `main`, a line for each block: links as `text ‹where›`, the chosen one with a star; other languages by their code. */
function linesOf(html: string): string[] {
  const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  return main
    .replace(/<(svg|details)\b.*?<\/\1>/gs, '')
    .replace(/\s+/g, ' ')
    .replace(/<a [^>]*aria-current="true"[^>]*>/g, '$&*')
    .replace(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/g, '$2 ‹$1›')
    .replace(/<[^>]* lang="(?!en")([^"]*)"[^>]*>/g, '$1: ')
    .replace(/<\/(?:p|h\d|li|tr|dd|blockquote|section|div|nav)>|<span class="line/g, '\n$&')
    .replace(/<\/t[hd]>/g, ' |')
    .replace(/<del>(.*?)<\/del>/g, '[-$1]')
    .replace(/<ins>(.*?)<\/ins>/g, '[+$1]')
    .replace(/<\/dt>/g, ': ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(quot|amp|#39|lt|gt);/g, (_, name) => SIGNS[name] ?? '')
    .replace(/[\u00a0 ]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const VOLKSWAGEN = { ventureId: 'saic-volkswagen', name: 'SAIC Volkswagen', amount: '5 million euros' };
const HOUR = 3_600_000;
const QUOTE = 'SAIC and GM opened their electric joint venture.';
const LONG = `${QUOTE} ${'The plant in Shanghai builds cars for the whole world, and so it shall go on. '.repeat(8)}`;

/** An article that came by hand from a site of this name, with its story. */
async function arrive(store: Store, name: string, fields: Partial<Parameters<typeof reading>[0]> = {}) {
  const address = `https://${name}.example/1`;
  const { articleId } = store.jobForUrl(address, NOW);
  const told = reading({ url: address, siteName: name, title: `${name} on the plant`, ...fields });
  await store.sink.articleRead(read(articleId, withStory(told), NOW));
  return articleId;
}

const failed = (articleId: number, address: string, at = NOW) => ({
  articleId,
  url: address,
  at,
  ms: 1,
  failure: { code: 'http-410', action: 'drop', message: 'gone', status: 410 } as const,
  attempts: 2,
  retryAt: null,
  fallback: null,
});

test('an article: its evidence, its ventures, its story and how it came', async () => {
  const { page } = await siteWith(async (store, articleId) => {
    for (let n = 10; n < 32; n++) {
      store.addFeeds(
        [{ id: `f${n}`, url: `https://f${n}.example/`, name: `Feed ${n}`, origin: 'user', enabled: true }],
        NOW,
      );
      await store.sink.feedPolled(polled([item({ url, title: 'One' })], `f${n}`, { at: NOW + n * HOUR }));
    }
    const title = 'The plant: a joint venture';
    const sentence = 'It costs 5 million euros.';
    const head = { field: 'title', sentence: title, start: 0, end: title.length, rule: 'head' } as const;
    const start = LONG.length;
    const cost = { field: 'text', sentence, start, end: start + sentence.length, rule: 'cost' } as const;
    const { tagging, ...told } = reading({
      url,
      title,
      authors: ['A. Writer', 'B. Writer'],
      language: 'de',
      verdict: 'thin',
      verdictReason: 'cut off',
      text: `${LONG}${sentence}`,
    });
    const ventures = tagging.ventures.map((venture) => ({
      ...venture,
      ventureId: null,
      name: null,
      amount: '5 million euros',
      evidence: [cost],
    }));
    const tags = tagging.tags.map((tag) => ({ ...tag, evidence: [...tag.evidence, head] }));
    const companies = [...tagging.companies, { companyId: 'gm', name: 'GM', mentions: 2 }];
    const result = withStory({ ...told, tagging: { ...tagging, tags, ventures, companies } });
    const first = read(articleId, result, NOW);
    const changed = withStory({
      ...result,
      article: { ...result.article, text: `${LONG}${sentence} Or 6.` },
    });
    const later = read(articleId, changed, NOW + 24 * HOUR);
    for (const one of [first, later])
      await store.sink.articleRead({
        ...one,
        page: { ...one.page, redirects: ['https://short.example/1', url] },
      });
    const other = await arrive(store, 'other', {
      text: `${LONG}${sentence}`,
      publishedAt: '2026-10-31T12:00:00.000Z',
    });
    await arrive(store, 'third', { text: `${QUOTE} GM says so.`, language: 'fr' });
    await store.sink.articleFailed(failed(other, 'https://other.example/1', NOW + 30 * HOUR));
  });
  const own = await page('/articles/1');
  const lines = linesOf(own);
  expect(lines.filter((line) => !/^Feed (?:1[1-9]|2[0-7]) /.test(line))).toEqual([
    'de: The plant: a joint venture',
    'Wire · A. Writer, B. Writer · 31 Oct 2026 · German · 10 words',
    'Read it where it was published ‹https://site.example/1› · Evidence and sources ‹#evidence›',
    'Its text is incomplete: little text (cut off).',
    'Its publisher changed it once. See what changed ‹/articles/1/revisions›',
    `de: ${LONG}It costs 5 million euros. Or 6.`,
    'Evidence',
    'Tagged with confidence 0.95: of 100 articles with this confidence, about 95 are tagged correctly.',
    'de: SAIC and GM opened their electric joint venture.',
    'in the text ‹#quote-1› · rule test',
    'de: The plant: a joint venture',
    'in the headline ‹#headline-1› · rule head',
    'SAIC + GM ‹/ventures/new%3Agm%2Bsaic›',
    'Partners: SAIC ‹/companies/saic› CN + GM ‹/companies/gm› US',
    'Stage: operating',
    'Sector: vehicles',
    'Stake: 50:50',
    'Sum: 5 million euros',
    'Confidence: 0.90',
    'Companies',
    'GM 2 mentions ‹/companies/gm›',
    'SAIC 1 mention ‹/companies/saic›',
    'Story',
    'de: The plant: a joint venture ‹/stories/se807b7a71676›',
    '3 articles; the others:',
    'third: fr: third on the plant ‹/articles/3›',
    'other: other on the plant ‹/articles/2› (a copy of this one) page gone since 2026-11-02',
    'How it came here',
    'Seen in:',
    'wire ‹/feeds/wire›, 1 Nov 2026, 12:00 UTC',
    'Feed 10 ‹/feeds/f10›, 1 Nov 2026, 22:00 UTC',
    'Feed 28 ‹/feeds/f28›, 2 Nov 2026, 16:00 UTCand 3 more',
    'Fetched: 1 Nov 2026, 12:00 UTC',
    'Looked at again: 2 Nov 2026, 12:00 UTC',
    'Text: little text (cut off)',
    'Read by: blocks, confidence 0.90',
    'Rules: test',
    'Address: https://site.example/1 ‹https://site.example/1›',
    'Also at:',
    'https://short.example/1 ‹https://short.example/1›',
    'Every step: jvwire explain 1',
  ]);
  expect(own).toContain('<h1 lang="de"');
  const marks = [...own.matchAll(/<mark[^>]*>(.*?)<\/mark>/g)].map(([, text]) => text);
  expect(marks).toEqual([
    'The plant: a joint venture',
    'SAIC and GM opened their electric joint venture.',
    'It costs 5 million euros.',
  ]);
  const href = /href="(\/stories\/[^"]+)"/.exec(own)?.[1] ?? '';
  expect(linesOf(await page(href))).toEqual([
    'de: The plant: a joint venture',
    'operating · 31 Oct 2026 · 3 articles · 1 copy among them · the page of 1 of its 3 articles is gone',
    'Sources in order',
    'Wire · 31 Oct 2026, 08:00 UTC · German first changed, seen 2026-11-02',
    'de: The plant: a joint venture ‹/articles/1›',
    'de: SAIC and GM opened their electric joint venture.',
    'Read it where it was published ‹https://site.example/1›',
    'third · 31 Oct 2026, 08:00 UTC · French',
    'fr: third on the plant ‹/articles/3›',
    'fr: SAIC and GM opened their electric joint venture.',
    'Read it where it was published ‹https://third.example/1›',
    'other · 31 Oct 2026, 12:00 UTC · English · copy of Wire ‹/articles/1› page gone since 2026-11-02',
    'other on the plant ‹/articles/2›',
    'SAIC and GM opened their electric joint venture.',
    'Read it where it was published ‹https://other.example/1›',
    'What it is about',
    'SAIC Motor ‹/companies/saic› CN + General Motors ‹/companies/gm› US',
    'SAIC-GM ‹/ventures/saic-gm›',
    'SAIC Motor + General Motors ‹/ventures/new%3Agm%2Bsaic›',
    'Figures as stated',
    'Stake',
    '50:50 Wire ‹/articles/1›, third ‹/articles/3›',
    'Sum in EUR',
    '5 million euros Wire ‹/articles/1›',
  ]);
  const venture = linesOf(await page('/ventures/saic-gm'));
  expect(venture.slice(0, venture.indexOf('Facts'))).toEqual([
    'SAIC-GM',
    'operating · 2 articles · the page of 1 of its 2 articles is gone · last reported 31 Oct 2026',
    'What happened',
    'The day is that of the first article that reports an event; the event itself may be much earlier.',
    'operating 31 Oct 2026',
    'fr: SAIC and GM opened their electric joint venture.',
    'third, 31 Oct 2026: fr: third on the plant ‹/articles/3›',
    'SAIC and GM opened their electric joint venture.',
    'other, 31 Oct 2026: other on the plant ‹/articles/2› page gone since 2026-11-02',
  ]);
  expect(venture.slice(venture.indexOf('Figures as stated'))).toEqual([
    'Figures as stated',
    'The sentence says whose share a stake is.',
    'What |Value |By |',
    'stake |50:50 |',
    'third ‹/articles/3›, 31 Oct 2026',
    'other ‹/articles/2›, 31 Oct 2026 page gone since 2026-11-02 |',
  ]);
});

test.each([
  [
    'nobody could read',
    async (store: Store, id: number) => {
      await store.sink.articleFailed(failed(id, url));
    },
    [
      'One',
      'wire · seen 1 Nov 2026, 12:00 UTC · 0 words',
      'Read it where it was published ‹https://site.example/1› · Evidence and sources ‹#evidence›',
      'Its page could not be read (http-410: gone; 2 tries).',
      'There is no text.',
      'Not tagged',
      'No rule has looked at it: it has not been read.',
    ],
  ],
  [
    'only its feed tells of',
    async (store: Store, id: number) => {
      const fallback = reading({ url, title: 'One', text: 'What its feed says.', extractor: 'feed' });
      await store.sink.articleFailed({ ...failed(id, url), fallback });
    },
    [
      'One',
      'Wire · A. Writer · 31 Oct 2026 · English · 10 words',
      'Read it where it was published ‹https://site.example/1› · Evidence and sources ‹#evidence›',
      'Its page could not be read (http-410: gone; 2 tries). What follows is from its feed.',
      'What its feed says.',
      'Not tagged',
      'No rule found a Chinese EV joint venture in it. jvwire explain 1 shows which came close.',
    ],
  ],
  [
    'was not tried',
    () => undefined,
    [
      'One',
      'wire · seen 1 Nov 2026, 12:00 UTC · 0 words',
      'Read it where it was published ‹https://site.example/1› · Evidence and sources ‹#evidence›',
      'It is not read yet: it was not tried so far. Due since 1 Nov 2026, 12:00 UTC.',
      'It has not been fetched yet.',
      'Not tagged',
      'No rule has looked at it: it has not been read.',
    ],
  ],
  [
    'is gone',
    async (store: Store, id: number) => {
      await store.sink.articleRead(read(id, reading({ url }), NOW));
      await store.sink.articleFailed(failed(id, url, NOW + 24 * HOUR));
    },
    [
      'A title',
      'Wire · A. Writer · 31 Oct 2026 · English · 10 words',
      'Read it where it was published ‹https://site.example/1› · Evidence and sources ‹#evidence›',
      'Its page has been gone since 2 Nov 2026, 12:00 UTC (http-410). The text is kept here.',
      'SAIC and GM opened their electric joint venture. More follows.',
      'Evidence',
      'Tagged with confidence 0.95: of 100 articles with this confidence, about 95 are tagged correctly.',
    ],
  ],
])('of an article that %s', async (_what, fill, lines) => {
  const { page } = await siteWith(async (store, id) => {
    await store.sink.feedPolled(
      polled([item({ url, title: 'One', summary: 'What its feed says.' })], 'wire', { at: NOW }),
    );
    await fill(store, id);
  });
  expect(linesOf(await page('/articles/1')).slice(0, 7)).toEqual(lines);
});

test('the story of an article, where another one tells it too', async () => {
  const told = async (others: number) => {
    const { page } = await siteWith(async (store, id) => {
      await store.sink.articleRead(read(id, withStory(reading({ url })), NOW));
      for (let n = 0; n < others; n++) await arrive(store, `site${n}`);
    });
    const lines = linesOf(await page('/articles/1'));
    return lines.slice(
      lines.indexOf('SAIC 1 mention ‹/companies/saic›') + 1,
      lines.indexOf('How it came here'),
    );
  };
  expect(await told(0)).toEqual([]);
  expect(await told(1)).toEqual([
    'Story',
    expect.stringMatching(/^A title ‹\/stories\/\w+›$/),
    '2 articles; the other:',
    'site0: site0 on the plant ‹/articles/2›',
  ]);
});

test('a feed: its polls, its blind times and what happened to it', async () => {
  const { page } = await siteWith(async (store) => {
    store.addFeeds(
      [
        {
          id: 'daily',
          url: 'https://daily.example/feed',
          name: 'EV Daily',
          language: 'fa',
          region: 'IR',
          note: 'Slow.',
          origin: 'user',
          enabled: true,
        },
      ],
      NOW - 100 * HOUR,
    );
    const at = (hours: number) => ({ at: NOW + hours * HOUR, feedId: 'daily' });
    const failure = { code: 'http-5xx', action: 'retry', message: 'it answered 503', status: 503 } as const;
    const items = (n: number) => [
      item({ url: `https://site.example/${n}`, title: `No ${n}` }),
      item({ url: 'https://site.example/0', title: 'Known' }),
      item({ title: 'No link' }),
    ];
    for (let n = 0; n < 12; n++) {
      await store.sink.feedPolled(polled(items(n), 'daily', at(8 * n - 96)));
      for (const hours of [2, 4])
        await store.sink.feedPolled(polledWith({ kind: 'failed', failure }, at(8 * n - 96 + hours)));
    }
    const more = polledWith({ kind: 'failed', failure }, at(0));
    await store.sink.feedPolled(more);
  });
  const feed = linesOf(await page('/feeds/daily'));
  const [latest, about] = [feed.indexOf('Latest polls') + 2, feed.indexOf('About it')];
  expect(feed.slice(0, latest + 4)).toEqual([
    'EV Daily',
    'failing · since 1 Nov 2026, 06:00 UTC · 3 polls in a row failed over 6 hours: it answered 503 (http-5xx)',
    'What to do: its server fails, and it is asked again by itself; if it goes on for days, tell the publisher or watch another feed of the site.',
    'Persian: the words of this language are not read: only ventures that the ledger knows by name are found, or that English loans tell.',
    'Poll now Pause',
    'The last 30 days',
    '1.6 % watched, only since 28 Oct 2026; 12 blind times',
    '1 Nov 2026, 05:00 UTC to now: not-asked, items may have been missed',
    '31 Oct 2026, 21:00 UTC to 1 Nov 2026, 04:00 UTC: not-asked, caught up',
    '31 Oct 2026, 13:00 UTC to 31 Oct 2026, 20:00 UTC: not-asked, caught up',
    '31 Oct 2026, 05:00 UTC to 31 Oct 2026, 12:00 UTC: not-asked, caught up',
    '30 Oct 2026, 21:00 UTC to 31 Oct 2026, 04:00 UTC: not-asked, caught up',
    '30 Oct 2026, 13:00 UTC to 30 Oct 2026, 20:00 UTC: not-asked, caught up',
    '30 Oct 2026, 05:00 UTC to 30 Oct 2026, 12:00 UTC: not-asked, caught up',
    '29 Oct 2026, 21:00 UTC to 30 Oct 2026, 04:00 UTC: not-asked, caught up',
    '29 Oct 2026, 13:00 UTC to 29 Oct 2026, 20:00 UTC: not-asked, caught up',
    '29 Oct 2026, 05:00 UTC to 29 Oct 2026, 12:00 UTC: not-asked, caught up',
    'The latest 10 of 12.',
    'Latest polls',
    'When |Outcome |New |Known |Rejected |Took |',
    '1 Nov 2026, 12:00 UTC |failed http-5xx: it answered 503 |0 |0 |0 |10 ms |',
    '1 Nov 2026, 08:00 UTC |failed http-5xx: it answered 503 |0 |0 |0 |10 ms |',
    '1 Nov 2026, 06:00 UTC |failed http-5xx: it answered 503 |0 |0 |0 |10 ms |',
    '1 Nov 2026, 04:00 UTC |polled 1 no-link |1 |1 |1 |10 ms |',
  ]);
  expect(about - latest).toBe(25);
  expect(feed.slice(about)).toEqual([
    'About it',
    'Id: daily',
    'Address: https://daily.example/feed ‹https://daily.example/feed›',
    'Language: Persian',
    'Region: Iran',
    'From: user',
    'Polled: every 60 minutes',
    'Next poll: 1 Nov 2026, 16:00 UTC',
    'Last success: 1 Nov 2026, 04:00 UTC',
    'Last news: 1 Nov 2026, 04:00 UTC',
    'Note: Slow.',
    'Articles from it ‹/articles?feed=daily›',
    'What happened to it',
    '1 Nov 2026, 12:00 UTC: ok -> failing: 3 polls in a row failed over 6 hours: it answered 503 (http-5xx)',
  ]);
  expect(linesOf(await page('/feeds/wire'))).toContain('watched all the time since 1 Nov 2026, not before');
  expect(linesOf(await page('/feeds'))).toEqual([
    'Feeds',
    '0.8 % of the last 30 days watched: 2 of 2 sources have been watched only since 28 Oct, the last of them since 1 Nov; 1 of 2 sources was blind on 28 Oct-1 Nov.',
    '*all 2 ‹/feeds›',
    'failing 1 ‹/feeds?state=failing›',
    'ok 1 ‹/feeds?state=ok›',
    'Feed |State |Last 30 days |Last polled |',
    'EV Daily ‹/feeds/daily› | failing 3 polls in a row failed over 6 hours: it answered 503 (http-5xx); its server fails, and it is asked again by itself; if it goes on for days, tell the publisher or watch another feed of the site. | 1.6 % watched, only since 28 Oct 2026; 12 blind times | 1 Nov 2026, 12:00 UTC |',
    'wire ‹/feeds/wire› | ok | watched all the time since 1 Nov 2026, not before | 1 Nov 2026, 12:00 UTC |',
    'A bar is the last 30 days, from left to right. Green: watched. Red: the source could not be seen, and items may have been missed. Amber: the same, but what was missed came later. Grey: not watched yet.',
  ]);
  expect(linesOf(await page('/feeds?state=failing')).slice(2, 4)).toEqual([
    'all 2 ‹/feeds›',
    '*failing 1 ‹/feeds?state=failing›',
  ]);
  expect(linesOf(await page('/')).slice(3)).toEqual([
    'All tagged articles ‹/articles?tag=chinese-ev-jv›',
    'No article has been tagged yet.',
    "Run jvwire run, or wait for the daemon's next sweep. See what is watched ‹/feeds›",
    'Watch',
    '3.5 % of the last 7 days watched',
    '2 sources; 1 needs a look ‹/feeds›.',
    '2 of 2 sources have been watched only since 28 Oct, the last of them since 1 Nov; 1 of 2 sources was blind on 28 Oct-1 Nov. When and why ‹/feeds›',
    'The last 5 years',
    'Trends ‹/trends›',
    'Nothing to draw yet.',
    'Ventures in the news',
    'All ventures ‹/ventures›',
    'No article mentions a venture yet.',
  ]);
});

test('what runs, waits and was given up', async () => {
  const running = Array.from({ length: 101 }, (_, n) => ({
    id: `feed-${n}`,
    url: 'https://a.example/',
    at: new Date(NOW).toISOString(),
  }));
  const jobs: JobsList = {
    running: running as never,
    queued: [{ id: 'article-7', url: 'https://b.example/', at: null }] as never,
    waiting: [
      {
        articleId: 8,
        url: 'https://c.example/',
        attempts: 1,
        at: new Date(NOW).toISOString(),
        lastFailure: 'http-503',
      },
    ] as never,
    failed: [
      {
        articleId: 9,
        url: 'https://d.example/',
        code: 'dns',
        message: 'no such host',
        attempts: 3,
        at: new Date(NOW).toISOString(),
      },
    ] as never,
    paused: Array.from({ length: 102 }, (_, n) => (n === 0 ? 'wire' : `feed-${n}`)),
  };
  const { page } = await siteWith(() => undefined, (async () => jobs) as Operations['call']);
  const told = await page('/jobs');
  const lines = linesOf(told);
  expect(lines.filter((line) => !line.startsWith('feed-'))).toEqual([
    'Jobs',
    'Pause everything Refresh ‹/jobs›',
    expect.stringMatching(
      /^102 feeds paused: wire .*, feed-99 ‹\/feeds\/feed-99› and 2 more\. Nothing of them is polled or read/,
    ),
    'Running 100 or more',
    'Job |Address |Since |',
    'Queued 1',
    'Job |Address |Not before |',
    'article-7 |https://b.example/ |as soon as there is room |',
    'Waiting for their next try 1',
    'Article |Address and reason |Next try |Now |',
    '8 ‹/articles/8› | https://c.example/ 1 try; http-503 | 1 Nov 2026, 12:00 UTC |Retry article 8 |',
    'Given up 1',
    'Retry all that was given up',
    'Article |Address and reason |Given up |Again |',
    '9 ‹/articles/9› | https://d.example/ dns no such host (3 tries) | 1 Nov 2026, 12:00 UTC |Retry article 9 |',
  ]);
  expect(lines.filter((line) => line.startsWith('feed-'))).toHaveLength(100);
  expect([...told.matchAll(/name="id" value="(\d+)"/g)].map(([, id]) => id)).toEqual(['8', '9']);
});

test('the latest changes of an article first, with what stands around them', async () => {
  const { page } = await siteWith(async (store, id) => {
    for (let n = 0; n < 22; n++) {
      const { tagging, ...told } = reading({
        url,
        title: n < 21 ? 'The plant' : 'The other plant',
        text: `${QUOTE} ${'Long before. '.repeat(60)}It builds ${n + 10} cars. ${'Long after. '.repeat(60)}`,
      });
      const ventures = n < 21 ? [] : tagging.ventures;
      await store.sink.articleRead(
        read(id, { ...told, tagging: { ...tagging, ventures } }, NOW + n * 24 * HOUR),
      );
    }
  });
  const lines = linesOf(await page('/articles/1/revisions'));
  expect(lines.slice(0, 14)).toEqual([
    'Back to the article ‹/articles/1›',
    'What changed: The other plant',
    'The latest 20 of 21 changes.',
    'Version 21 to 22',
    'Found 22 Nov 2026, 12:00 UTC: headline, ventures, text',
    'Headline',
    'The [+other ]plant',
    'Ventures',
    '[+saic-gm]',
    'Text',
    '… Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. Long before. It builds [-30] [+31] cars. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. Long after. …',
    'Version 20 to 21',
    'Found 21 Nov 2026, 12:00 UTC: text',
    'Text',
  ]);
  expect(lines.filter((line) => line.startsWith('Version'))).toHaveLength(20);
});

test('of very many the latest, and how many more', async () => {
  const { page } = await siteWith(async (store) => {
    const stages = ['talks', 'signed', 'operating', 'dissolved'] as const;
    for (let n = 0; n < 124; n++) {
      // Seven of one day about another venture, then one every nine days.
      const other = n >= 117;
      const day = new Date(NOW - (other ? 900 : n * 9) * 24 * HOUR).toISOString();
      const address = `https://site.example/of-${n}`;
      const { tagging, ...told } = reading({
        url: address,
        title: `No ${n}`,
        text: `${QUOTE} ${n}`,
        publishedAt: day,
        publishedDay: day.slice(0, 10),
      });
      const stage = stages[other ? 0 : n % 4] ?? 'signed';
      const ventures = tagging.ventures.map((venture) => ({
        ...venture,
        ...(other ? VOLKSWAGEN : {}),
        stage,
      }));
      const { articleId } = store.jobForUrl(address, NOW);
      await store.sink.articleRead(
        read(articleId, withStory({ ...told, tagging: { ...tagging, ventures } }), NOW),
      );
    }
  });
  const href = /href="(\/stories\/[^"]+)"/.exec(await page('/stories'))?.[1] ?? '';
  const story = linesOf(await page(href));
  const venture = linesOf(await page('/ventures/saic-gm'));
  const shown = {
    home: linesOf(await page('/')),
    articles: linesOf(await page('/articles?limit=500')),
    company: linesOf(await page('/companies/saic')),
    story,
    venture,
  };
  const articles = /^No \d+ ‹\/articles\/\d+›$/;
  const counts = Object.entries(shown).map(([name, lines]) => [
    name,
    lines.filter((line) => articles.test(line)).length,
  ]);
  expect(Object.fromEntries(counts)).toEqual({
    home: 12,
    articles: 100,
    company: 10,
    story: 100,
    venture: 0,
  });
  expect(story).toContain('and 24 later articles');
  expect(story.at(-1)?.split(', ')).toHaveLength(5);
  expect(shown.articles.find((line) => line.startsWith('Next page'))).toMatch(
    /^Next page ‹\/articles\?limit=100&cursor=\w+›$/,
  );
  const events = venture.slice(venture.indexOf('What happened') + 2, venture.indexOf('Facts'));
  expect(events.slice(0, 6)).toEqual([
    'talks 1 Nov 2026',
    'SAIC and GM opened their electric joint venture.',
    'Wire, 1 Nov 2026: No 0 ‹/articles/2›',
    'signed 23 Oct 2026',
    'SAIC and GM opened their electric joint venture.',
    'Wire, 23 Oct 2026: No 1 ‹/articles/3›',
  ]);
  expect(events.at(-1)).toBe('The latest 60 of 117 events.');
  expect(events.filter((line) => /^\w+ \d+ \w+ \d{4}$/.test(line))).toHaveLength(60);
  expect(venture.slice(-6)).toEqual([
    'stake |50:50 |',
    'Wire ‹/articles/118›, 23 Dec 2023',
    'Wire ‹/articles/117›, 1 Jan 2024',
    'Wire ‹/articles/116›, 10 Jan 2024',
    'Wire ‹/articles/115›, 19 Jan 2024',
    'Wire ‹/articles/114›, 28 Jan 2024 and 112 more |',
  ]);
  const other = linesOf(await page('/ventures/saic-volkswagen'));
  expect(other.find((line) => line.startsWith('sum'))).toMatch(
    /^sum \|5 million euros \|(?:(?:, )?Wire ‹\/articles\/\d+›){5} and 2 more \|$/,
  );
  expect(other.slice(other.indexOf('What happened') + 2, other.indexOf('Facts')).slice(-3)).toEqual([
    'SAIC and GM opened their electric joint venture.',
    'Wire, 15 May 2024: No 121 ‹/articles/123›',
    'and 2 more articles',
  ]);
});

test('lists: what narrows them, how they go on, and where they can be taken along', async () => {
  const { page } = await siteWith(async (store) => {
    store.addFeeds(
      [{ id: 'daily', url: 'https://daily.example/', name: 'EV Daily', origin: 'user', enabled: true }],
      NOW,
    );
    for (const [n, name] of ['old', 'new', 'untagged'].entries()) {
      const address = `https://${name}.example/1`;
      const day = `202${n}-10-01`;
      const { tagging, ...told } = reading({
        url: address,
        title: `The ${name} one`,
        text: `${QUOTE} ${n}`,
        publishedDay: day,
        publishedAt: `${day}T08:00:00.000Z`,
      });
      const ventures = tagging.ventures.map((one) => (name === 'old' ? { ...one, ...VOLKSWAGEN } : one));
      const kept = { ...tagging, ...(name === 'untagged' ? { tagged: false, tags: [] } : {}), ventures };
      const { articleId } = store.jobForUrl(address, NOW);
      await store.sink.articleRead(read(articleId, withStory({ ...told, tagging: kept }), NOW));
    }
  });
  const chips = linesOf(await page('/articles?company=byd&with=toyota&feed=daily&lang=-de&query=plant'));
  expect(chips.slice(3, 9)).toEqual([
    'Remove filter words plant × ‹/articles?company=byd&with=toyota&feed=daily&lang=-de›',
    'Remove filter company BYD × ‹/search?with=toyota&feed=daily&lang=-de&query=plant&sort=newest›',
    'Remove filter with Toyota × ‹/search?company=byd&feed=daily&lang=-de&query=plant&sort=newest›',
    'Remove filter feed EV Daily × ‹/search?company=byd&with=toyota&lang=-de&query=plant&sort=newest›',
    'Remove filter lang not de × ‹/search?company=byd&with=toyota&feed=daily&query=plant&sort=newest›',
    'Remove all ‹/articles›',
  ]);
  const titles = async (path: string) =>
    linesOf(await page(path)).flatMap((line) => /^The (\w+) one ‹/.exec(line)?.[1] ?? []);
  expect(await titles('/stories')).toEqual(['new', 'old']);
  expect(await titles('/companies/saic')).toEqual(['untagged', 'new', 'old']);
  expect(await titles('/companies/byd')).toEqual([]);
  expect(await titles('/stories?all=true')).toEqual(['untagged', 'new', 'old']);
  expect(await titles('/stories?tag=-chinese-ev-jv')).toEqual(['untagged']);
  const paged = await page('/stories?limit=1&since=2019-01-01&sector=vehicles');
  for (const [name, value] of [
    ['sector', 'vehicles'],
    ['limit', '1'],
  ])
    expect(paged).toContain(`<input type="hidden" name="${name}" value="${value}">`);
  const [, next = ''] = /Next page ‹([^›]*)›/.exec(linesOf(paged).join('\n')) ?? [];
  expect(next).toMatch(/^\/stories\?limit=1&since=2019-01-01&sector=vehicles&cursor=\w+/);
  expect(await titles(next)).toEqual(['old']);
  const last = linesOf(await page(next));
  expect(last).toContain(
    'First page ‹/stories?limit=1&since=2019-01-01&sector=vehicles› This was the last page',
  );
  expect(last.slice(-7)).toEqual([
    'Export or subscribe',
    'Atom ‹/feeds/stories.atom?limit=1&since=2019-01-01&sector=vehicles&tag=chinese-ev-jv›',
    'RSS ‹/feeds/stories.rss?limit=1&since=2019-01-01&sector=vehicles&tag=chinese-ev-jv›',
    'JSON Feed ‹/feeds/stories.json?limit=1&since=2019-01-01&sector=vehicles&tag=chinese-ev-jv›',
    'CSV ‹/api/v1/stories?since=2019-01-01&sector=vehicles&tag=chinese-ev-jv&format=csv›',
    'NDJSON ‹/api/v1/stories?since=2019-01-01&sector=vehicles&tag=chinese-ev-jv&format=ndjson›',
    'API call ‹/api/v1/stories?limit=1&since=2019-01-01&sector=vehicles&tag=chinese-ev-jv›',
  ]);
  expect(linesOf(await page('/stories?all=true')).at(-1)).toBe('API call ‹/api/v1/stories›');
  // Of the oldest article that is shown, too.
  expect(linesOf(await page('/'))).toContain('SAIC Volkswagen ‹/ventures/saic-volkswagen›');
  const ventures = linesOf(await page('/ventures?view=timeline&company=saic&page=1'));
  expect(ventures.slice(ventures.indexOf('2 ventures') + 1).slice(0, 2)).toEqual([
    'Table ‹/ventures?company=saic&page=1›',
    '*Timeline ‹/ventures?view=timeline&company=saic&page=1›',
  ]);
  expect(linesOf(await page('/ventures'))).toContain('*Table ‹/ventures›');
  expect(ventures.at(-1)).toBe('API call ‹/api/v1/ventures?company=saic›');
  expect(ventures.find((line) => line.startsWith('The ledger has'))).toMatch(
    /^The ledger has \d+ ventures that no article mentions: (?:[^‹]+‹[^›]+›, ){1,20}/,
  );
});

test('charts: as many articles as there are, of each kind, over the time that was asked for', async () => {
  const { page } = await siteWith(async (store, articleId) => {
    const days = ['2026-10-31', '2025-06-05', '2016-10-05'];
    for (const [n, publishedDay] of days.entries())
      await arrive(store, `told${n}`, { publishedDay, publishedAt: `${publishedDay}T08:00:00.000Z` });
    await arrive(store, 'untagged', { text: 'A plant.' });
    const signed = reading({ url });
    const ventures = signed.tagging.ventures.map((venture) => ({ ...venture, stage: 'signed' as const }));
    const told = {
      ...signed,
      article: { ...signed.article, publishedDay: '2026-10-29', publishedAt: '2026-10-29T08:00:00.000Z' },
    };
    await store.sink.articleRead(read(articleId, { ...told, tagging: { ...signed.tagging, ventures } }, NOW));
  });
  const rows = async (path: string, chart: string) => {
    const [, drawn = ''] = new RegExp(`id="${chart}">(.*?)</figure>`, 's').exec(await page(path)) ?? [];
    return [...drawn.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
      row.replace(/<\/t[hd]>(?=<)/g, ' | ').replace(/<[^>]*>/g, ''),
    );
  };
  const days = await rows('/trends', 'days-chart');
  expect(days).toHaveLength(1 + 90);
  expect(days.filter((row) => !row.endsWith('| 0 | 0'))).toEqual([
    'Day | tagged | others',
    '29 Oct 2026 | 1 | 0',
    '31 Oct 2026 | 1 | 1',
  ]);
  expect(await rows('/', 'days-chart')).toHaveLength(1 + 30);
  const told = [
    'Oct 2016 | 0 | 0 | 1 | 0 | 0',
    'Jun 2025 | 0 | 0 | 1 | 0 | 0',
    'Oct 2026 | 0 | 1 | 1 | 0 | 0',
  ];
  for (const [span, from] of [
    ['', 1],
    ['?span=1y', 2],
    ['?span=5y', 1],
    ['?span=20y', 0],
  ] as const)
    expect((await rows(`/trends${span}`, 'months-chart')).filter((row) => / 1 /.test(row))).toEqual(
      told.slice(from),
    );
});
