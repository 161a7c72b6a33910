/** Deliveries to a real receiver: signed, tried again, given up, taken up again, never to a private address. */
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { flood, rawServer } from '../net/servers.ts';
import { freshStore, withFeed } from '../store/fixtures.ts';
import { bench, HOUR, isSigned, payloadOf, receiver, titlesIn } from './bench.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;

test('a webhook is signed with the secret that was shown when the alert was added', async () => {
  const { add, arrive, sweep } = bench();
  const { url, received } = await receiver();
  const { secret, to } = await add(url);
  expect(to).toBe(`${new URL(url).origin}/…`);
  await arrive('news');
  await sweep();
  const [message] = received;
  if (!message || secret === null) throw new Error('nothing came, or no secret was made');
  expect(isSigned(message, secret)).toBe(true);
  expect(isSigned({ ...message, body: message.body.replace('news', 'fake') }, secret)).toBe(false);
  expect(payloadOf(message).id).toBe(message.headers['webhook-id']);
});

test('what fails is tried again with growing waits, the same message each time, and given up after most of a day', async () => {
  const { add, arrive, sweep, clock, view, calls, deliver } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(503).end();
  await add(hook.url);
  await arrive('news');
  const began = clock.now;
  const tries: number[] = [];
  for (;;) {
    await sweep();
    tries.push((clock.now - began) / MINUTE);
    expect(await sweep()).toBe(0);
    const { pending = null } = view() ?? {};
    if (pending === null) break;
    clock.now = Date.parse(pending.nextTryAt);
  }
  expect(tries).toEqual([0, 0.5, 2.5, 12.5, 42.5, 102.5, 282.5, 642.5, 1362.5]);
  expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
  expect(new Set(hook.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(tries.length);
  expect(view()).toMatchObject({
    dead: 1,
    delivered: 0,
    pending: null,
    lastError: expect.stringContaining('503') as string,
  });

  hook.answer = (response) => void response.writeHead(200).end();
  // A queue may still have a job of it.
  clock.now += 24 * 60 * MINUTE;
  await deliver({ kind: 'deliver', deliveryId: hook.received[0]?.headers['webhook-id'] as string, url: '' });
  expect(hook.received).toHaveLength(tries.length);
  expect(await calls['alerts.retry']({ name: 'deals' })).toEqual({
    name: 'deals',
    messages: 1,
    paused: false,
  });
  await sweep();
  expect(view()).toMatchObject({ dead: 0, delivered: 1, lastError: null });
  expect(hook.received.at(-1)?.body).toBe(hook.received[0]?.body);
  expect(await sweep()).toBe(0);
});

test('what waits for its next try is tried at once when somebody says so, its tries counted anew', async () => {
  const { add, arrive, sweep, clock, view, calls } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(500).end();
  await add(hook.url);
  expect(await calls['alerts.retry']({ name: 'deals' })).toEqual({
    name: 'deals',
    messages: 0,
    paused: false,
  });
  await arrive('news');
  for (let tries = 0; tries < 4; tries++) {
    await sweep();
    clock.now = Math.max(clock.now, Date.parse(view()?.pending?.nextTryAt ?? '')) - (tries < 3 ? 0 : MINUTE);
  }
  expect(view()).toMatchObject({ pending: { attempts: 4 } });
  expect(await sweep()).toBe(0);
  expect(await calls['alerts.retry']({ name: 'deals' })).toEqual({
    name: 'deals',
    messages: 1,
    paused: false,
  });
  await sweep();
  expect(view()).toMatchObject({ pending: { attempts: 1 } });
  hook.answer = (response) => void response.writeHead(200).end();
  await calls['alerts.retry']({ name: 'deals' });
  await sweep();
  expect(view()).toMatchObject({ dead: 0, delivered: 1, pending: null, lastError: null });
  expect(await calls['alerts.retry']({ name: 'deals' })).toEqual({
    name: 'deals',
    messages: 0,
    paused: false,
  });
  await calls['alerts.pause']({ name: 'deals' });
  expect(await calls['alerts.retry']({ name: 'deals' })).toMatchObject({ paused: true });
});

test('what comes while a message is being tried is told together after it', async () => {
  const { add, arrive, sweep, clock, view } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(500).end();
  await add(hook.url);
  await arrive('first');
  await sweep();
  for (const name of ['second', 'third']) {
    clock.now += 1_000;
    await arrive(name);
    await sweep();
  }
  expect(view()).toMatchObject({ waiting: 2, pending: { attempts: 1 } });
  hook.answer = (response) => void response.writeHead(204).end();
  clock.now += MINUTE;
  await sweep();
  await sweep();
  expect(hook.received.map(titlesIn)).toEqual([['first'], ['first'], ['third', 'second']]);
});

test("a receiver's own wish for a later try is heeded", async () => {
  const { add, arrive, sweep, clock, view } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(429, { 'retry-after': '7200' }).end();
  await add(hook.url);
  await arrive('news');
  await sweep();
  expect(view()?.pending?.nextTryAt).toBe(new Date(clock.now + 2 * HOUR).toISOString());
});

test('410 pauses the alert; nothing is lost when it goes on', async () => {
  const { add, arrive, sweep, clock, view, calls } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(410).end();
  await add(hook.url);
  await arrive('news');
  await sweep();
  clock.now += DAY;
  expect(await sweep()).toBe(0);
  expect(view()).toMatchObject({ pausedWhy: expect.stringContaining('410') as string, dead: 0 });
  hook.answer = (response) => void response.writeHead(204).end();
  await calls['alerts.resume']({ name: 'deals' });
  await sweep();
  expect(view()).toMatchObject({ pausedAt: null, delivered: 1 });
});

test('410 at the last of its tries gives no message up, and when the alert goes on it is sent at once', async () => {
  const { add, arrive, sweep, clock, view, calls } = bench();
  const hook = await receiver();
  let status = 503;
  hook.answer = (response) => void response.writeHead(status).end();
  await add(hook.url);
  await arrive('news');
  for (let tries = 1; tries <= 8; tries++) {
    await sweep();
    clock.now = Date.parse(view()?.pending?.nextTryAt ?? '');
  }
  status = 410;
  await sweep();
  expect(hook.received).toHaveLength(9);
  expect(view()).toMatchObject({ pausedWhy: expect.stringContaining('410') as string, dead: 0 });
  status = 204;
  await calls['alerts.resume']({ name: 'deals' });
  await sweep();
  expect(view()).toMatchObject({ delivered: 1, dead: 0 });
});

test('while the database cannot be written nothing is sent, and what was sent then is sent once more at most', async () => {
  const store = withFeed(freshStore());
  const full = new Set<string>();
  const unlessFull = <Name extends 'recordTryBegun' | 'recordDelivered'>(name: Name): Store[Name] =>
    ((...given: Parameters<Store[Name]>) => {
      if (full.has(name)) throw new Error('database or disk is full');
      (store[name] as (...given: Parameters<Store[Name]>) => void)(...given);
    }) as Store[Name];
  const { add, arrive, sweep, clock, view } = bench({
    store: {
      ...store,
      recordTryBegun: unlessFull('recordTryBegun'),
      recordDelivered: unlessFull('recordDelivered'),
    },
  });
  const hook = await receiver();
  await add(hook.url);
  await arrive('news');
  full.add('recordDelivered');
  await expect(sweep()).rejects.toThrow('full');
  full.add('recordTryBegun');
  for (let minute = 0; minute < 60; minute++) {
    clock.now += MINUTE;
    await sweep().catch(() => {});
  }
  expect(hook.received).toHaveLength(1);
  full.clear();
  await sweep();
  expect(hook.received.map((each) => payloadOf(each).id)).toEqual(['msg_1', 'msg_1']);
  expect(view()).toMatchObject({ delivered: 1, pending: null });
});

test('a message that is under way is not sent a second time by another job', async () => {
  const { add, arrive, sweep, clock } = bench();
  const hook = await receiver();
  const answers: (() => void)[] = [];
  hook.answer = (response) => void answers.push(() => response.writeHead(204).end());
  await add(hook.url);
  await arrive('news');
  const first = sweep();
  await expect.poll(() => answers.length).toBe(1);
  // Neither at once, nor when it should have ended long ago: the clock may have been set on.
  await sweep();
  clock.now += 10 * MINUTE;
  await sweep();
  answers.map((answer) => answer());
  await first;
  expect(hook.received).toHaveLength(1);
});

test.each([
  'http://127.0.0.1:PORT/hook',
  'http://localhost:PORT/hook',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://169.254.169.254/latest',
])('nothing is sent to %s, and the message is given up at once', async (target) => {
  const { add, arrive, sweep, view, calls } = bench({ allowHosts: [] });
  const hook = await receiver();
  await add(target.replace('PORT', String(hook.server.port)));
  await arrive('news');
  await sweep();
  expect(hook.server.connections()).toBe(0);
  expect(view()).toMatchObject({ dead: 1, lastError: expect.stringContaining('refused') as string });
  expect(await calls['alerts.test']({ name: 'deals' })).toMatchObject({ delivered: false });
  expect(hook.server.connections()).toBe(0);
});

test('a redirect is not followed, neither to a private address nor anywhere', async () => {
  const { add, arrive, sweep, view } = bench();
  const inner = await receiver();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(307, { location: inner.url }).end();
  await add(hook.url);
  await arrive('news');
  await sweep();
  expect(inner.received).toEqual([]);
  expect(view()?.lastError).toMatch(/307: redirects are not followed/);
});

test('an endless answer and none at all end soon, and hold up no other alert', async () => {
  const { add, arrive, sweep, store } = bench();
  const endless = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    flood(socket, Buffer.alloc(64 * 1024, 'x'));
  });
  const silent = await rawServer(() => {});
  onTestFinished(() => Promise.all([endless.close(), silent.close()]).then(() => undefined));
  const hook = await receiver();
  await add(`http://127.0.0.1:${endless.port}/`, { name: 'endless' });
  await add(`http://127.0.0.1:${silent.port}/`, { name: 'silent' });
  await add(hook.url, { name: 'whole' });
  await arrive('news');
  const began = performance.now();
  await sweep();
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(store.alertViews().map(({ name, delivered, lastError }) => [name, delivered, lastError])).toEqual([
    ['endless', 1, null],
    ['silent', 0, expect.stringContaining('no answer in time')],
    ['whole', 1, null],
  ]);
});

