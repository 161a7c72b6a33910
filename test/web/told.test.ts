/** What pages must not keep quiet: that work is paused, that a text was pruned, that an article is still waited for. */
import { expect, test } from 'vitest';
import { OperationError } from '../../src/core/errors.ts';
import type { Answers } from '../../src/pipeline/answers/answers.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { feedsPage } from '../../src/web/pages/feeds.ts';
import { withStory } from '../mcp/stored.ts';
import { storeOperations } from '../pipeline/store-operations.ts';
import { item, NOW, polled, read, reading } from '../store/fixtures.ts';
import { siteWith, url } from './one-article.ts';

test('that everything is paused, on the first page too, where no feed counts as missing', async () => {
  const { store, page } = await siteWith((own) => own.pause('*', NOW));
  const paused = await page('/');
  expect(paused).toContain('Everything is paused: nothing new is started.');
  expect(paused).toContain('Every feed is paused or switched off.');
  expect(paused).not.toContain('No feed is watched.');
  expect(await page('/feeds/wire')).toMatch(/<dt>Next poll<\/dt><dd>none: [a-z ]+<\/dd>/);
  store.resume('*', NOW);
  expect(await page('/')).not.toContain('paused');
  expect(await page('/feeds/wire')).toContain('<dt>Next poll</dt><dd><time');
});

test('that an article came by hand, through no feed', async () => {
  const { page } = await siteWith((own) => own.jobForUrl('https://site.example/2', NOW));
  expect(await page('/articles/1')).toMatch(
    /<dt>Seen in<\/dt><dd><span class="line"><a href="\/feeds\/wire">/,
  );
  expect(await page('/articles/2')).toContain('<dt>Seen in</dt><dd>no feed that is watched: fetched by hand');
});

test('what cannot be had while Redis is away, and only that', async () => {
  const { page, status } = await siteWith(
    (own) => own.pause('wire', NOW),
    async () => {
      throw new OperationError('redis', 'redis://queue does not answer');
    },
  );
  expect(await page('/feeds/wire')).toContain('>Resume</button>');
  expect(await page('/jobs')).toContain('Redis://queue does not answer');
  const statuses = { '/feeds/wire': 200, '/feeds': 200, '/jobs': 503, '/feeds/none': 404 };
  for (const [path, expected] of Object.entries(statuses)) expect(await status(path), path).toBe(expected);
});

