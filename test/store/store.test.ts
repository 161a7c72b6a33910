/** What polls and readings leave in the store: counts that add up, one article a page, nothing lost on failure. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { joinBodies } from '../../src/core/archived-pages.ts';
import type { Evidence } from '../../src/core/model.ts';
import { articleFilterSchema } from '../../src/query/article-filter.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  polledWith,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from './fixtures.ts';

const filter = (fields: object = {}) => articleFilterSchema.parse(fields);
const one = 'https://wire.example/1';

test('a poll counts every item once: seen = new + known + rejected', async () => {
  const store = withFeed(freshStore());
  const document = [
    item({ guid: 'a', url: one, title: 'One' }),
    item({ guid: 'b', url: `${one}?utm_source=rss`, title: 'One, again under a tracking parameter' }),
    item({ guid: 'c', title: 'No link' }),
    item({ guid: 'a', url: 'https://wire.example/2', title: 'A guid used twice' }),
  ];
  const first = await store.sink.feedPolled(polled(document));
  expect(first).toMatchObject({ seen: 4, new: 2, known: 1, rejected: 1, rejections: { 'no-link': 1 } });
  const second = await store.sink.feedPolled(polled(document));
  expect(second).toMatchObject({ seen: 4, new: 0, known: 3, rejected: 1, jobs: [] });
});

test('of a document with more items than any feed has the rest is counted as rejected', async () => {
  const store = withFeed(freshStore());
  const found = Array.from({ length: 5_003 }, (_, n) => item({ url: `https://wire.example/post/${n}` }));
  expect(await store.sink.feedPolled(polled(found))).toMatchObject({
    seen: 5_003,
    new: 5_000,
    rejected: 3,
    rejections: { 'too-many': 3 },
  });
});

test('the same article in two feeds is one article with two sightings', async () => {
  const store = withFeed(withFeed(freshStore()), 'other');
  const { jobs } = await store.sink.feedPolled(polled([item({ guid: 'a', url: one })]));
  await store.sink.feedPolled(polled([item({ guid: 'x', url: one })], 'other'));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url: one })));
  const article = store.getArticle(one);
  expect(article?.sightings.map(({ feedId }) => feedId)).toEqual(['wire', 'other']);
  expect(store.totals().articles).toBe(1);
});

test('every job brings what the feed said of its own article, whatever the ids', async () => {
  const store = withFeed(withFeed(freshStore()), 'other');
  const said = (number: number) =>
    item({
      guid: `g${number}`,
      url: `https://wire.example/${number}`,
      title: `Title ${number}`,
      summary: `Said of ${number}`,
    });
  await store.sink.feedPolled(polled([said(1)]));
  // Seen a second time: from here on items and articles are numbered differently.
  await store.sink.feedPolled(polled([{ ...said(1), title: 'Elsewhere' }], 'other'));
  await store.sink.feedPolled(polled([2, 3, 4].map(said)));
  const due = store.dueArticles(NOW, 10);
  expect(due.map(({ url, item: { title, summary } }) => [url, title, summary])).toEqual(
    [1, 2, 3, 4].map((n) => [`https://wire.example/${n}`, `Title ${n}`, `Said of ${n}`]),
  );
  expect(store.jobForUrl('https://wire.example/3', NOW).item.title).toBe('Title 3');
  expect(store.jobForUrl('https://wire.example/by-hand', NOW).item.title).toBeNull();
});

test('where more is due than a sweep takes, no feed with a great backlog holds up the others', async () => {
  const store = withFeed(withFeed(freshStore()), 'quick');
  const many = (feed: string, count: number) =>
    Array.from({ length: count }, (_, n) =>
      item({ url: `https://${feed}.example/story-${n}`, title: `${feed} ${n}` }),
    );
  await store.sink.feedPolled(polled(many('wire', 60)));
  await store.sink.feedPolled(polled(many('quick', 2), 'quick'));
  const feedsOf = (limit: number): number =>
    store.dueArticles(NOW, limit).filter(({ url }) => url.startsWith('https://quick.example/')).length;
  expect(store.dueArticles(NOW, 20)).toHaveLength(20);
  expect([feedsOf(20), feedsOf(100)]).toEqual([2, 2]);
});

test('a result that bears the number of another article changes nothing', async () => {
  const store = withFeed(freshStore());
  const other = 'https://wire.example/of-a-later-database';
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const articleId = jobs[0]?.articleId ?? 0;
  const failure = { code: 'http-404', action: 'drop', message: 'gone' } as const;
  const failed = { articleId, at: NOW, ms: 1, failure, attempts: 1, retryAt: null, fallback: null };
  expect((await store.sink.articleRead(read(articleId, reading({ url: other })))).kind).toBe('gone');
  expect((await store.sink.articleUnchanged({ articleId, url: other, at: NOW, ms: 1 })).kind).toBe('gone');
  await store.sink.articleFailed({ ...failed, url: other });
  expect(store.dueArticles(NOW, 10)).toMatchObject([{ articleId, url: one, attempts: 0 }]);
  // Its own addresses, all of them, are still believed.
  expect((await store.sink.articleRead(read(articleId, reading({ url: one })))).kind).toBe('stored');
  const again = { articleId, url: `${one}?utm_source=rss`, at: NOW + 9000, ms: 1 };
  expect((await store.sink.articleUnchanged(again)).kind).toBe('unchanged');
  // Also one on the way to the page.
  const onward = { ...read(articleId, reading({ url: one, text: 'Corrected.' }), NOW + 10_000), url: other };
  const page = { ...onward.page, redirects: [one] };
  expect((await store.sink.articleRead({ ...onward, page })).kind).toBe('revised');
});

test('an article has changed when its own publisher changed it, not another one', async () => {
  const store = withFeed(freshStore());
  const urls = [1, 2, 3].map((n) => `https://wire.example/${n}`);
  const { jobs } = await store.sink.feedPolled(polled(urls.map((url) => item({ url, title: url }))));
  const ids = jobs.map(({ articleId }) => articleId);
  const text = (n: number, more: string): string =>
    `Plant number ${n} opened its gates in the spring. ${more}`;
  for (const [n, articleId] of ids.entries())
    await store.sink.articleRead(
      read(articleId, reading({ url: urls[n] ?? '', title: `Plant ${n}`, text: text(n, '') }), NOW),
    );
  const later = NOW + 7_200_000;
  const third = ids[2] ?? 0;
  const corrected = reading({
    url: urls[2] ?? '',
    title: 'Plant 2',
    text: text(2, 'It makes nine thousand cars a year, not eight as was said here before.'),
  });
  expect((await store.sink.articleRead(read(third, corrected, later))).kind).toBe('revised');
  const found = store.findingsOf(ids);
  expect(ids.map((id) => found.get(id)?.updatedAt)).toEqual(
    [NOW, NOW, later].map((at) => new Date(at).toISOString()),
  );
});

test('a page that is the same to the byte is no version of its publisher, whatever newer rules read in it', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const id = jobs[0]?.articleId ?? 0;
  const first = read(id, reading({ url: one }));
  await store.sink.articleRead(first);
  const newer = reading({
    url: one,
    text: 'SAIC and GM opened their electric joint venture. Newer rules see this.',
  });
  const again = { ...read(id, newer, NOW + 7_200_000), page: first.page };
  expect((await store.sink.articleRead(again)).kind).toBe('unchanged');
  expect(store.articleVersions(one)?.revisions).toEqual([]);
});

test.each([
  ['one page is asked for by its validator', [], { etag: '"1"', lastModified: null }],
  [
    'several pages is asked for whole, since the first may stay as it is',
    ['https://wire.example/1?page=2'],
    null,
  ],
])('at a visit, an article of %s', async (_name, urls, validators) => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const first = read(jobs[0]?.articleId ?? 0, reading({ url: one }), NOW);
  const bytes = new TextEncoder().encode('page');
  const { body, headers } = joinBodies(
    bytes,
    urls.map((url) => ({ url, bytes, contentType: null })),
  );
  const page = { ...first.page, body, headers: { etag: '"1"', ...headers } };
  await store.sink.articleRead({ ...first, page });
  expect(store.dueArticles(NOW + 3_600_000, 10)).toMatchObject([{ validators }]);
});

test('two links that turn out to be one page are merged, with all their addresses', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: one, title: 'One' }), item({ url: 'https://wire.example/amp/1', title: 'One' })]),
  );
  const [first, second] = jobs.map((job) => job.articleId);
  await store.sink.articleRead(read(first ?? 0, reading({ url: one })));
  const receipt = await store.sink.articleRead(
    read(second ?? 0, reading({ url: 'https://wire.example/amp/1', canonicalUrl: one })),
  );
  expect(receipt).toMatchObject({ kind: 'merged', articleId: first });
  expect(store.getArticle('https://wire.example/amp/1')?.id).toBe(first);
  expect(store.getArticle(one)?.sightings).toHaveLength(2);
  expect(store.totals()).toMatchObject({ articles: 1, pending: 0 });
});

test.each([
  ['', 'One', 'Two'],
  [' without headlines', null, null],
])('different pages%s that claim the same canonical address stay apart', async (_name, title, otherTitle) => {
  const store = withFeed(freshStore());
  const two = 'https://wire.example/2';
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: one, title }), item({ url: two, title: otherTitle })]),
  );
  const [first, second] = jobs.map((job) => job.articleId);
  await store.sink.articleRead(read(first ?? 0, reading({ url: one, title })));
  const claims = { url: two, canonicalUrl: one, title: otherTitle, text: 'Something else.' };
  await store.sink.articleRead(read(second ?? 0, reading(claims)));
  expect(store.totals().articles).toBe(2);
  expect(store.getArticle(two)).toMatchObject({ title: otherTitle, text: 'Something else.' });
});

test('storing a reading twice is the same as once', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const id = jobs[0]?.articleId ?? 0;
  await store.sink.articleRead(read(id, reading({ url: one })));
  const before = store.getArticle(one);
  await store.sink.articleRead(read(id, reading({ url: one })));
  expect(store.getArticle(one)).toEqual(before);
  expect(store.listArticles(filter({ query: 'venture' }), NOW).articles).toHaveLength(1);
});

test('a failed try waits for its time; the last one leaves a dead letter and what the feed said', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const articleId = jobs[0]?.articleId ?? 0;
  const failure = { code: 'timeout-body', action: 'retry', message: 'too slow' } as const;
  await store.sink.articleFailed({
    articleId,
    url: one,
    ms: 1,
    at: NOW,
    failure,
    attempts: 1,
    retryAt: NOW + 5000,
    fallback: null,
  });
  expect(store.dueArticles(NOW + 4999, 10)).toEqual([]);
  expect(store.dueArticles(NOW + 5000, 10)).toMatchObject([{ articleId, attempts: 1 }]);
  expect(store.nextWork()).toEqual({ waiting: 1, at: NOW + 5000 });

  const fallback = reading({ url: one, verdict: 'thin', extractor: 'feed' });
  const gone = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  await store.sink.articleFailed({
    articleId,
    url: one,
    ms: 1,
    at: NOW + 6000,
    failure: gone,
    attempts: 2,
    retryAt: null,
    fallback,
  });
  expect(store.nextWork().waiting).toBe(0);
  const article = store.getArticle(one);
  expect(article).toMatchObject({
    state: 'failed',
    verdict: 'thin',
    failure: { code: 'http-404', attempts: 2 },
  });
  const told = () => store.listArticles(filter({ tag: 'chinese-ev-jv' }), NOW).articles;
  expect(told()).toHaveLength(1);
  // Taken up again, it tells what its feed said until its page is read.
  store.requeueArticles(null, NOW + 7000);
  expect(store.getArticle(one)).toMatchObject({ state: 'pending', verdict: 'thin' });
  expect(told()).toHaveLength(1);
});

test('what is paused is waited for by nobody, and nobody is late with it', async () => {
  const store = withFeed(freshStore());
  await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const late = () => ({ at: store.nextWork().at, due: store.workGauges(NOW + 7_200_000).articlesDue.count });
  const unpaused = { at: expect.any(Number), due: 1 };
  expect(late()).toEqual(unpaused);
  store.pause('wire', NOW);
  expect(late()).toEqual({ at: null, due: 0 });
  expect(store.nextWork().waiting).toBe(1);
  store.resume('wire', NOW);
  expect(late()).toEqual(unpaused);
});

test('a failure that arrives after the article was stored changes nothing', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const articleId = jobs[0]?.articleId ?? 0;
  await store.sink.articleRead(read(articleId, reading({ url: one })));
  const failure = { code: 'http-404', action: 'drop', message: 'late' } as const;
  await store.sink.articleFailed({
    articleId,
    url: one,
    ms: 1,
    at: NOW,
    failure,
    attempts: 1,
    retryAt: null,
    fallback: null,
  });
  expect(store.getArticle(one)).toMatchObject({ state: 'stored', failure: null });
});

test('a feed that gives every item the same guid loses none of them', async () => {
  const store = withFeed(freshStore());
  const poll = (...urls: string[]) =>
    store.sink.feedPolled(polled(urls.map((url) => item({ guid: 'same', url }))));
  expect(await poll(`${one}/1`)).toMatchObject({ new: 1, known: 0 });
  expect(await poll(`${one}/2`)).toMatchObject({ new: 1, known: 0 });
  expect(await poll(`${one}/3`, `${one}/2`, `${one}/1`)).toMatchObject({ new: 1, known: 2 });
  expect(await poll(`${one}/3`, `${one}/2`, `${one}/1`)).toMatchObject({ new: 0, known: 3 });
});

test('of articles that are known already, a feed that gives every item the same guid lists each', async () => {
  const store = withFeed(withFeed(freshStore()), 'second');
  const urls = [1, 2, 3].map((n) => `https://wire.example/${n}`);
  await store.sink.feedPolled(polled(urls.map((url) => item({ url, title: url }))));
  const again = urls.map((url) => item({ guid: 'same', url, title: url }));
  expect(await store.sink.feedPolled(polled(again, 'second'))).toMatchObject({ new: 0, known: 3 });
  for (const url of urls)
    expect(store.getArticle(url)?.sightings.map(({ feedId }) => feedId)).toEqual(['wire', 'second']);
});

test('items without headlines whose links differ in their query are as many articles, whatever their guid', async () => {
  const store = withFeed(freshStore());
  for (const n of [1, 2, 3]) {
    const url = `https://wire.example/article.php?id=${n}`;
    expect(await store.sink.feedPolled(polled([item({ guid: 'same', url })]))).toMatchObject({ new: 1 });
  }
  expect(store.totals()).toMatchObject({ pending: 3 });
});

test('items whose links carry a new session at every poll are known by guid and title', async () => {
  const store = withFeed(freshStore());
  const poll = (session: number, title = 'Story') =>
    store.sink.feedPolled(
      polled(
        [1, 2, 3].map((n) =>
          item({ guid: `g${n}`, title: `${title} ${n}`, url: `${one}/${n}?sid=${session}-${n}` }),
        ),
      ),
    );
  expect(await poll(1)).toMatchObject({ new: 3, known: 0 });
  for (const session of [2, 3]) expect(await poll(session)).toMatchObject({ new: 0, known: 3, jobs: [] });
  expect(await poll(4, 'STORY:')).toMatchObject({ new: 0, known: 3 });
  expect(store.totals()).toMatchObject({ pending: 3 });
  expect(store.getArticle(`${one}/1?sid=1-1`)?.sightings).toMatchObject([{ url: `${one}/1?sid=4-1` }]);
  // Under another title the address decides.
  expect(await poll(5, 'Another matter')).toMatchObject({ new: 3, known: 0 });
});

test('an item whose link becomes another address of its article is the item that it was', async () => {
  const store = withFeed(freshStore());
  const poll = (url: string) => store.sink.feedPolled(polled([item({ guid: 'g', title: 'One', url })]));
  const { jobs } = await poll(`${one}?p=7`);
  const { articleId = 0, url = '' } = jobs[0] ?? {};
  const landed = read(articleId, reading({ url: `${one}/its-title`, title: 'One' }));
  await store.sink.articleRead({ ...landed, url, page: { ...landed.page, redirects: [url] } });
  expect(await poll(`${one}/its-title`)).toMatchObject({ new: 0, known: 1 });
  expect(store.getArticle(`${one}?p=7`)?.sightings).toHaveLength(1);
});

test('what a feed carries of an item is kept up to half a million characters', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const whole = 'x'.repeat(500_001);
  await store.sink.feedPolled(polled([item({ url: one, contentHtml: whole, summary: whole })]));
  const client = new Sqlite(filesIn(folder).database, { readonly: true });
  const kept = client.prepare('SELECT length(content_html), length(summary) FROM items').raw().get();
  client.close();
  expect(kept).toEqual([500_000, 500_000]);
});

test('a guid that one document gives to pages told apart by their query names none of them', async () => {
  const store = withFeed(freshStore());
  const poll = (...ids: number[]) =>
    store.sink.feedPolled(
      polled(ids.map((id) => item({ guid: 'same', title: 'Daily news', url: `${one}?id=${id}` }))),
    );
  expect(await poll(1, 2)).toMatchObject({ new: 2, known: 0 });
  expect(await poll(3, 2, 1)).toMatchObject({ new: 1, known: 2 });
});

test('readers never see half of one version and half of the next', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const articleId = jobs[0]?.articleId ?? 0;
  const versions = ['First, and longer than the other one. ', 'Second. '].map((lead) => {
    const base = reading({ url: one });
    const quote = base.tagging.tags[0]?.evidence[0]?.sentence ?? '';
    const shift = (evidence: readonly Evidence[]) =>
      evidence.map((each) => ({ ...each, start: lead.length, end: lead.length + quote.length }));
    const tags = base.tagging.tags.map((tag) => ({ ...tag, evidence: shift(tag.evidence) }));
    return {
      ...base,
      article: { ...base.article, text: `${lead}${base.article.text}` },
      tagging: { ...base.tagging, tags },
    };
  });
  await store.sink.articleRead(read(articleId, versions[0] ?? reading({ url: one })));
  const script = fileURLToPath(new URL('./read-torn.ts', import.meta.url));
  const reader = spawn(process.execPath, [script, folder, one], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  reader.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const ended = once(reader, 'exit');
  for (let turn = 0; reader.exitCode === null && turn < 100_000; turn++) {
    const version = versions[turn % 2] ?? reading({ url: one });
    await store.sink.articleRead(read(articleId, version, NOW + 2000 + turn));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  expect(JSON.parse(out)).toMatchObject({ torn: 0 });
  expect((JSON.parse(out) as { versions: number }).versions).toBe(2);
});

test('a given-up article that is taken up again and fails for now is waiting, not given up', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one })]));
  const articleId = jobs[0]?.articleId ?? 0;
  const fail = (retryAt: number | null) => {
    const failure = { code: 'http-5xx', action: 'retry', message: 'down' } as const;
    return store.sink.articleFailed({
      articleId,
      url: one,
      ms: 1,
      at: NOW,
      failure,
      attempts: 1,
      retryAt,
      fallback: null,
    });
  };
  await fail(null);
  expect(store.failedArticles(10)).toHaveLength(1);
  expect(store.requeueArticles([articleId], NOW)).toHaveLength(1);
  await fail(NOW + 1000);
  expect(store.failedArticles(10)).toEqual([]);
  expect(store.waitingArticles(10)).toHaveLength(1);
  // By its address, too, which takes it up without a word to the list.
  await fail(null);
  expect(store.jobForUrl(one, NOW).articleId).toBe(articleId);
  await fail(NOW + 2000);
  expect([store.failedArticles(10), store.waitingArticles(10)]).toMatchObject([[], [{ articleId }]]);
});

test('what was given up is taken up with all its tries, and of a list with an article that was read none is', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one }), item({ url: `${one}2` })]));
  const [failed = 0, whole = 0] = jobs.map(({ articleId }) => articleId);
  const failure = { code: 'http-5xx', action: 'retry', message: 'down' } as const;
  const last = { articleId: failed, url: one, ms: 1, at: NOW, failure, attempts: 6, retryAt: null };
  await store.sink.articleFailed({ ...last, fallback: null });
  await store.sink.articleRead(read(whole, reading({ url: `${one}2` })));
  expect(() => store.requeueArticles([failed, whole], NOW)).toThrow(`waiting job for article ${whole};`);
  expect(store.dueArticles(NOW + 60_000, 10)).toEqual([]);
  expect(store.requeueArticles([failed], NOW)).toMatchObject([{ articleId: failed, attempts: 0 }]);
});

test('what was given up and is read after all is no failure any more', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const articleId = jobs[0]?.articleId ?? 0;
  const failure = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  const failed = { articleId, url: one, at: NOW, ms: 1, failure, attempts: 1, retryAt: null, fallback: null };
  await store.sink.articleFailed(failed);
  expect(store.failedArticles(10)).toHaveLength(1);
  // A job that was handed out before.
  await store.sink.articleRead(read(articleId, reading({ url: one })));
  expect(store.failedArticles(10)).toEqual([]);
  expect(store.getArticle(one)).toMatchObject({ state: 'stored', failure: null });
});

test('failures are forgotten up to a day, and the later ones stay', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([1, 2].map((n) => item({ url: `${one}${n}` }))));
  const failure = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  for (const [days, { articleId, url }] of jobs.entries()) {
    const given = { articleId, url, ms: 1, at: NOW + days * 86_400_000, failure, attempts: 1 };
    await store.sink.articleFailed({ ...given, retryAt: null, fallback: null });
  }
  expect(store.forgetFailures(NOW + 86_400_000)).toBe(1);
  expect(store.failedArticles(10).map(({ url }) => url)).toEqual([`${one}2`]);
});

test('of what feeds carry of one article the fullest text is taken', async () => {
  const store = withFeed(freshStore());
  withFeed(store, 'short');
  withFeed(store, 'none');
  const of = (contentHtml: string | null) => [item({ url: one, title: 'One', contentHtml })];
  const { jobs } = await store.sink.feedPolled(polled(of('<p>Short.</p>'), 'short'));
  await store.sink.feedPolled(polled(of('<p>The whole of it, as its own feed has it.</p>')));
  await store.sink.feedPolled(polled(of(null), 'none'));
  expect(store.feedContent(jobs[0]?.articleId ?? 0)?.contentHtml).toContain('The whole of it');
});

test('removing a paused feed forgets the pause', () => {
  const store = withFeed(freshStore());
  store.pause('wire', NOW);
  expect(store.duePolls(NOW, 10)).toEqual([]);
  store.removeFeed('wire');
  withFeed(store);
  expect(store.duePolls(NOW, 10)).toHaveLength(1);
});

test('a feed that is there already is not added again, and keeps no other of its list out', () => {
  const store = withFeed(freshStore());
  const feed = (id: string) =>
    ({ id, url: `https://${id}.example/feed`, name: id, origin: 'opml', enabled: true }) as const;
  expect(store.addFeeds([feed('wire'), feed('new'), feed('new')], NOW).map(({ id }) => id)).toEqual(['new']);
  expect(store.listFeeds().map(({ id }) => id)).toEqual(['new', 'wire']);
});

test('a feed is found by its address however that is written', () => {
  const store = withFeed(freshStore(), 'wire', 'https://wire.example/');
  expect(store.findFeed('https://WIRE.example')?.id).toBe('wire');
});

test('a failing feed is asked later each time and at once again after it was re-enabled', async () => {
  const store = withFeed(freshStore());
  const failure = { code: 'http-5xx', action: 'retry', message: 'down', status: 503 } as const;
  const waits: number[] = [];
  for (let n = 0; n < 4; n++) {
    await store.sink.feedPolled(polledWith({ kind: 'failed', failure }));
    waits.push((store.findFeed('wire')?.nextPollAt ?? 0) - NOW);
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[3]).toBeGreaterThan(waits[0] ?? 0);
  expect(store.duePolls(NOW, 10)).toEqual([]);
  store.setFeedEnabled('wire', true, NOW);
  expect(store.duePolls(NOW, 10)).toHaveLength(1);
});

test('removing a feed keeps its articles', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one })]));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url: one })));
  store.removeFeed('wire');
  expect(store.getArticle(one)).toMatchObject({ state: 'stored', sightings: [] });
});

test('a feed that is added again has those of its articles back that it still lists', async () => {
  const store = withFeed(freshStore());
  const items = [item({ url: one }), item({ url: `${one}b` })];
  const { jobs } = await store.sink.feedPolled(polled(items));
  for (const { articleId = 0, url } of jobs) await store.sink.articleRead(read(articleId, reading({ url })));
  store.removeFeed('wire');
  withFeed(withFeed(store, 'other', 'https://other.example/feed'), 'again');
  expect((await store.sink.feedPolled(polled(items.slice(0, 1), 'again'))).jobs).toEqual([]);
  await store.sink.feedPolled(polled(items.slice(0, 1), 'other'));
  const { articles } = store.listArticles(filter(), NOW);
  expect(articles.map(({ url, feedId }) => [url, feedId]).sort()).toEqual([
    [one, 'again'],
    [`${one}b`, null],
  ]);
});

test('dates in the future and before 1995 are not believed', async () => {
  const store = withFeed(freshStore());
  await store.sink.feedPolled(
    polled([
      item({ url: `${one}a`, publishedAt: '2031-01-01T00:00:00.000Z' }),
      item({ url: `${one}b`, publishedAt: '1970-01-01T00:00:00.000Z' }),
    ]),
  );
  const dates = store.dueArticles(NOW, 10).map((job) => job.item.publishedAt);
  expect(dates).toEqual([null, null]);
  expect(store.feedDetail('wire', 1, NOW)?.polls[0]?.warnings).toEqual([
    '1 date is in the future and left out (2031-01-01T00:00:00.000Z)',
    '1 date is before 1995 and left out (1970-01-01T00:00:00.000Z)',
  ]);
});

test('the first feeds come once: those removed later do not return', () => {
  const store = freshStore();
  const seed = { id: 'a', url: 'https://a.example/', name: 'A', origin: 'catalogue', enabled: true } as const;
  store.seed([seed], NOW);
  store.removeFeed('a');
  store.seed([seed], NOW);
  expect(store.listFeeds()).toEqual([]);
});

test('a merge that is broken off between the two databases leaves the survivor its page', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const page = { url: 'https://wire.example/amp/1', canonicalUrl: one };
  const { jobs } = await store.sink.feedPolled(
    polled([one, page.url].map((url) => item({ url, title: 'A title' }))),
  );
  const [survivor = 0, other = 0] = jobs.map((job) => job.articleId);
  const pages = new Sqlite(filesIn(folder).pages);
  pages.exec(
    "CREATE TRIGGER broken BEFORE UPDATE OF article_id ON pages BEGIN SELECT RAISE(ABORT, 'broken off'); END",
  );
  await expect(store.sink.articleRead(read(other, reading(page)))).rejects.toThrow();
  expect(store.getArticle(String(survivor))?.state).toBe('pending');
  pages.exec('DROP TRIGGER broken');
  expect(await store.sink.articleRead(read(other, reading(page)))).toMatchObject({ kind: 'merged' });
  expect(pages.prepare('SELECT DISTINCT article_id FROM pages').pluck().all()).toEqual([survivor]);
  pages.close();
});

test('an article and what is tagged anew say its tags and companies in one order', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: one, title: 'One' })]));
  const first = reading({ url: one });
  const companies = [
    { companyId: 'byd', name: 'BYD', mentions: 1 },
    { companyId: 'saic', name: 'SAIC', mentions: 3 },
    { companyId: 'catl', name: 'CATL', mentions: 1 },
  ];
  const tagging = { ...first.tagging, companies };
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, { ...first, tagging }));
  const [stored] = store.storedTexts({ since: null, feedId: null }, 0, 10);
  expect(stored?.tagging.companies.map(({ companyId }) => companyId)).toEqual(['saic', 'byd', 'catl']);
  expect(store.getArticle(one)).toMatchObject(stored?.tagging ?? {});
});
