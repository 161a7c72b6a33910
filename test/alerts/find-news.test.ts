/** What alerts find, when they tell it, and that nothing is told twice. */
import { expect, test } from 'vitest';
import { MOST_TOLD } from '../../src/alerts/compose.ts';
import { parseQuiet } from '../../src/alerts/timing.ts';
import { findNews } from '../../src/pipeline/daemon/find-news.ts';
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
} from '../store/fixtures.ts';
import { bench, DEAL, HOUR, payloadOf, receiver, titlesIn } from './bench.ts';

test('what comes in after an alert was added is told once, what was there before never', async () => {
  const { add, arrive, sweep } = bench();
  const { url, received } = await receiver();
  await arrive('before');
  await add(url);
  expect(await sweep()).toBe(0);
  await arrive('first');
  await arrive('not tagged', 'Cars are parked.');
  await arrive('second');
  expect(await sweep()).toBe(1);
  expect(received.map(titlesIn)).toEqual([['second', 'first']]);
  expect(await sweep()).toBe(0);
});

test('an article that is tagged anew or changed by its publisher is not told again', async () => {
  const { add, arrive, sweep, store, clock } = bench();
  const { url, received } = await receiver();
  await arrive('old');
  clock.now += HOUR;
  await add(url);
  await arrive('new');
  await sweep();
  const seq = store.lastSeq();
  clock.now += HOUR;
  for (const name of ['old', 'new'])
    await arrive(name, `${DEAL} Its publisher wrote more of ${name} since, and changed what it said.`);
  expect(store.lastSeq()).toBe(seq + 2);
  expect(await sweep()).toBe(0);
  expect(received).toHaveLength(1);
});

test('an alert on changes is told of those that are found from then on, of each article once, whenever it was read', async () => {
  const { add, arrive, sweep, clock } = bench();
  const { url, received } = await receiver();
  const changed = (name: string, how: string) =>
    arrive(name, `${DEAL} Its publisher ${how}, and wrote it anew.`);
  for (const name of ['old', 'corrected before']) await arrive(name);
  clock.now += HOUR;
  await changed('corrected before', 'took a word back');
  clock.now += HOUR;
  await add(url, { filter: { tag: 'chinese-ev-jv', changed: '1d' } });
  clock.now += HOUR;
  await arrive('new');
  expect(await sweep()).toBe(0);
  clock.now += HOUR;
  for (const name of ['old', 'new']) await changed(name, 'found a mistake');
  await sweep();
  expect(received.map(titlesIn)).toEqual([['new', 'old']]);
  clock.now += HOUR;
  await changed('old', 'found another one still');
  expect(await sweep()).toBe(0);
});

test('an article whose tag comes with later rules is told then, if it came after the alert', async () => {
  const folder = temporaryFolder();
  const { add, arrive, sweep } = bench({ store: withFeed(freshStore(folder)) });
  const { url, received } = await receiver();
  const before = await arrive('before', 'Untagged, before.');
  await add(url);
  const after = await arrive('after', 'Untagged, after.');
  expect(await sweep()).toBe(0);
  const client = new Sqlite(filesIn(folder).database);
  for (const id of [before, after])
    client
      .prepare('UPDATE articles SET tagged = 1, seq = (SELECT max(seq) + 1 FROM articles) WHERE id = ?')
      .run(id);
  client.close();
  await sweep();
  // The first came at the same moment as the alert at the latest, which a clock cannot tell apart.
  expect(received.flatMap(titlesIn)).toContain('after');
  expect(await sweep()).toBe(0);
});

test.each([
  ['another one', false],
  ['another one that was found and waits to be told', true],
])(
  'an article that was told, and then turned out to be %s, is not told as that one',
  async (_what, found) => {
    const { add, sweep, store, clock } = bench();
    const { url: hook, received } = await receiver();
    await add(hook, { timing: { timeZone: 'UTC', daily: null, quiet: parseQuiet('22:00-07:00') } });
    const [feedUrl, pageUrl] = ['https://wire.example/feed-link', 'https://wire.example/page'];
    const made = reading({ url: pageUrl, title: 'The deal' });
    const sight = async (url: string) => {
      const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'The deal' })]));
      return jobs[0]?.articleId ?? 0;
    };
    const told = await sight(feedUrl);
    const failure = { code: 'http-403', action: 'drop', message: 'refused' } as const;
    const fallback = {
      ...made,
      article: { ...made.article, canonicalUrl: feedUrl, url: feedUrl, extractor: 'feed' },
    };
    const failed = {
      articleId: told,
      url: feedUrl,
      at: clock.now,
      ms: 1,
      failure,
      attempts: 1,
      retryAt: null,
      fallback,
    };
    await store.sink.articleFailed(failed);
    expect(await sweep()).toBe(1);
    const other = await sight(pageUrl);
    if (found) {
      clock.now = Date.parse('2026-11-01T23:00:00Z');
      await store.sink.articleRead(read(other, made, clock.now));
      expect(await sweep()).toBe(0);
      expect(store.alertViews()[0]?.waiting).toBe(1);
    }
    store.requeueArticles([told], clock.now);
    const { page, ...landed } = read(told, made, clock.now);
    const redirected = { ...landed, url: feedUrl, page: { ...page, redirects: [feedUrl, pageUrl] } };
    expect(await store.sink.articleRead(redirected)).toMatchObject({ kind: 'merged', articleId: other });
    clock.now = Date.parse('2026-11-02T12:00:00Z');
    expect(await sweep()).toBe(0);
    expect(received.map(titlesIn)).toEqual([['The deal']]);
  },
);