test('the feeds in the order in which they need a hand, as the command line has them', async () => {
  const views = ['calm', 'later', 'longer', 'warned'].map((id) => ({
    id,
    name: `Feed ${id}`,
    health: {
      state: id === 'calm' || id === 'warned' ? 'ok' : 'failing',
      since: id === 'longer' ? NOW - 86_400_000 : NOW,
      why: 'it fails',
      todo: id === 'later' ? null : 'mend it',
    },
    lastPolledAt: null,
    warning: id === 'warned' || id === 'longer' ? 'its clock is wrong' : null,
  }));
  const coverage = { period: { since: 0, until: NOW }, share: 0.98379, summary: null, sources: [] };
  const answers = { feeds: () => views, coverage: () => coverage } as unknown as Answers;
  const site = { answers } as unknown as Parameters<typeof feedsPage>[0];
  const view = await feedsPage(site, { params: new URLSearchParams(), id: '', may: () => true });
  const names = [...String(view.main).matchAll(/>Feed (\w+)</g)].map(([, name]) => name);
  expect(names).toEqual(['longer', 'later', 'warned', 'calm']);
  expect(String(view.main)).toContain('<strong>98.3 %</strong>');
  const states = [...String(view.main).matchAll(/<td>(<span class="badge.*?)<\/td>/g)].map(([, state = '']) =>
    state.replace(/<[^>]*>/g, ''),
  );
  expect(states).toEqual([
    'failing it fails; mend it. Its clock is wrong.',
    'failing it fails.',
    'ok Its clock is wrong.',
    'ok',
  ]);
});

test('that a text was pruned, with and without a summary in its place', async () => {
  for (const [summary, told] of [
    ['What its publisher says.', 'what follows is only its summary'],
    [null, 'nothing of it is kept'],
  ] as const) {
    const { page, store } = await siteWith(async (own, articleId, database) => {
      await own.sink.articleRead(read(articleId, reading({ url, summary })));
      const client = new Sqlite(database);
      client.exec("UPDATE articles SET text = ''");
      client.close();
    });
    expect(await page('/articles/1')).toContain(`Its text was pruned: ${told}.`);
    expect(await page('/articles/1')).toContain(
      `<div class="text"><${summary ? `p lang="en" dir="auto">${summary}` : 'div class="empty"'}`,
    );
    await store.sink.articleFailed({
      ...{ articleId: 1, url, at: NOW + 90_000_000, ms: 1, attempts: 1, retryAt: null, fallback: null },
      failure: { code: 'http-410', action: 'drop', message: 'gone', status: 410 },
    });
    expect(await page('/articles/1')).toContain('Its page has been gone since');
    expect(await page('/articles/1')).not.toContain('The text is kept here.');
  }
});

test('that polls were pruned, and not that there were none', async () => {
  const { page, store } = await siteWith(() => undefined);
  store.addFeeds(
    [{ id: 'new', url: 'https://new.example/', name: 'New', origin: 'user', enabled: true }],
    NOW,
  );
  store.prune('polls', { before: NOW + 1, tagged: false, dryRun: false }, 0);
  expect(await page('/feeds/wire')).toContain('Its latest polls were pruned.');
  expect(await page('/feeds/new')).toContain('It has not been polled yet.');
});

test('what is missing of a text that is full', async () => {
  const verdictReason = '775 words on 5 pages, from page 6 on not read';
  const { page } = await siteWith((store, articleId) =>
    store.sink.articleRead(read(articleId, reading({ url, verdictReason }))),
  );
  expect(await page('/articles/1')).toContain(`full text (${verdictReason})`);
});

test.each([
  ['/search?query=plant', 'Best match first.'],
  ['/search?query=plant&sort=', 'Best match first.'],
  ['/search?query=plant&sort=oldest', 'Oldest first.'],
  ['/search?query=plant+Sort:oldest', 'Oldest first.'],
  ['/search?query=plant%E3%80%80sort:newest', 'Newest first.'],
  ['/search?query=%22plant+sort:oldest%22', 'Best match first.'],
  ['/articles?query=plant', 'Newest first.'],
])('in which order %s is: %s', async (path, told) => {
  const { page } = await siteWith(() => undefined);
  expect(await page(path)).toContain(told);
});

test('why an article is not read yet, and when it is tried next', async () => {
  const failure = {
    code: 'http-5xx',
    action: 'retry',
    message: 'site.example answered 503',
    status: 503,
  } as const;
  const failed = { url, at: NOW, ms: 5, failure, attempts: 1, retryAt: NOW + 3_600_000, fallback: null };
  const { page } = await siteWith((store, articleId) => store.sink.articleFailed({ articleId, ...failed }));
  expect(await page('/articles/1')).toMatch(/1 try failed \(.*site\.example answered 503\)\. Next try <time/);
  expect(await page('/articles/1')).toContain('<dt>Fetched</dt><dd>not yet</dd>');
  const given = await siteWith((store, articleId) =>
    store.sink.articleFailed({ articleId, ...failed, retryAt: null }),
  );
  expect(await given.page('/articles/1')).toContain('<dt>Fetched</dt><dd>never</dd>');
  await storeOperations(given.store, () => NOW + 1).call('jobs.clean', { olderThanMs: 0 });
  expect(await given.page('/articles/1')).toContain('<dt>Fetched</dt><dd>never</dd>');
  expect(await given.page('/articles/1')).not.toContain('could not be read');
});

test('nothing to narrow down where nothing was found', async () => {
  const { page } = await siteWith((store, id) => store.sink.articleRead(read(id, reading({ url }))));
  expect(await page('/articles')).toContain('Narrow it down');
  expect(await page('/articles?company=byd')).not.toContain('Narrow it down');
});

test('behind each count as many articles, and no link behind one that nothing can be asked for', async () => {
  const { page } = await siteWith(async (store) => {
    const told = [
      { companies: ['byd', 'toyota'], stages: ['mou', 'signed'] },
      { companies: ['byd'], stages: ['mou'] },
      { companies: ['toyota'], stages: ['signed'] },
    ] as const;
    const items = told.map((_, n) => item({ url: `https://site.example/told-${n}`, title: `Told ${n}` }));
    const { jobs } = await store.sink.feedPolled(polled(items));
    for (const [n, { companies, stages }] of told.entries()) {
      const { tagging, ...rest } = reading({ url: items[n]?.url ?? '' });
      const ventures = tagging.ventures.flatMap((venture) => stages.map((stage) => ({ ...venture, stage })));
      const named = companies.map((companyId) => ({ companyId, name: companyId, mentions: 1 }));
      const result = { ...rest, tagging: { ...tagging, ventures, companies: named } };
      await store.sink.articleRead(read(jobs[n]?.articleId ?? 0, result));
    }
  });
  const counts = async (path: string) => {
    const items = (await page(path)).matchAll(
      /<li>(?:<a href="([^"]*)"[^>]*>|<div>)<span dir="auto">(.*?)<\/li>/g,
    );
    const lines = [...items].map(([, href, text = '']) => {
      const [, name = '', count = ''] = /^(\w+).*?(\d+) articles?$/.exec(text.replace(/<.*?>/g, '')) ?? [];
      return [name, { href: href?.replaceAll('&amp;', '&'), count }] as const;
    });
    return Object.fromEntries(lines);
  };
  const found = async (path = '') => /id="found">(\d+) article/.exec(await page(path))?.[1];
  const { Toyota, ...byd } = await counts('/articles?company=byd');
  expect(Toyota).toEqual({ href: '/articles?company=byd&with=toyota', count: '1' });
  for (const line of [Toyota, byd['signed']]) expect(await found(line?.href)).toBe(line?.count ?? 'a line');
  expect((await counts(Toyota?.href ?? ''))['Remove']?.href).toBe('/articles?company=byd');
  expect((await counts('/articles?with=byd,toyota'))['Remove']?.href).toBe('/articles?with=byd');
  const { signed } = await counts('/articles?stage=mou');
  expect(signed).toEqual({ href: undefined, count: '1' });
});

test('a sentence of the text, though the headline is the better proof, and no headline twice', async () => {
  const title = 'SAIC and GM found a venture';
  const headline = { field: 'title', sentence: title, start: 0, end: title.length, rule: 'test' } as const;
  const sentence = 'SAIC and GM opened their electric joint venture.';
  for (const [inText, times] of [
    [true, 2],
    [false, 0],
  ] as const) {
    const { page } = await siteWith((store, articleId) => {
      const { tagging, ...told } = reading({ url, title });
      const evidence = [headline, ...(inText ? (tagging.tags[0]?.evidence ?? []) : [])];
      const tags = tagging.tags.map((tag) => ({ ...tag, evidence }));
      const ventures = tagging.ventures.map((venture) => ({ ...venture, evidence }));
      return store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, tags, ventures } }));
    });
    const shown = `${await page('/')}${await page('/ventures/saic-gm')}`;
    expect(shown.split(`<blockquote><p lang="en" dir="auto">${sentence}`)).toHaveLength(times + 1);
    expect(shown).not.toContain(`<blockquote><p lang="en" dir="auto">${title}`);
  }
});

