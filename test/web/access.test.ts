/** The whole server in a browser: signing in and out where a token is needed, what is refused, the page of the API. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createToken } from '../../src/pipeline/operations/tokens.ts';
import { serving } from '../api/serving.ts';
import {
  accessibilityFaults,
  DESK,
  hasChromium,
  inChromium,
  openPage,
  overflowOf,
  PHONE,
  type Watched,
} from './browser.ts';

let browser: Browser;
inChromium((started) => {
  browser = started;
});

const LOOKS = [
  ['on a phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
  ['on a phone, light', { viewport: PHONE, colorScheme: 'light' }],
  ['on a desk, dark', { viewport: DESK, colorScheme: 'dark' }],
  ['on a desk, light', { viewport: DESK, colorScheme: 'light' }],
] as const;

async function expectGood({ page, complaints }: Watched, status = 200): Promise<void> {
  await page.waitForLoadState();
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  // Chromium tells of the page's own status as if something had failed, and of what a page left behind had not loaded yet.
  const known = (line: string) => line.includes(`status of ${status}`) || line.startsWith('failed: ');
  expect(complaints().filter((line) => !known(line))).toEqual([]);
}

describe.skipIf(!hasChromium)('signing in', () => {
  test.each(LOOKS)('is a page like the others %s', async (_where, options) => {
    const { store, url } = await serving();
    const { secret } = createToken(store, { name: 'a', scope: 'read', expiresAt: null }, Date.now());
    const watched = await openPage(browser, options);
    const { page, close } = watched;
    await page.goto(`${url}/feeds`);
    expect(page.url()).toBe(`${url}/login?next=%2Ffeeds`);
    expect(await page.getByRole('banner').getByRole('link').allTextContents()).toEqual(['jvwire']);
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(options.colorScheme === 'dark' ? 'rgb(17, 22, 23)' : 'rgb(252, 252, 250)');
    await expectGood(watched);
    await page.getByLabel('Token').fill(`${secret}x`);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectGood(watched, 401);
    await page.getByLabel('Token').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${url}/feeds`);
    expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(1);
    await expectGood(watched);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${url}/login`);
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
    await page.goto(`${url}/feeds`);
    expect(page.url()).toBe(`${url}/login?next=%2Ffeeds`);
    await close();
  });

  test('is not offered to be undone where nobody has to, and is undone without JavaScript', async () => {
    const { store, url } = await serving();
    const open = await openPage(browser, { viewport: PHONE, javaScriptEnabled: false });
    await open.page.goto(`${url}/feeds`);
    expect(await open.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    await open.close();

    const { secret } = createToken(store, { name: 'a', scope: 'read', expiresAt: null }, Date.now());
    const { page, close } = await openPage(browser, { viewport: PHONE, javaScriptEnabled: false });
    await page.goto(`${url}/login`);
    await page.getByLabel('Token').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${url}/`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${url}/login`);
    await close();
  });
});

describe.skipIf(!hasChromium)('a form that is refused', () => {
  test.each(LOOKS)('says what is missing on a page that leads on, %s', async (_where, options) => {
    const { store, url } = await serving();
    const feed = { id: 'wire', url: 'https://wire.example/feed', name: 'Wire', language: 'en' } as const;
    store.addFeeds([{ ...feed, origin: 'user', enabled: true }], Date.now());
    const [reads = '', writes = ''] = (['read', 'write'] as const).map(
      (scope) => createToken(store, { name: scope, scope, expiresAt: null }, Date.now()).secret,
    );
    const watched = await openPage(browser, options);
    const { page, close } = watched;
    const signIn = async (on: Page, token: string) => {
      await on.getByLabel('Token').fill(token);
      await on.getByRole('button', { name: 'Sign in' }).click();
      await on.waitForURL(`${url}/feeds/wire`);
    };
    await page.goto(`${url}/feeds/wire`);
    await signIn(page, writes);
    // In another tab with another token, so that the buttons are still there.
    const tab = await page.context().newPage();
    await tab.goto(`${url}/login?next=/feeds/wire`);
    await signIn(tab, reads);
    expect(await tab.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe(
      'This needs a token with the scope write; this one has read; `jvwire token create NAME --scope write` makes one. Nothing was changed.',
    );
    await expectGood(watched, 403);
    await page.getByRole('link', { name: 'Sign in with another token' }).click();
    await signIn(page, writes);

    await page.context().clearCookies();
    const refused = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Pause' }).click();
    // With `Basic` the browser would ask for a password of its own.
    expect((await refused).headers()['www-authenticate']).toBe('Bearer realm="jvwire"');
    expect(await page.getByRole('alert').textContent()).toBe('A token is needed. Nothing was changed.');
    await expectGood(watched, 401);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, writes);
    expect(store.listPauses()).toEqual([]);
    await close();
  });
});

test.skipIf(!hasChromium).each(LOOKS)(
  'the page of the API is one of the others %s',
  async (_where, options) => {
    const { url } = await serving();
    const watched = await openPage(browser, options);
    const { page, close } = watched;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${url}/docs`);
    await expectGood(watched);
    for (const closed of await page.locator('details').all())
      await closed.evaluate('(one) => { one.open = true }');
    await expectGood(watched);
    expect(asked.filter((address) => address.endsWith('favicon.ico'))).toEqual([]);
    await page.getByRole('link', { name: 'jvwire', exact: true }).click();
    await page.waitForURL(`${url}/`);
    await close();
  },
);
