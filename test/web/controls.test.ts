/** What the pages change, in real Chromium: by plain forms, and only for readers who may. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCOPES } from '../../src/core/access.ts';
import { accessibilityFaults, DESK, hasChromium, openPage, overflowOf, PHONE } from './browser.ts';
import { everyAddress, type Site, servePage, siteInChromium } from './site.ts';

let site: Site;
let browser: Browser;

siteInChromium((...started) => {
  [site, browser] = started;
});

describe.skipIf(!hasChromium)('controls', () => {
  test('are offered to whoever may use them; others are told what they take', async () => {
    const { answers, operations } = site;
    const parts = { answers, operations, now: Date.now, dashboard: '/admin/queues' };
    const { page, close } = await openPage(browser, { viewport: PHONE });
    for (const [scope, buttons, link, notes] of [
      ['read', 0, 0, ['write', 'admin']],
      ['write', 4, 0, ['admin']],
      ['admin', 4, 1, []],
    ] as const) {
      const served = await servePage(parts, scope);
      await page.goto(`${served.origin}/jobs`);
      expect(await page.locator('main form[method=post]').count()).toBe(buttons);
      expect(await page.getByRole('link', { name: 'Queues on Redis' }).count()).toBe(link);
      const said = await page.locator('.meta code:first-child').allTextContents();
      expect(said.filter((text) => SCOPES.some((name) => name === text))).toEqual(notes);
      expect(await accessibilityFaults(page)).toEqual([]);
      for (const path of Object.keys(scope === 'read' ? await everyAddress(site) : {})) {
        await page.goto(served.origin + path);
        expect(await page.locator('form[method=post]').count(), path).toBe(0);
        expect(await overflowOf(page), path).toBeLessThanOrEqual(0);
      }
      await served.close();
    }
    await close();
  }, 60_000);

  test('what was given up is tried again, and work is paused and goes on, by plain forms', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK, javaScriptEnabled: false });
    await page.goto(`${site.origin}/jobs`);
    const given = await page.locator('tbody tr').count();
    expect(given).toBeGreaterThan(0);
    await page
      .getByRole('button', { name: /^Retry article/ })
      .first()
      .click();
    await page.waitForURL(/done=retried/);
    expect(await page.locator('.note').first().textContent()).toContain('Retrying.');
    await page.getByRole('button', { name: 'Pause everything' }).click();
    await page.waitForURL(/done=paused/);
    expect(await page.locator('.note').allTextContents()).toContain(
      'Everything is paused: nothing new is started.',
    );
    const refused = page.waitForResponse((response) => response.request().method() === 'POST');
    await page
      .getByRole('button', { name: /^Retry/ })
      .first()
      .click();
    expect((await refused).status()).toBe(409);
    expect(await page.getByRole('alert').textContent()).toContain('Everything is paused');
    await page.goto(`${site.origin}/jobs`);
    await page.getByRole('button', { name: 'Resume everything' }).click();
    await page.waitForURL(/done=resumed/);
    expect(await page.locator('.note').allTextContents()).toEqual(['Resumed.']);
    await page.goto(`${site.origin}/feeds/pressroom-pacific`);
    const polled = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Poll now' }).click();
    expect((await polled).headers()['location']).toBe('/feeds/pressroom-pacific');
    expect(site.answers.feed('pressroom-pacific', 10).polls.length).toBeGreaterThan(1);
    await close();
  });

  test('a feed that is paused is named, and that everything else goes on', async () => {
    const { page, close } = await openPage(browser, { viewport: PHONE, javaScriptEnabled: false });
    await page.goto(`${site.origin}/feeds/pressroom-pacific`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    expect(await page.locator('.meta').first().textContent()).toContain('paused by hand');
    const { name } = site.answers.feed('pressroom-pacific', 1);
    await page.goto(`${site.origin}/jobs`);
    expect(await page.locator('.note').allTextContents()).toEqual([
      `1 feed paused: ${name}. Nothing of it is polled or read; everything else continues.`,
    ]);
    // As a command does it.
    await site.operations.call('jobs.pause', { feed: null });
    await page.goto(`${site.origin}/jobs`);
    expect(await page.locator('.note').allTextContents()).toEqual([
      `Everything is paused: nothing new is started. After resuming, these feeds stay paused: ${name}.`,
    ]);
    await page.locator('.note a').click();
    expect(await page.getByRole('link', { name: 'Everything is paused' }).getAttribute('href')).toBe('/jobs');
    await site.operations.call('jobs.resume', { feed: null });
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await close();
  });

  test('what a button has done is said once, and not at the next look', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${site.origin}/jobs?done=retried`);
    expect(await page.getByRole('status').allTextContents()).toContainEqual(
      expect.stringContaining('Retrying.'),
    );
    await page.reload();
    expect(page.url()).toBe(`${site.origin}/jobs`);
    expect(await page.locator('.note').count()).toBe(0);
    await close();
  });
});