test('per story, all copies of one event are one message', async () => {
  const { add, arrive, sweep, clock, store } = bench();
  const { url, received } = await receiver();
  await add(url, { per: 'story' });
  const text = `${DEAL} The plant in Shanghai builds 200,000 cars a year for 1.2 billion yuan. SAIC holds half of it.`;
  for (let copy = 0; copy < 3; copy++) await arrive(`site${copy}/deal`, text);
  await sweep();
  clock.now += HOUR;
  for (let copy = 3; copy < 15; copy++) await arrive(`site${copy}/deal`, text);
  await sweep();
  expect(received).toHaveLength(1);
  const [article, ...others] = received.flatMap((each) => payloadOf(each).data.articles ?? []);
  expect(others).toEqual([]);
  expect(article?.story?.articles).toBe(3);
  expect(store.alertViews()[0]).toMatchObject({ waiting: 0, delivered: 1 });
});

test('a venture that the ledger does not know has no id in a message', async () => {
  const { add, sweep, store } = bench();
  const { url: hook, received } = await receiver();
  await add(hook);
  for (const known of [true, false]) {
    const url = `https://wire.example/${known}`;
    const { tagging, ...told } = reading({ url, title: `${known}`, text: `${DEAL} ${known}` });
    const ventures = tagging.ventures.map((one) => (known ? one : { ...one, ventureId: null, name: null }));
    const { articleId } = store.jobForUrl(url, NOW);
    await store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, ventures } }, NOW));
  }
  await sweep();
  const told = received.flatMap((each) => payloadOf(each).data.articles ?? []);
  const known = told.find(({ title }) => title === 'true');
  const unknown = told.find(({ title }) => title === 'false');
  expect(known).toMatchObject({ ventures: [{ id: 'saic-gm', ventureId: 'saic-gm' }] });
  expect(unknown).toMatchObject({ ventures: [{ id: 'new:gm+saic', ventureId: null }] });
});

test('per story, what one alert told is news to another', async () => {
  const { add, arrive, sweep, clock } = bench();
  const [desk, archive] = [await receiver(), await receiver()];
  await add(desk.url, { per: 'story' });
  await add(archive.url, {
    name: 'archive',
    per: 'story',
    timing: { timeZone: 'UTC', daily: 13 * 60, quiet: null },
  });
  await arrive('site1/deal');
  await sweep();
  expect([desk.received.length, archive.received.length]).toEqual([1, 0]);
  clock.now += 2 * HOUR;
  await sweep();
  expect([...desk.received, ...archive.received].map(titlesIn)).toEqual([['site1/deal'], ['site1/deal']]);
});

test('per story, of what came in one go the article that told it first', async () => {
  const { add, arrive, sweep } = bench();
  const { url, received } = await receiver();
  await add(url, { per: 'story' });
  const text = `${DEAL} The plant in Shanghai builds 200,000 cars a year for 1.2 billion yuan. SAIC holds half of it.`;
  for (const minute of ['10', '05', '20'])
    await arrive(`site${minute}/at ${minute}`, text, `2026-10-31T08:${minute}:00.000Z`);
  await sweep();
  expect(received.map(titlesIn)).toEqual([['site05/at 05']]);
});

test('a flood is one message that counts what it has no room for', async () => {
  const { add, arrive, sweep } = bench();
  const { url, received } = await receiver();
  await add(url);
  const many = MOST_TOLD + 5;
  for (let n = 0; n < many; n++) await arrive(`article ${n}`);
  await sweep();
  expect(received).toHaveLength(1);
  expect(received.map((each) => payloadOf(each).data.more)).toEqual([5]);
  expect(received.flatMap(titlesIn)).toHaveLength(MOST_TOLD);
  expect(await sweep()).toBe(0);
});

