/** What the commands tell of a first run: how much was watched, what failed, and when; nothing that could be taken for more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Newsroom, startNewsroom } from '../newsroom/server.ts';
import { jvwire } from './jvwire.ts';
import { lastingPlace } from './newsroom-settings.ts';

let newsroom: Newsroom;
let place: ReturnType<typeof lastingPlace>;
let env: Record<string, string>;

beforeAll(async () => {
  newsroom = await startNewsroom({ slowMs: 50 });
  place = lastingPlace(newsroom);
  ({ env } = place);
  await jvwire(['run'], { env });
});

afterAll(async () => {
  await newsroom.close();
  place.remove();
});

const ask = (...args: string[]) => jvwire(args, { env });

test('after minutes of watching nobody can take the last month for watched', async () => {
  const { stdout, stderr } = await ask('coverage', '--since', '30d');
  expect(stdout).not.toMatch(/[1-9] %/);
  expect(stderr).toMatch(/^11 sources, watched 0\.0 % .*; 10 of 11 sources have been watched only since /);
  const report = JSON.parse((await ask('coverage', '--since', '30d', '--json')).stdout);
  expect(report.share).toBeLessThan(0.01);
  for (const { share, watchedSince } of report.sources) {
    expect(share).toBeLessThan(0.01);
    if (watchedSince !== null) expect(Date.parse(watchedSince)).toBeGreaterThan(Date.parse(report.since));
  }
  const since = await ask('articles', '--since', '30d');
  expect(since.stderr).toContain('10 of 11 sources have been watched only since');
  expect((await ask('articles')).stderr).not.toContain('only since');
});