test('what a publisher changed: figures in the order of the text, and a space between what went and what came', async () => {
  const text = (share: number) =>
    `SAIC and GM opened their electric joint venture. SAIC holds ${share} percent and GM ${100 - share} percent.`;
  const { page } = await siteWith(async (store, articleId) => {
    await store.sink.articleRead(read(articleId, reading({ url, text: text(51) })));
    await store.sink.articleRead(read(articleId, reading({ url, text: text(60) }), NOW + 3_700_000));
  });
  const told = await page('/articles/1/revisions');
  expect(told).toContain(
    '<p class="diff"><del>51%</del> <ins>60%</ins> </p><p class="diff"><del>49%</del> <ins>40%</ins> </p>',
  );
  expect(told).toContain('SAIC holds <del>51</del> <ins>60</ins> percent');
});

test('who tells of a venture by the name of the feed, where the page names no publisher', async () => {
  const { page } = await siteWith(async (store, articleId) => {
    store.addFeeds(
      [
        {
          id: 'ev-daily-2',
          url: 'https://ev.example/feed',
          name: 'EV Daily',
          language: 'en',
          origin: 'user',
          enabled: true,
        },
      ],
      NOW,
    );
    await store.sink.articleRead(read(articleId, reading({ url })));
    const other = 'https://ev.example/2';
    const { jobs } = await store.sink.feedPolled(
      polled([item({ url: other, title: 'Two' })], 'ev-daily-2', { at: NOW }),
    );
    const named = reading({ url: other, siteName: null, title: 'Another title' });
    await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, named));
  });
  const venture = await page('/ventures/saic-gm');
  expect(venture).toContain('EV Daily</bdi>, <time');
  expect(venture).toContain('>EV Daily</bdi></a>');
  expect(venture).not.toContain('ev-daily-2');
});

