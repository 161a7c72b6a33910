/** The newsroom on the production queue: the same store as without Redis, and with workers that come and go. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { jvwire } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from '../daemon/running.ts';
import { expectEverythingOnce, newsroomOf, stored } from './everything-once.ts';
import { redisTest, startRedis, until } from './server.ts';
import { startWorker } from './services.ts';

/** 600 in the long form. */
const PAGES = Number(process.env['JVWIRE_TEST_PAGES'] ?? 200);

/** Everything of the articles that does not depend on the order in which they came. */
function contentOf(database: string): unknown[] {
  const client = new Sqlite(database, { readonly: true });
  try {
    return client
      .prepare(
        `SELECT url, state, title, text, verdict, tagged, content_hash,
           (SELECT group_concat(tag || confidence || evidence) FROM article_tags WHERE article_id = articles.id) AS tags,
           (SELECT count(*) FROM article_ventures WHERE article_id = articles.id) AS ventures,
           (SELECT count(*) FROM items WHERE article_id = articles.id) AS sightings
         FROM articles ORDER BY url`,
      )
      .all();
  } finally {
    client.close();
  }
}

redisTest(
  'on both runners the newsroom ends in equal stores; a second run asks conditionally',
  async () => {
    const newsroom = await newsroomOf({ feeds: 30, pages: PAGES, seed: 21 });
    const redis = await startRedis({ password: 'secret' });
    const [plain, queued] = [placeFor(newsroom), placeFor(newsroom)];
    const env = { ...queued.env, REDIS_URL: redis.url };
    const [without, withRedis] = await Promise.all([
      jvwire(['run', '--json'], { env: plain.env }),
      jvwire(['run', '--json'], { env }),
    ]);
    const summary = ({ stdout }: { stdout: string }): object => {
      const { feeds, items, articles, store } = JSON.parse(stdout) as Record<string, object>;
      return { feeds, items, articles, store };
    };
    expect(withRedis.stderr).toBe('');
    expect(summary(withRedis)).toEqual(summary(without));
    expectEverythingOnce(queued.database, newsroom);
    expect(contentOf(queued.database)).toEqual(contentOf(plain.database));
    const again = await jvwire(['run', '--all', '--json'], { env });
    expect(summary(again)).toMatchObject({ feeds: { unchanged: 30 }, articles: { stored: 0 } });
    // Every key is in one hash slot, as Cluster wants it, and nothing is left but the queues' own facts.
    const keys = await redis.client.keys('*');
    expect(keys.filter((key) => !key.startsWith('{jvwire}:'))).toEqual([]);
    expect(keys.filter((key) => /:(feed|article)-/.test(key))).toEqual([]);
  },
  60_000,
);

redisTest(
  'two workers share the work with the daemon; one is stopped and one killed in mid-job, and nothing is lost',
  async () => {
    const newsroom = await newsroomOf({ feeds: 16, pages: PAGES, seed: 22, latencyMs: 30 });
    const redis = await startRedis();
    const { database, env: own, folder } = placeFor(newsroom);
    const env = { ...own, REDIS_URL: redis.url, JVWIRE_PROCESSES: '1' };
    // Workers know neither the database nor its folder.
    const { JVWIRE_DATA: _data, JVWIRE_CATALOGUE: _catalogue, ...elsewhere }: Record<string, string> = env;
    const few = { ...elsewhere, JVWIRE_CONCURRENCY: '12' };
    const [stopped, killed] = await Promise.all([startWorker(few), startWorker(few)]);
    const daemon = await startDaemon({ ...env, JVWIRE_CONCURRENCY: '8' });
    const state = () => ({
      stored: stored(database),
      done: [stopped.done().length, killed.done().length],
      last: daemon.lines.slice(-3),
    });
    await until(() => stored(database) > 30 && killed.done().length > 5 && stopped.done().length > 5, state);
    const activeKey = '{jvwire}:articles:active';
    await until(async () => (await redis.client.llen(activeKey)) > 5, state);
    killed.child.kill('SIGKILL');
    await sleep(300);
    stopped.child.kill('SIGTERM');
    expect((await stopped.result).code).toBe(0);
    expect(stopped.lines.at(-1)).toMatchObject({ msg: 'worker stopped' });
    await until(() => stored(database) === newsroom.articleUrls.size, state, 60);
    expectEverythingOnce(database, newsroom);
    expect((await jvwire(['jobs', 'list', '--json'], { env })).stdout).toMatch(/"failed": ?\[\]/);
    // What workers brought is archived and reported like the daemon's own.
    expect(daemon.lines.filter(({ msg }) => msg === 'article stored').length).toBeGreaterThanOrEqual(PAGES);
    expect(pagesArchived(`${folder}/pages.db`)).toEqual({ pages: PAGES, empty: 0 });
  },
  90_000,
);

function pagesArchived(file: string): { pages: number; empty: number } {
  const client = new Sqlite(file, { readonly: true });
  try {
    const count = (where: string) =>
      Number(client.prepare(`SELECT count(*) FROM pages ${where}`).pluck().get());
    return { pages: count(''), empty: count('WHERE length(body) = 0') };
  } finally {
    client.close();
  }
}