test('a test sends the latest articles now, marked, and says what was answered', async () => {
  const { add, arrive, sweep, calls, view } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(202).end('noted\n');
  await arrive('latest');
  await add(hook.url);
  expect(await calls['alerts.test']({ name: 'deals' })).toMatchObject({
    delivered: true,
    answer: '202 noted',
  });
  expect(hook.received.map((each) => payloadOf(each).data)).toMatchObject([
    { test: true, articles: [{ title: 'latest' }] },
  ]);
  expect(await sweep()).toBe(0);
  expect(view()).toMatchObject({ delivered: 0, waiting: 0 });
});

test('of an answer one line of bounded length is told', async () => {
  const { add, calls } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(200).end(`ok\r\n\u001b[31m ${'x'.repeat(1_000)}`);
  await add(hook.url);
  expect(await calls['alerts.test']({ name: 'deals' })).toMatchObject({
    answer: expect.stringMatching(/^200 ok \[31m x{190,200}$/) as string,
  });
  hook.answer = (response) => void response.writeHead(204).end();
  expect(await calls['alerts.test']({ name: 'deals' })).toMatchObject({ answer: '204' });
});

test('neither target nor secret is logged', async () => {
  const { add, arrive, sweep, logged } = bench();
  const hook = await receiver();
  hook.answer = (response) => void response.writeHead(500).end();
  const { secret } = await add(`${hook.url}/token-of-the-hook`);
  await arrive('news');
  await sweep();
  expect(logged).toHaveLength(1);
  const all = JSON.stringify(logged);
  for (const hidden of ['token-of-the-hook', secret ?? '', 'whsec_']) expect(all).not.toContain(hidden);
});

test.each([
  [{ target: 'ftp://desk.example/' }, /begins with https:\/\/ or http:\/\//],
  [{ target: 'https://user:word@desk.example/' }, /no user and password/],
  [{ target: 'https://:word@desk.example/' }, /no user and password/],
  [{ target: `https://desk.example/${'x'.repeat(2_048)}` }, /begins with https/],
  [{ channel: 'slack', target: 'http://hooks.slack.example/' }, /begins with https/],
  [{ channel: 'email', target: 'desk@example.org\r\nBcc: all@example.org' }, /not an e-mail address/],
  [{ channel: 'email', target: 'desk@example.org, all@example.org' }, /not an e-mail address/],
  [{ secret: 'short' }, /whsec_/],
  [{ name: 'Deals of BYD' }, /lower-case/],
  [{ filter: { sort: 'oldest' } }, /which articles/],
  [{ filter: { planet: 'mars' } }, /no parameter "planet"/],
  [{ filter: { query: '%' } }, /no word to search for/],
  [{ filter: { company: 'byd', query: '-toyota' } }, /no word to search for/],
  [{ search: 'unknown', filter: null }, /no saved search/],
  [{ about: 'feeds', filter: { company: 'byd' } }, /one of/],
  [{ timing: { timeZone: 'Berlin', daily: 450, quiet: null } }, /no time zone/],
  [
    { timing: { timeZone: 'UTC', daily: 450, quiet: { from: 0, until: 60 } } },
    /--quiet does not go with --daily/,
  ],
] as const)('%o is refused', async (given, message) => {
  const { add, store } = bench();
  await expect(async () => add('https://desk.example/', given as object)).rejects.toThrow(message);
  expect(store.alertViews()).toEqual([]);
});
