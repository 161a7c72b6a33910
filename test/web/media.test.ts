/** Pages on paper, and in the colours that a reader's system forces on them. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { read, reading } from '../store/fixtures.ts';
import { DESK, hasChromium, inChromium, openPage } from './browser.ts';
import { siteWith, url } from './one-article.ts';

let browser: Browser;
inChromium((started) => {
  browser = started;
});

/** A site with one tagged article, whose headline is evidence, too. */
const site = () =>
  siteWith((store, articleId) => {
    const title = 'SAIC and GM open their electric joint venture';
    const { tagging, ...told } = reading({ url, title });
    const [tag] = tagging.tags;
    const headline = { field: 'title', sentence: title, start: 0, end: title.length, rule: 'test' } as const;
    const tags = tag ? [{ ...tag, evidence: [...tag.evidence, headline] }] : [];
    return store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, tags } }));
  });

/** A property of the first element that a selector finds. */
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate(
    `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).getPropertyValue('${property}')`,
  );

describe.skipIf(!hasChromium)('on paper', () => {
  test('nothing stands that is to be pressed, and what narrows a list does', async () => {
    const { origin } = await site();
    const { page, close } = await openPage(browser, { viewport: { width: 718, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    for (const path of [
      '/',
      '/articles?company=saic&stage=operating',
      '/ventures',
      '/trends',
      '/jobs',
      '/feeds/wire',
    ]) {
      await page.goto(origin + path);
      const pressed = await page.locator('form, button, input, summary, nav').all();
      for (const one of pressed)
        expect(await one.isVisible(), `${path}: ${await one.textContent()}`).toBe(false);
    }
    await page.goto(`${origin}/articles?company=saic&stage=operating`);
    expect(await page.locator('.chips').innerText()).toContain('operating');
    await close();
  });

  test('evidence and what changed keep their marks', async () => {
    const { origin } = await site();
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${origin}/articles/1`);
    expect(await styleOf(page, '.text mark', 'print-color-adjust')).toBe('exact');
    await close();
  });
});

describe.skipIf(!hasChromium)('in forced colours', () => {
  test('the section one is in, evidence in a headline and what a bar stands for are told', async () => {
    const { origin } = await site();
    const { page, close } = await openPage(browser, { viewport: DESK, forcedColors: 'active' });
    await page.goto(`${origin}/articles/1`);
    const line = (which: string) => styleOf(page, `nav li a${which}`, 'border-bottom-color');
    expect(await line('[aria-current]')).not.toBe(await line(':not([aria-current])'));
    expect(await styleOf(page, 'h1 mark', 'background-color')).toBe(
      await styleOf(page, '.text mark', 'background-color'),
    );
    await page.goto(`${origin}/trends`);
    const colours = await page.evaluate(
      `[...document.querySelectorAll('.swatch')].map((one) => getComputedStyle(one).backgroundColor)`,
    );
    expect(new Set(colours as string[]).size).toBeGreaterThan(4);
    await close();
  });
});
