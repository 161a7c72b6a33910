/** Pages with nothing to show, and pages that fail. */
import type { Browser } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Answers, createAnswers } from '../../src/pipeline/answers/answers.ts';
import { openReader } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { storeOperations } from '../pipeline/store-operations.ts';
import { filesIn, freshStore, NOW, temporaryFolder } from '../store/fixtures.ts';
import { accessibilityFaults, hasChromium, inChromium, openPage, PHONE } from './browser.ts';
import { type Served, servePage } from './site.ts';

let browser: Browser;
inChromium((started) => {
  browser = started;
});

/** A store that has just been made; `over` stands in for some of its answers. */
async function emptySite(over: Partial<Answers> = {}): Promise<Served> {
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const reader = openReader(filesIn(folder));
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now: () => NOW });
  const operations = storeOperations(store, () => NOW);
  const served = await servePage({ answers: { ...answers, ...over }, operations, now: () => NOW });
  onTestFinished(async () => {
    await served.close();
    reader.close();
  });
  return served;
}

describe.skipIf(!hasChromium)('an empty store', () => {
  test('says on every page that there is nothing yet, and what to do about it', async () => {
    const { origin, faults } = await emptySite();
    const { page, complaints, close } = await openPage(browser, { viewport: PHONE });
    const said: Record<string, string> = {
      '/': 'No article has been tagged yet.',
      '/articles': 'Nothing has been stored yet.',
      '/search?query=battery': 'Remove a filter above',
      '/stories': 'No story matches all of this.',
      '/ventures': 'No article mentions such a venture.',
      '/ventures?view=timeline': 'No article mentions such a venture.',
      '/ventures/leapmotor-international': 'No article dates an event of this venture yet.',
      '/companies?name=nobody': 'No company has such a name.',
      '/companies/byd': 'No stored article mentions it.',
      '/trends': 'No tagged article in this time.',
      '/feeds': 'No feed is watched.',
      '/jobs': 'Nothing runs at the moment.',
    };
    for (const [path, text] of Object.entries(said)) {
      await page.goto(origin + path);
      expect(await page.locator('main').textContent(), path).toContain(text);
      expect(await accessibilityFaults(page), path).toEqual([]);
    }
    expect(complaints()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test('what is asked for that nothing is called is said, and what was probably meant', async () => {
    const { origin } = await emptySite();
    const { page, complaints, close } = await openPage(browser, { viewport: PHONE });
    const said: Record<string, string> = {
      '/articles?company=bydd': 'There is no company "bydd"; did you mean byd?',
      '/search?query=feed%3Anone+battery': 'There is no feed "none"',
      '/stories?venture=saic-volkswagn':
        'There is no venture "saic-volkswagn"; did you mean saic-volkswagen?',
      '/stories?lang=qq': 'There is no language "qq"',
      '/ventures?company=qqqqqqqq': 'There is no company "qqqqqqqq"',
      '/ventures?view=timeline&country=germanny': 'There is no country "GERMANNY"; did you mean DE?',
      '/companies?country=germanny': 'There is no country "GERMANNY"; did you mean DE?',
    };
    for (const [path, text] of Object.entries(said)) {
      await page.goto(origin + path);
      expect(await page.getByRole('status').allTextContents(), path).toContain(text);
      expect(await accessibilityFaults(page), path).toEqual([]);
    }
    await page.goto(`${origin}/articles?company=BYD`);
    expect(await page.locator('main').textContent()).not.toContain('There is no');
    expect(complaints()).toEqual([]);
    await close();
  });

  test('a fault of ours is told without its details, and reported', async () => {
    const secret = new Error('at /srv/secret/path');
    const { origin, faults } = await emptySite({
      feeds: () => {
        throw secret;
      },
    });
    const { page, close } = await openPage(browser, { viewport: PHONE });
    expect((await page.goto(`${origin}/feeds`))?.status()).toBe(500);
    expect(await page.locator('h1').textContent()).toBe('Something went wrong');
    expect(await page.content()).not.toContain('secret');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([secret]);
    await close();
  });

  test('a form that takes long says so, until the answer is there', async () => {
    const held = Promise.withResolvers<void>();
    const { origin } = await emptySite({
      ventures: async () => {
        await held.promise;
        return { ventures: [], untold: [], coverage: null };
      },
    });
    const { page, close } = await openPage(browser, { viewport: PHONE });
    const heard: string[] = [];
    // The answer comes once the page has said that it is waited for.
    await page.exposeFunction('hear', (text: string) => {
      heard.push(text);
      held.resolve();
    });
    await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
      const place = document.querySelector('[data-progress]');
      new MutationObserver(() => place.textContent && hear(place.textContent)).observe(place, { childList: true });
    })`);
    await page.goto(`${origin}/companies`);
    await page.evaluate(`document.querySelector('form[action="/companies"]').action = '/ventures'`);
    await page.locator('summary').first().click();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL(/ventures/);
    expect(heard).toEqual(['Filtering …']);
    expect(await page.locator('[data-progress]').textContent()).toBe('');
    await close();
  });

  test('programs are not given the page of errors', async () => {
    const { origin } = await emptySite();
    const missing = (accept: string) => fetch(`${origin}/nowhere`, { headers: { accept } });
    expect((await missing('application/json')).headers.get('content-type')).not.toContain('html');
    expect(await (await missing('text/html')).text()).toContain('There is no such page');
  });
});
