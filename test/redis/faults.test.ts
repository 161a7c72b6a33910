/** Redis goes away, stands still, forgets everything and comes back, all during work: SQLite is the truth. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { jvwire } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from '../daemon/running.ts';
import { expectEverythingOnce, newsroomOf, stored } from './everything-once.ts';
import { freePort, redisTest, startRedis, until } from './server.ts';
import { startWorker } from './services.ts';

/** How long Redis stands still; 30 in the long form. */
const PAUSE_SECONDS = Number(process.env['JVWIRE_TEST_REDIS_PAUSE'] ?? 3);
/** 600 in the long form. */
const PAGES = Number(process.env['JVWIRE_TEST_PAGES'] ?? 240);

redisTest(
  'Redis emptied, standing still, killed and back empty during work: everything is stored once',
  async () => {
    const newsroom = await newsroomOf({ feeds: 16, pages: PAGES, seed: 23, latencyMs: 20 });
    const port = await freePort();
    const { database, env: own } = placeFor(newsroom);
    const env = { ...own, REDIS_URL: `redis://127.0.0.1:${port}` };
    // Redis is not there yet: the daemon says so and waits.
    const { JVWIRE_DATA: _data, JVWIRE_CATALOGUE: _catalogue, ...elsewhere }: Record<string, string> = env;
    const [worker, daemon] = await Promise.all([
      startWorker({ ...elsewhere, JVWIRE_CONCURRENCY: '8', JVWIRE_PROCESSES: '1' }),
      startDaemon(env),
    ]);
    await daemon.logged('redis is away, waiting for it');
    const asked = await Promise.all([jvwire(['run'], { env }), jvwire(['status'], { env })]);
    const away = { code: 1, stderr: expect.stringMatching(/does not answer/) as string };
    expect(asked).toMatchObject([away, away]);
    const first = await startRedis({ port });
    await daemon.logged('redis is back');
    const state = () => ({ stored: stored(database), last: daemon.lines.slice(-5) });
    const more = async (articles: number): Promise<void> => {
      const goal = stored(database) + articles;
      await until(() => stored(database) >= goal, state, 40);
    };
    const waitingRun = jvwire(['run', '--all', '--json'], { env });
    await more(PAGES / 8);
    await first.client.flushall();
    await daemon.logged('redis was emptied, filling it again from the database');
    await more(PAGES / 8);
    first.child.kill('SIGSTOP');
    await sleep(PAUSE_SECONDS * 1000);
    first.child.kill('SIGCONT');
    await more(PAGES / 8);
    await first.stop();
    await sleep(500);
    const second = await startRedis({ port });
    await until(() => stored(database) === newsroom.articleUrls.size, state, 60);
    expectEverythingOnce(database, newsroom);
    // Who waited for the run was served.
    expect(JSON.parse((await waitingRun).stdout)).toMatchObject({ interrupted: false });
    expect(worker.done().length).toBeGreaterThan(0);
    expect(worker.child.exitCode).toBeNull();
    const schedules = () => second.client.zcard('{jvwire}:schedule:repeat');
    await until(async () => (await schedules()) === 1, state);
    // And it ends at once when asked to, with Redis dead again.
    await second.stop();
    const before = Date.now();
    for (const { child } of [daemon, worker]) child.kill('SIGTERM');
    expect([(await daemon.result).code, (await worker.result).code]).toEqual([0, 0]);
    expect(Date.now() - before).toBeLessThan(6000);
  },
  180_000,
);