test('the articles of a candidate, which no event may tell of', async () => {
  const { page } = await siteWith((store, articleId) => {
    const { tagging, ...told } = reading({ url });
    const ventures = tagging.ventures.map((venture) => ({
      ...venture,
      ventureId: null,
      name: null,
      stage: null,
    }));
    return store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, ventures } }));
  });
  const link = /<a href="([^"]*)">Articles that mention it/.exec(await page('/ventures/new:gm+saic'))?.[1];
  expect(await page(link ?? '')).toContain('<a href="/articles/1">');
  expect(await page('/ventures/saic-volkswagen')).not.toContain('Articles that mention it');
});

test('of a story the sentence of each source', async () => {
  const { page } = await siteWith((store, articleId) =>
    store.sink.articleRead(read(articleId, withStory(reading({ url })))),
  );
  const href = /href="(\/stories\/[^"]+)"/.exec(await page('/stories'))?.[1];
  expect(await page(href ?? '')).toContain(
    '<blockquote><p lang="en" dir="auto">SAIC and GM opened their electric joint venture.</p></blockquote>',
  );
});

test('no way to take along what the API would refuse', async () => {
  const { page } = await siteWith(() => undefined);
  for (const list of ['articles', 'stories', 'ventures']) {
    expect(await page(`/${list}?company=byd`)).toContain('Export or subscribe');
    expect(await page(`/${list}?company=bydd`)).not.toContain('Export or subscribe');
  }
});

test('companies in the order of the names that they are shown by', async () => {
  const { page } = await siteWith(() => undefined);
  const names = [...(await page('/companies')).matchAll(/<th scope="row"><a [^>]*>([^<]+)</g)].map(
    ([, name = '']) => name,
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare));
});

test('that an article has more addresses than are listed', async () => {
  const many = Array.from({ length: 23 }, (_, n) => `https://short.example/${n + 10}`);
  const { page } = await siteWith(async (store, articleId) => {
    const result = read(articleId, reading({ url }), NOW);
    await store.sink.articleRead({ ...result, page: { ...result.page, redirects: many } });
  });
  const listed = (await page('/articles/1')).split('Also at')[1] ?? '';
  expect(listed.match(/href="https:\/\/short\.example\/\d+"/g)).toHaveLength(20);
  expect(listed).toContain('and 3 more');
});

