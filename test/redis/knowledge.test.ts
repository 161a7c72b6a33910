/** A worker whose companies and ventures differ from the daemon's is noticed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from '../daemon/running.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { newsroomOf, stored } from './everything-once.ts';
import { redisTest, startRedis, until } from './server.ts';
import { startWorker } from './services.ts';

redisTest(
  'articles that a worker with other knowledge tagged are stored, and the daemon says once what is the matter',
  async () => {
    const newsroom = await newsroomOf({ feeds: 4, pages: 40, seed: 31, latencyMs: 30 });
    const redis = await startRedis();
    const { database, env: own, folder } = placeFor(newsroom);
    mkdirSync(join(folder, 'knowledge'));
    writeFileSync(
      join(folder, 'knowledge', 'mine.json'),
      JSON.stringify({ companies: [{ id: 'byd', aliases: { en: ['Bee Why Dee'] } }] }),
    );
    const env = { ...own, REDIS_URL: redis.url, JVWIRE_PROCESSES: '1' };
    // Its own data folder is empty.
    const worker = await startWorker({ ...env, JVWIRE_DATA: temporaryFolder(), JVWIRE_CATALOGUE: 'none' });
    const daemon = await startDaemon({ ...env, JVWIRE_CONCURRENCY: '2' });
    const state = () => ({
      stored: stored(database),
      done: worker.done().length,
      last: daemon.lines.slice(-3),
    });
    await until(() => stored(database) === newsroom.articleUrls.size, state, 60);
    expect(worker.done().filter((id) => id.startsWith('article-')).length).toBeGreaterThan(1);
    const warnings = daemon.lines.filter(({ msg }) => String(msg).startsWith('a worker tags by other rules'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.['worker']).not.toBe(warnings[0]?.['rulesVersion']);
  },
  90_000,
);