test('a flood larger than one look takes in is found whole', async () => {
  const folder = temporaryFolder();
  const { add, sweep, view } = bench({ store: withFeed(freshStore(folder)) });
  const { url, received } = await receiver();
  await add(url);
  const client = new Sqlite(filesIn(folder).database);
  const insert = client.prepare(`
    INSERT INTO articles (url, state, verdict, tagged, sort_at, first_seen_at, fetched_at, seq)
    VALUES (?, 'stored', 'full', 1, ?, ?, ?, ?)`);
  for (let n = 1; n <= 1_100; n++) insert.run(`https://wire.example/${n}`, NOW, NOW, NOW, n);
  client.close();
  await sweep();
  expect(received.map((each) => payloadOf(each).data.more)).toEqual([1_100 - MOST_TOLD]);
  expect(view()).toMatchObject({ waiting: 0, delivered: 1 });
});

test('quiet hours hold everything until they end, then it comes as one message', async () => {
  const { add, arrive, sweep, clock } = bench();
  const { url, received } = await receiver();
  await add(url, { timing: { timeZone: 'Europe/Berlin', daily: null, quiet: parseQuiet('22:00-07:00') } });
  for (const [time, name] of [
    ['2026-11-01T21:30:00Z', 'at night'],
    ['2026-11-02T05:59:00Z', 'in the morning'],
  ] as const) {
    clock.now = Date.parse(time);
    await arrive(name);
    expect(await sweep()).toBe(0);
  }
  clock.now = Date.parse('2026-11-02T06:00:00Z');
  await sweep();
  expect(received.map(titlesIn)).toEqual([['in the morning', 'at night']]);
});

test('a message that failed before the quiet hours is not tried in them', async () => {
  const { add, arrive, sweep, clock } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(500).end();
  await add(hook.url, { timing: { timeZone: 'UTC', daily: null, quiet: parseQuiet('22:00-07:00') } });
  clock.now = Date.parse('2026-11-01T21:59:45Z');
  await arrive('late');
  await sweep();
  clock.now = Date.parse('2026-11-02T03:00:00Z');
  await sweep();
  expect(hook.received).toHaveLength(1);
  clock.now = Date.parse('2026-11-02T07:00:00Z');
  await sweep();
  expect(hook.received).toHaveLength(2);
});

test('a digest comes once a day at its time, and not at all without news', async () => {
  const { add, arrive, sweep, clock } = bench();
  const { url, received } = await receiver();
  await add(url, { timing: { timeZone: 'Europe/Berlin', daily: 7 * 60 + 30, quiet: null } });
  const days: (string | null)[][] = [];
  for (clock.now = NOW; clock.now < NOW + 72 * HOUR; clock.now += HOUR / 2) {
    const hour = (clock.now - NOW) / HOUR;
    if (hour === 2 || hour === 20) await arrive(`hour ${hour}`);
    const before = received.length;
    await sweep();
    if (received.length > before)
      days.push([
        new Date(clock.now).toISOString().slice(0, 16),
        ...received.slice(before).flatMap(titlesIn),
      ]);
  }
  // NOW is noon; half past seven in Berlin is 06:30 UTC in November.
  expect(days).toEqual([
    ['2026-11-02T06:30', 'hour 2'],
    ['2026-11-03T06:30', 'hour 20'],
  ]);
});

test('a paused alert is silent, and goes on where it stopped', async () => {
  const { add, arrive, sweep, calls } = bench();
  const { url, received } = await receiver();
  await add(url);
  await calls['alerts.pause']({ name: 'deals' });
  await arrive('meanwhile');
  expect(await sweep()).toBe(0);
  await calls['alerts.resume']({ name: 'deals' });
  await sweep();
  expect(received.map(titlesIn)).toEqual([['meanwhile']]);
});

test('what comes while an alert is paused waits to be told, however long that is', async () => {
  const { add, arrive, sweep, calls, clock, view } = bench();
  const { url, received } = await receiver();
  await add(url, { filter: { tag: 'chinese-ev-jv', since: '2d' } });
  await calls['alerts.pause']({ name: 'deals' });
  await arrive('meanwhile');
  expect(await sweep()).toBe(0);
  expect(view()).toMatchObject({ waiting: 1, pending: null });
  clock.now += 3 * 24 * HOUR;
  await calls['alerts.resume']({ name: 'deals' });
  await sweep();
  expect(received.map(titlesIn)).toEqual([['meanwhile']]);
});