test('what there is in the place of an article, story or venture that there is not, and no command', async () => {
  const { page } = await siteWith(() => undefined);
  const told = await page('/ventures/saic-volkswagn');
  expect(told).toContain('No venture &quot;saic-volkswagn&quot;; did you mean saic-volkswagen?</p>');
  expect(told).toContain('<a href="/ventures">Ventures</a>');
  expect(await page('/stories/s1')).toMatch(
    /No story &quot;s1&quot;<\/p><p><a href="\/stories">Stories<\/a>/,
  );
  expect(await page('/articles/999')).toContain('<p><a href="/articles?tag=chinese-ev-jv">Articles</a>');
});

test('that the words of a language are not read, with an article in it that has no tag', async () => {
  const { page } = await siteWith((store, articleId) =>
    store.sink.articleRead(
      read(articleId, reading({ url, text: 'این شرکت قراردادی امضا کرد.', language: 'fa' })),
    ),
  );
  expect(await page('/articles/1')).toContain('Persian: the words of this language are not read:');
});

test('that the day of an undated article is when it was seen', async () => {
  const { page } = await siteWith((store, articleId) => {
    const told = withStory(reading({ url, publishedAt: null, publishedDay: null }));
    return store.sink.articleRead(read(articleId, told));
  });
  const day = new Date(NOW).toISOString().slice(0, 10);
  const seen = `seen <time datetime="${day}">`;
  const venture = await page('/ventures/saic-gm');
  expect(venture).toContain(`operating</span> ${seen}`);
  // Beside the figure that it states, too.
  expect(venture).toContain(`<bdi>Wire</bdi></a>, ${seen}`);
  expect(await page('/ventures?view=timeline')).toContain(`operating</a> ${seen}`);
  expect(await page('/stories')).toContain(`<p class="meta">${seen}`);
});

test('in its title what a list was asked, so that tabs and bookmarks can be told apart', async () => {
  const { page } = await siteWith(() => undefined);
  const titles: Record<string, string> = {
    '/articles?cursor=&company=byd&stage=signed&limit=9': 'Articles: company byd, stage signed',
    '/search?query=joint+venture&lang=en': 'Search: joint venture, lang en',
    '/ventures?view=timeline&country=DE&sector=': 'Ventures: view timeline, country DE',
    '/stories?company=byd': 'Stories: company byd',
    '/companies?name=byd&page=1': 'Companies: name byd, page 1',
    '/feeds?state=failing': 'Feeds: state failing',
    '/trends?span=1y': 'Trends: span 1y',
    '/ventures': 'Ventures',
  };
  for (const [path, title] of Object.entries(titles))
    expect(await page(path)).toContain(`<title>${title} · jvwire</title>`);
  expect(await page(`/search?query=${'long+'.repeat(50)}`)).toMatch(/<title>.{121} · jvwire/);
});

test('what the confidence of a tag means', async () => {
  const { page } = await siteWith((store, id) => store.sink.articleRead(read(id, reading({ url }))));
  const own = (await page('/articles/1')).replace(/<[^>]*>/g, '');
  expect(own).toContain(
    'confidence 0.95: of 100 articles with this confidence, about 95 are tagged correctly.',
  );
});

test('which partners of a venture an article does not name', async () => {
  const { page } = await siteWith((store, articleId) => {
    const { tagging, ...told } = reading({ url });
    const companies = [{ companyId: 'saic', name: 'SAIC', mentions: 1 }];
    return store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, companies } }));
  });
  const own = (await page('/articles/1')).replace(/<[^>]*>/g, '');
  expect(own).toContain('GM by the ledger: the article does not name it');
  expect(own).not.toContain('SAIC by the ledger');
});

test('that the day of an event is that of an article, wherever events are dated', async () => {
  const { page } = await siteWith((store, id) => store.sink.articleRead(read(id, reading({ url }))));
  for (const path of ['/ventures/saic-gm', '/ventures?view=timeline'])
    expect(await page(path)).toContain('The day is that of the first article that reports an event');
  expect(await page('/ventures/leapmotor-international')).not.toContain('The day is that of');
});

