/** What an alert told before makes the looking for what it told of a story no longer. */
import { expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { filesIn, freshStore, NOW, temporaryFolder } from '../store/fixtures.ts';
import { bench, receiver } from './bench.ts';

const TOLD = 20_000;
const WAITING = 2_000;
/** On two slow cores it takes a tenth of that; looking through all that was told for each took 4.6 s. */
const MOST_MS = 2_000;

test('a flood of stories is told in one go, however many were told before', async () => {
  const folder = temporaryFolder();
  const { add, store } = bench({ store: freshStore(folder) });
  await add((await receiver()).url, { per: 'story' });
  const client = new Sqlite(filesIn(folder).database);
  const write = (sql: string): ((...values: (string | number | null)[]) => unknown) => {
    const statement = client.prepare(sql);
    return (...values) => statement.run(...values);
  };
  const makeArticle = write(
    `INSERT INTO articles (id, url, state, first_seen_at, sort_at) VALUES (?, ?, 'stored', ${NOW}, ${NOW})`,
  );
  const makeFeatures = write(
    'INSERT INTO story_features (article_id, key, at, version, body) VALUES (?, ?, 1, 1, ?)',
  );
  const makeStory = write('INSERT INTO stories (id, from_at, to_at) VALUES (?, 1, 1)');
  const join = write('INSERT INTO story_articles (article_id, story_id) VALUES (?, ?)');
  const find = write(
    `INSERT INTO alert_events (alert_id, article_id, found_at, delivery_id) VALUES (1, ?, ${NOW}, ?)`,
  );
  client.transaction(() => {
    write('INSERT INTO deliveries (id, alert_id, state, made_at, next_try_at) VALUES (?, 1, ?, 1, 1)')(
      'msg_0',
      'delivered',
    );
    for (let id = 1; id <= TOLD + WAITING; id++) {
      makeArticle(id, `https://wire.example/${id}`);
      makeFeatures(id, `wire.example/${id}`, '');
      makeStory(`s${id}`);
      join(id, `s${id}`);
      find(id, id <= TOLD ? 'msg_0' : null);
    }
  })();
  client.close();
  const [alert] = store.listAlerts();
  if (!alert) throw new Error('no alert');
  const began = performance.now();
  store.makeDelivery(alert, 'msg_1', NOW);
  expect(performance.now() - began).toBeLessThan(MOST_MS);
  expect(store.pendingDelivery('msg_1', NOW)?.notice.news).toMatchObject({ about: 'articles' });
});
