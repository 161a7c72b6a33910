/** Redis, the daemon and workers on hosts of their own: links are cut, hosts stop and come, and nothing is lost. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { launcher, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { type Service, startService } from '../cli/service.ts';
import { expectStoredOnce, newsroomOf, stored } from '../redis/everything-once.ts';
import { launchRedis, type RedisServer, until } from '../redis/launch.ts';
import { hasProgram, mayMakeNetworks } from '../requirements.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { type NetworkHost, openNetwork } from './network.ts';
import { politenessOf } from './politeness.ts';

const permitted = hasProgram('redis-server') && hasProgram('ip') && mayMakeNetworks();

/** Published in as many waves, so that there is work in hand whenever something breaks. 2000 in the long form. */
const PAGES = Number(process.env['JVWIRE_TEST_PAGES'] ?? 240);
const WAVES = 6;
const WAVE = Math.ceil(PAGES / WAVES);
const CUT_MS = 2_000;
const INTERVAL_MS = 50;
const ASK_EVERY_MS = 5_000;
/** Requests are counted by this; one begins and one ends in it that are not whole, and each may arrive a little late. */
const WINDOW_MS = 1_000;
const LATE = 4;

const REDIS_PORT = 6390;

test.skipIf(!permitted)(
  'links cut and healed, hosts without power, one more worker: nothing lost, work spread, hosts asked politely',
  async () => {
    const network = openNetwork(String(process.pid % 10_000));
    onTestFinished(() => network.remove());
    const newsroom = await newsroomOf({
      feeds: 16,
      pages: WAVE,
      seed: 31,
      latencyMs: 10,
      address: network.address,
    });
    const place = placeFor(newsroom);
    const { JVWIRE_DATA: data = '', JVWIRE_CATALOGUE: catalogue = '' } = place.env;
    const [queue, writer, first, second] = [0, 0, 0, 0].map(() => network.addHost()) as [
      NetworkHost,
      NetworkHost,
      NetworkHost,
      NetworkHost,
    ];
    const redisFolder = temporaryFolder();
    const settings = ['--appendonly', 'yes', '--protected-mode', 'no'];
    const startQueue = async (): Promise<RedisServer> => {
      const { address, within } = queue;
      const server = await launchRedis(redisFolder, { port: REDIS_PORT, address, within, settings });
      onTestFinished(server.stop);
      return server;
    };
    const shared = {
      REDIS_URL: `redis://${queue.address}:${REDIS_PORT}`,
      JVWIRE_ALLOW_HOSTS: network.range,
      JVWIRE_HOST_INTERVAL_MS: String(INTERVAL_MS),
      JVWIRE_CONCURRENCY: '8',
      JVWIRE_PROCESSES: '1',
    };
    const startOn = async (host: NetworkHost, command: 'daemon' | 'worker'): Promise<Service> => {
      const [program = '', ...args] = [...host.within, launcher, command];
      const own =
        command === 'daemon'
          ? { JVWIRE_DATA: data, JVWIRE_CATALOGUE: catalogue }
          : { JVWIRE_DATA: temporaryFolder() };
      const service = startService(args, { command: program, env: { ...shared, ...own } });
      onTestFinished(() => void service.child.kill('SIGKILL'));
      await service.logged(`${command} ready`);
      return service;
    };
    /** The host is off: nobody is told, and nothing that it had in hand is finished. */
    const losePower = async (host: NetworkHost, child: Service['child']): Promise<void> => {
      host.cut();
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
    const done = ({ lines }: Service): number => lines.filter(({ msg }) => msg === 'job done').length;

    const redis = await startQueue();
    const [one, two] = await Promise.all([startOn(first, 'worker'), startOn(second, 'worker')]);
    const services = [one, two];
    let daemon = await startOn(writer, 'daemon');
    const state = () => ({
      stored: stored(place.database),
      done: services.map(done),
      daemon: daemon.lines.slice(-3),
    });
    /** Lasts until it is done, and fails where the queue or the daemon goes meanwhile: what is stored tells. */
    const asking: Service['child'][] = [];
    const askForAll = (): void => void asking.push(start(['run', '--all'], { env: place.env }).child);
    onTestFinished(() => {
      for (const child of asking) child.kill('SIGKILL');
    });
    const publish = (): void => {
      newsroom.publish(WAVE);
      askForAll();
    };
    /** Who asks while a feed is being polled is told of that poll, which may have read it before the last wave: asked again. */
    const untilStored = async (goal: number, seconds: number): Promise<void> => {
      let askedAt = Number.NEGATIVE_INFINITY;
      const reached = (): boolean => {
        if (stored(place.database) >= goal) return true;
        if (performance.now() - askedAt > ASK_EVERY_MS) {
          askForAll();
          askedAt = performance.now();
        }
        return false;
      };
      await until(reached, state, seconds);
    };
    const more = (articles: number): Promise<void> =>
      untilStored(Math.min(stored(place.database) + articles, newsroom.articleUrls.size), 60);
    const step = Math.floor(WAVE / 2);
    await until(() => Math.min(done(one), done(two)) > 0, state, 60);

    // A worker that hears nobody, then everybody without the queue.
    publish();
    first.cut();
    await sleep(CUT_MS);
    first.heal();
    await more(step);
    publish();
    queue.cut();
    await sleep(CUT_MS);
    queue.heal();
    await more(step);

    // A worker without power, and another one on a host that was not there before.
    publish();
    await losePower(second, two.child);
    const three = await startOn(network.addHost(), 'worker');
    services.push(three);
    publish();
    await until(() => done(three) > 0, state, 60);

    // The queue without power, back with what it had written; then the writer.
    publish();
    await losePower(queue, redis.child);
    const again = startQueue();
    queue.heal();
    await again;
    await more(step);
    // Those who ask are on the same host: left alone, one of them would take the database over.
    for (const child of asking) child.kill('SIGKILL');
    await losePower(writer, daemon.child);
    writer.heal();
    daemon = await startOn(writer, 'daemon');
    await untilStored(newsroom.articleUrls.size, 90);

    expectStoredOnce(place.database, newsroom);
    const { overlap, busiest } = politenessOf(newsroom.requests, WINDOW_MS);
    expect(overlap).toBe(1);
    expect(busiest).toBeLessThanOrEqual(WINDOW_MS / INTERVAL_MS + LATE);
  },
  240_000,
);