test.each([
  ['/ventures?new=yes', '<option value="true" selected>no</option>'],
  ['/ventures?new=false', '<option value="false" selected>yes</option>'],
  ['/stories?all=yes', 'name="all" type="checkbox" value="true" checked'],
  ['/stories?all=no', 'name="all" type="checkbox" value="true">'],
  ['/stories?company=byd&company=saic', 'name="company" type="text" maxlength="100" value="byd,saic"'],
  ['/stories?stage=signed,mou&sector=batteries', '<option value="signed,mou" selected>signed, mou</option>'],
  ['/stories?stage=signed,mou&sector=batteries', '<input type="hidden" name="sector" value="batteries">'],
  ['/stories?stage=signed', '<option value="signed" selected>'],
  ['/ventures?stage=-dissolved', '<option value="-dissolved" selected>not dissolved</option>'],
  [
    '/ventures?sector=-other,vehicles',
    '<option value="-other,vehicles" selected>not other, vehicles</option>',
  ],
  ['/ventures?compny=byd', 'there is no parameter &quot;compny&quot;; did you mean company?'],
  ['/ventures?view=banana', 'View: must be one of table, timeline'],
  ['/stories?all=maybe', 'All: must be true or false'],
  ['/stories?since=7d&stgae=mou', 'there is no parameter &quot;stgae&quot;; did you mean stage?'],
  ['/companies?name=byd&name=catl', 'is there 2 times: once'],
  ['/companies?country=SE, JP', 'value="SE, JP"'],
  ['/companies?country=SE, JP', '<th scope="row"><a href="/companies/volvo'],
  ['/companies?country=SE, JP', '<th scope="row"><a href="/companies/toyota'],
])('what %s asks: the whole of it, and in the form below', async (path, told) => {
  const { page } = await siteWith(() => undefined);
  expect((await page(path)).toLowerCase()).toContain(told.toLowerCase());
});

test('stories at one of several stages, which were written one by one', async () => {
  const { page } = await siteWith((store, articleId) =>
    store.sink.articleRead(read(articleId, withStory(reading({ url })))),
  );
  expect(await page('/stories?stage=operating&stage=signed')).toContain('A title');
  expect(await page('/stories?stage=signed&stage=mou')).toContain('No story matches all of this.');
});

test.each([
  ['/search?query=plant&since=yesterday&company=byd', ['plant', 'yesterday', 'byd']],
  ['/articles?query=%22plant&lang=de&lang=en', ['&quot;plant', 'de,en']],
  ['/stories?since=yesterday&company=byd&lang=de', ['yesterday', 'byd', 'de']],
  ['/ventures?stage=married&company=byd&view=timeline', ['married', 'byd']],
  ['/feeds?state=faling', ['faling']],
  ['/trends?span=10y', ['10y']],
])('what cannot be read of %s, with all that was typed', async (path, typed) => {
  const { page } = await siteWith(() => undefined);
  const refused = await page(path);
  expect(refused).toContain('<h1>This question is not valid</h1>');
  for (const value of typed) expect(refused).toContain(`value="${value}"`);
  const [where = ''] = path.split('?');
  const searching = ['/search', '/articles'].includes(where);
  expect(refused).toContain(`<a href="${where}">Start again</a>`);
  expect(refused).toContain(`action="${searching ? '/search' : where}" method="get"`);
  // The form in the header would be a second one.
  expect(refused.includes('id="site-search"')).toBe(!searching);
  expect(refused.includes('aria-current="true">Articles')).toBe(searching);
});

test('how many ventures of a company are in the ledger, and how many are mentioned', async () => {
  const { page } = await siteWith((store, id) => store.sink.articleRead(read(id, reading({ url }))));
  expect(await page('/companies?name=saic')).toContain('Ventures in the ledger</th>');
  const own = await page('/companies/saic');
  const known = loadKnowledge().ventures.filter(({ partners }) =>
    partners.some(({ company }) => company === 'saic'),
  );
  expect(own).toContain(`<dt>Ventures in the ledger</dt><dd>${known.length}<`);
  // Each by its name, told of or not.
  for (const { id } of known) expect(own).toContain(`<a href="/ventures/${id}"`);
  expect(own).toContain('1 venture mentioned');
});
