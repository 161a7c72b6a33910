/** Where things stand on the page in real Chromium. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { tracks } from '../../src/web/venture-tracks.ts';
import { NOW, read, reading } from '../store/fixtures.ts';
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

  test('a long name of a venture in its own row of the timeline', async () => {
    const name =
      'Great Wall Motor and Tata Motors of Deccan Electric Trucks and Buses for the whole of India';
    const { origin } = await siteWith((store, articleId) => {
      const { tagging, ...told } = reading({ url });
      const [first] = tagging.ventures;
      const ventures = first
        ? [
            first,
            {
              ...first,
              ventureId: null,
              name: null,
              partners: [
                { companyId: null, name, country: null },
                { companyId: null, name: 'SAIC', country: 'CN' },
              ],
            },
          ]
        : [];
      return store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, ventures } }));
    });
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${origin}/ventures?view=timeline`);
    for (const row of await page.locator('.track').all()) {
      const [whole, named] = await Promise.all([row.boundingBox(), row.locator('h3').boundingBox()]);
      const bottom = (box: typeof whole) => (box?.y ?? 0) + (box?.height ?? 0);
      expect(bottom(named)).toBeLessThan(bottom(whole));
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
    const lines = `(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.plain-table td'));
      return range.getClientRects().length;
    })()`;
    expect(await page.evaluate(lines)).toBe(1);
    await close();
  });
});

test('how a venture began, however much came of it', () => {
  const events = Array.from({ length: 14 }, (_, index) => ({
    stage: 'operating' as const,
    day: `20${index + 10}-01-01`,
    quotes: [],
  }));
  const shown = (count: number) =>
    [
      ...String(tracks([{ id: 'a', name: 'A', events: events.slice(0, count) }], NOW)).matchAll(
        /#operating-20(\d\d)|>(\d+ more)</g,
      ),
    ].map(([, year, more]) => year ?? more);
  const of = (from: number, to: number) => events.slice(from, to).map(({ day }) => day.slice(2, 4));
  expect(shown(14)).toEqual([...of(0, 4), '2 more', ...of(6, 14)]);
  expect(shown(13)).toEqual(of(0, 13));
});