test('a saved search is followed when it changes, and cannot be removed while it is used', async () => {
  const { add, arrive, sweep, calls, clock, store } = bench();
  const { url, received } = await receiver();
  for (const name of ['yours', 'mine'])
    await calls['searches.save']({ name, filter: { company: 'ferrari,nio' } });
  for (const name of ['second', 'deals'])
    await add(url, { name, search: name === 'deals' ? 'mine' : 'yours' });
  await add(url, { name: 'again', search: 'yours' });
  await arrive('unseen');
  await sweep();
  clock.now += HOUR;
  await calls['searches.save']({ name: 'mine', filter: { company: 'saic' } });
  expect(store.listSearches()).toMatchObject([
    { name: 'mine', savedAt: new Date(NOW + HOUR).toISOString(), alerts: ['deals'] },
    { name: 'yours', savedAt: new Date(NOW).toISOString(), alerts: ['again', 'second'] },
  ]);
  await arrive('seen');
  await sweep();
  expect(received.map(titlesIn)).toEqual([['seen']]);
  await expect(calls['searches.remove']({ name: 'mine' })).rejects.toThrow(/deals/);
  await calls['alerts.remove']({ name: 'deals' });
  await calls['searches.remove']({ name: 'mine' });
});

test('feeds that fail and come back are told, with our own line; what somebody paused is not', async () => {
  const { add, sweep, store, clock } = bench();
  const { url, received } = await receiver();
  await add(url, { about: 'feeds' });
  const failing = () =>
    polledWith(
      { kind: 'failed', failure: { code: 'http-404', action: 'drop', message: 'gone', status: 404 } },
      { at: clock.now },
    );
  for (let poll = 0; poll < 3; poll++) {
    await store.sink.feedPolled(failing());
    clock.now += 6 * HOUR;
  }
  await sweep();
  store.setFeedEnabled('wire', false, clock.now);
  expect(await sweep()).toBe(0);
  expect(received.map((each) => payloadOf(each).type)).toEqual(['feeds.changed']);
  const [event] = received.flatMap((each) => payloadOf(each).data.events ?? []);
  expect(event).toMatchObject({ feedId: 'wire', name: 'wire', kind: 'feed-state' });
  expect(event?.message).toMatch(/-> failing/);
});

test('one alert that cannot look keeps no other from it, and no feed from being read', async () => {
  const folder = temporaryFolder();
  const { add, arrive, sweep, logged, store } = bench({ store: withFeed(freshStore(folder)) });
  const { url, received } = await receiver();
  await add(url, { name: 'a-broken' });
  await add(url, { name: 'b-whole' });
  const client = new Sqlite(filesIn(folder).database);
  client
    .prepare(`UPDATE alerts SET filter = '{"planet":["mars"],"feed":["section"]}' WHERE name = 'a-broken'`)
    .run();
  client.close();
  await arrive('news');
  await sweep();
  expect(received.map((each) => payloadOf(each).data.alert)).toEqual(['b-whole']);
  expect(logged.map(({ message }) => message)).toContain('alert cannot look for news');
  withFeed(store, 'section');
  const listed = polled([item({ url: 'https://wire.example/news' })], 'section', { at: NOW + HOUR });
  expect(await store.sink.feedPolled(listed)).toMatchObject({ seen: 1, known: 1 });
});

test('an alert on a feed is told of what another feed brought first', async () => {
  const { add, arrive, sweep, store, clock } = bench();
  withFeed(store, 'section');
  store.addFeeds(
    [{ id: 'cn', url: 'https://cn.example/feed', name: 'CN', origin: 'user', enabled: true, region: 'CN' }],
    NOW,
  );
  const list = (feed: string, ...names: string[]) => {
    clock.now += HOUR;
    const found = names.map((name) => item({ url: `https://wire.example/${name}` }));
    return store.sink.feedPolled(polled(found, feed, { at: clock.now }));
  };
  const [section, country] = [await receiver(), await receiver()];
  await arrive('before');
  clock.now += HOUR;
  await add(section.url, { name: 'section', filter: { tag: 'chinese-ev-jv', feed: 'section' } });
  await add(country.url, { name: 'country', filter: { country: 'CN', query: 'joint' } });
  await arrive('deal');
  await arrive('parked', 'Cars are parked.');
  expect(await sweep()).toBe(0);
  await list('section', 'deal', 'parked', 'before');
  await list('cn', 'deal', 'parked', 'before');
  expect(await sweep()).toBe(2);
  await list('section', 'deal');
  expect(await sweep()).toBe(0);
  expect([section, country].map(({ received }) => received.map(titlesIn))).toEqual([[['deal']], [['deal']]]);
});

test('a damaged database is no fault of an alert, and ends the looking', async () => {
  const { store, add, arrive } = bench();
  await add((await receiver()).url);
  await arrive('news');
  const damage = Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
  const damaged = {
    ...store,
    findEvents: () => {
      throw damage;
    },
  };
  const log = { debug() {}, info() {}, warn() {}, error: () => expect.unreachable() };
  await expect(findNews({ store: damaged, newId: () => 'x', log }, NOW)).rejects.toBe(damage);
});
