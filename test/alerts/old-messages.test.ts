/** Old messages go, by a rule or for their number, and nothing that they told of is told again. */
import { expect, test } from 'vitest';
import { prune } from '../../src/pipeline/operations/prune.ts';
import { MESSAGES_KEPT } from '../../src/store/alerts/old-messages.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { filesIn, freshStore, polled, polledWith, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { bench, DEAL, HOUR, payloadOf, receiver, titlesIn } from './bench.ts';

const DAY = 24 * HOUR;

function stored() {
  const folder = temporaryFolder();
  const at = bench({ store: withFeed(freshStore(folder)) });
  return {
    ...at,
    forget: (before: number, dryRun = false) =>
      prune(
        at.store,
        { before: { messages: before }, tagged: false, dryRun, vacuum: false },
        new AbortController().signal,
      ).then(({ pruned }) => pruned.messages?.rows),
    ask: (query: string): unknown[] => {
      const client = new Sqlite(filesIn(folder).database);
      const rows = client.prepare(query);
      const answer = rows.reader ? rows.all() : [rows.run()];
      client.close();
      return answer;
    },
  };
}

test('old messages go, delivered or given up; their articles stay told, and what waits is told', async () => {
  const { add, arrive, sweep, clock, forget, ask, view } = stored();
  const hook = await receiver();
  await add(hook.url);
  for (const name of ['first', 'second', 'third']) {
    await arrive(name);
    await sweep();
    clock.now += HOUR;
  }
  hook.answer = (response) => void response.writeHead(503).end();
  await arrive('lost');
  await sweep();
  for (let pending = view()?.pending; pending; pending = view()?.pending) {
    clock.now = Date.parse(pending.nextTryAt);
    await sweep();
  }
  expect(view()).toMatchObject({ delivered: 3, dead: 1 });
  const last = view()?.lastDeliveredAt;
  await arrive('trying');
  await sweep();
  await arrive('waiting');

  clock.now += 100 * DAY;
  expect(await forget(clock.now - 200 * DAY)).toBe(0);
  expect(await forget(clock.now, true)).toBe(3);
  expect(view()).toMatchObject({ delivered: 3, dead: 1 });
  expect(await forget(clock.now)).toBe(3);
  expect(view()).toMatchObject({ delivered: 1, dead: 0, lastDeliveredAt: last });
  expect(await forget(clock.now)).toBe(0);
  expect(ask('PRAGMA foreign_key_check')).toEqual([]);

  hook.received.length = 0;
  hook.answer = (response) => void response.writeHead(204).end();
  for (const name of ['first', 'second', 'lost'])
    await arrive(name, `${DEAL} Its publisher wrote more of ${name} since, and changed what it said.`);
  await sweep();
  await sweep();
  expect(hook.received.flatMap(titlesIn)).toEqual(['trying', 'waiting']);
  expect(await sweep()).toBe(0);
});

test('per story, a copy that comes after its message went is not told', async () => {
  const { add, arrive, sweep, clock, forget } = stored();
  const { url, received } = await receiver();
  await add(url, { per: 'story' });
  const text = `${DEAL} The plant in Shanghai builds 200,000 cars a year for 1.2 billion yuan. SAIC holds half of it.`;
  await arrive('site1/deal', text);
  await sweep();
  clock.now += HOUR;
  await arrive('site2/other', `${DEAL} CATL and Ford talk of a battery works in Michigan, to open in 2031.`);
  await sweep();
  const told = received.length;
  await forget(clock.now + DAY);
  clock.now += HOUR;
  await arrive('site3/deal', text);
  await sweep();
  expect(received).toHaveLength(told);
});

test('events of feeds go with the message that told of them, and are not told again', async () => {
  const { add, sweep, store, clock, forget, ask } = stored();
  const { url, received } = await receiver();
  await add(url, { about: 'feeds' });
  const failure = { code: 'http-404', action: 'drop', message: 'gone', status: 404 } as const;
  for (let time = 0; time < 2; time++) {
    for (let poll = 0; poll < 3; poll++) {
      await store.sink.feedPolled(polledWith({ kind: 'failed', failure }, { at: clock.now }));
      clock.now += 6 * HOUR;
    }
    await sweep();
    await store.sink.feedPolled(polled([], 'wire', { at: clock.now }));
    await sweep();
  }
  const told = received.flatMap((each) => payloadOf(each).data.events ?? []).length;
  expect(told).toBeGreaterThan(1);
  expect(await forget(clock.now + HOUR)).toBe(received.length - 1);
  expect(ask('SELECT id FROM alert_events')).toHaveLength(1);
  expect(await sweep()).toBe(0);
});

test('without any rule the latest messages of each alert are kept', async () => {
  const { add, arrive, sweep, clock, ask, view } = stored();
  const { url, received } = await receiver();
  await add(url);
  const first = await arrive('first');
  await sweep();
  ask(`WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${MESSAGES_KEPT})
    INSERT INTO deliveries (id, alert_id, state, made_at, next_try_at, ended_at)
    SELECT 'msg_old_' || n, 1, 'delivered', ${clock.now}, 0, ${clock.now} FROM n`);
  clock.now += HOUR;
  await arrive('second');
  await sweep();
  expect(received.map(titlesIn)).toEqual([['first'], ['second']]);
  expect(view()).toMatchObject({ delivered: MESSAGES_KEPT });
  expect(ask(`SELECT delivery_id AS id FROM alert_events WHERE article_id = ${first}`)).toEqual([
    { id: 'msg_2' },
  ]);
  await arrive('first', `${DEAL} Its publisher wrote more of the first since, and changed what it said.`);
  expect(await sweep()).toBe(0);
});
