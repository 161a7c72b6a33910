/** Bull Board over real queues on a real Redis, in real Chromium, under its own policy. */
import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect } from 'vitest';
import { createBullBoardApp } from '../../src/web/bull-board.ts';
import { BULL_BOARD } from '../../src/web/site.ts';
import { ingest, runnerOn } from '../redis/fixtures.ts';
import { redisTest, startRedis } from '../redis/server.ts';
import { DESK, hasChromium, launchChromium, openPage } from './browser.ts';

redisTest('shows the queues and their jobs, and asks nobody else for anything', async (context) => {
  context.skip(!hasChromium, 'chromium is missing');
  const { url } = await startRedis();
  // Held until the end, so that there is a job to see.
  const held = Promise.withResolvers<void>();
  const { queues, runner } = runnerOn(url, async () => {
    await held.promise;
    return { kind: 'done' };
  });
  await runner.add([ingest(7)]);
  const app = new Hono().route(BULL_BOARD, createBullBoardApp([queues.feeds, queues.articles]));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const browser = await launchChromium();
  const { page, complaints } = await openPage(browser, { viewport: DESK });
  const answered: string[] = [];
  page.on('response', (response) => answered.push(response.url()));
  const response = await page.goto(`${origin}${BULL_BOARD}`);
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self';");
  await page.getByText('articles').first().waitFor();
  // Leaving the page while it asks for its queues would break that request off.
  await page.waitForLoadState('networkidle');
  await page.goto(`${origin}${BULL_BOARD}/queue/articles?status=active`);
  await page.getByText('https://wire.example/7').first().waitFor();
  expect(answered.filter((address) => !address.startsWith(origin))).toEqual([]);
  // Its fonts would come from Google: the policy refuses them.
  expect(complaints().filter((line) => !line.includes('fonts.googleapis.com'))).toEqual([]);
  held.resolve();
  await browser.close();
  await new Promise((resolve) => void server.close(resolve));
});
