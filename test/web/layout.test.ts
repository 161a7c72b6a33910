/** Where things stand on the page in real Chromium. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { read, reading } from '../store/fixtures.ts';
import { DESK, hasChromium, inChromium, openPage, PHONE } from './browser.ts';
import { siteWith, url } from './one-article.ts';

let browser: Browser;
inChromium((started) => {
  browser = started;
});

describe.skipIf(!hasChromium)('what comes from outside stays in its place', () => {
  test('a source whose name runs from right to left before the day', async () => {
    const { origin } = await siteWith((store, articleId) =>
      store.sink.articleRead(read(articleId, reading({ url, siteName: 'صحيفة السيارات', authors: [] }))),
    );
    const { page, close } = await openPage(browser, { viewport: PHONE });
    for (const [path, line] of [
      ['/articles/1', 'article.whole header .meta'],
      ['/articles', '.item .meta'],
      ['/ventures/saic-gm', '.timeline .meta'],
    ] as const) {
      await page.goto(origin + path);
      const [name, day] = await Promise.all([
        page.locator(`${line} bdi`).first().boundingBox(),
        page.locator(`${line} time`).first().boundingBox(),
      ]);
      // In one line, and whole: a day that is torn apart begins left of the name.
      expect(day?.x, path).toBeGreaterThanOrEqual((name?.x ?? 0) + (name?.width ?? 0));
    }
    await close();
  });

  test('what a figure is, in one line beside sources of long names', async () => {
    const { origin } = await siteWith((store, articleId) =>
      store.sink.articleRead(
        read(articleId, reading({ url, siteName: 'The Harbour Motor Wire '.repeat(4) })),
      ),
    );
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${origin}/ventures/saic-gm`);
    const what = page.locator('.plain-table td').first();
    expect(await what.textContent()).toBe('stake');
    expect(await what.evaluate(linesOf)).toBe(1);
    await close();
  });
});

/** How many lines the text of an element takes. */
const linesOf = (element: Element): number => {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return range.getClientRects().length;
};
