/** Where things stand on the page in real Chromium. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { VentureMention } from '../../src/core/model.ts';
import { tracks } from '../../src/web/venture-tracks.ts';
import { direction } from '../../src/web/words.ts';
import { NOW, read, reading } from '../store/fixtures.ts';
import { DESK, hasChromium, inChromium, openPage, overflowOf, PHONE } from './browser.ts';
import { siteWith, url } from './one-article.ts';

/** The same of a venture that no ledger has, of SAIC and one called so. */
const unknownOf = (venture: VentureMention, name: string): VentureMention => ({
  ...venture,
  ventureId: null,
  name: null,
  partners: [
    { companyId: null, name, country: null },
    { companyId: null, name: 'SAIC', country: 'CN' },
  ],
});

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

  test('an Arabic sentence that begins with a company’s name', async () => {
    const title = 'BYD ورينو توقعان اتفاقية مشروع مشترك';
    const sentence = 'BYD ورينو توقعان اتفاقية لتصنيع السيارات الكهربائية.';
    const evidence = [{ field: 'text', sentence, start: 0, end: sentence.length, rule: 'test' }] as const;
    const { origin } = await siteWith((store, articleId) => {
      const { tagging } = reading({ url });
      const ventures = tagging.ventures.map((venture) => ({ ...venture, evidence }));
      const tags = tagging.tags.map((tag) => ({ ...tag, evidence }));
      const told = reading({ url, title, text: sentence, language: 'ar' });
      return store.sink.articleRead(
        read(articleId, { ...told, tagging: { ...tagging, tagged: true, tags, ventures } }),
      );
    });
    const { page, close } = await openPage(browser, { viewport: DESK });
    for (const path of ['/articles', '/articles/1', '/ventures/saic-gm']) {
      await page.goto(origin + path);
      const ways = (await page.evaluate(
        `[...document.querySelectorAll('[lang=ar]')].map((one) => getComputedStyle(one).direction)`,
      )) as string[];
      expect(ways.length, path).toBeGreaterThan(0);
      expect(new Set(ways), path).toEqual(new Set(['rtl']));
    }
    expect(direction('BYD and Renault', 'ar')).toBe('auto');
    expect(direction(title, null)).toBe('auto');
    await close();
  });

  test('a long name of a venture in its own row of the timeline', async () => {
    const name =
      'Great Wall Motor and Tata Motors of Deccan Electric Trucks and Buses for the whole of India';
    const { origin } = await siteWith((store, articleId) => {
      const { tagging, ...told } = reading({ url });
      const [first] = tagging.ventures;
      const ventures = first ? [first, unknownOf(first, name)] : [];
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

  test('a name of one endless word in the table of ventures', async () => {
    const name = 'Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
    const { origin } = await siteWith((store, articleId) => {
      const { tagging, ...told } = reading({ url });
      const ventures = tagging.ventures.map((venture) => unknownOf(venture, name));
      return store.sink.articleRead(read(articleId, { ...told, tagging: { ...tagging, ventures } }));
    });
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${origin}/ventures`);
    for (const width of [320, 768, 1024, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowOf(page), `${width}`).toBeLessThanOrEqual(0);
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

/** Runs in the page: the lines that the text of `selector` takes; of a part of it, where `part` finds one. */
const linesOf = (page: Page, selector: string, part = '[^]+') =>
  page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].flatMap((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const nodes = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
      const found = new RegExp(${JSON.stringify(part)}).exec(element.textContent);
      if (!found) return [];
      const range = document.createRange();
      const at = (offset) => {
        for (const node of nodes) {
          if (offset <= node.length) return [node, offset];
          offset -= node.length;
        }
      };
      range.setStart(...at(found.index));
      range.setEnd(...at(found.index + found[0].length));
      // Smaller letters of a line end a little higher: a line is what begins below the end of all before.
      let [lines, end] = [0, -Infinity];
      for (const { top, bottom } of [...range.getClientRects()].sort((a, b) => a.top - b.top)) {
        if (top >= end - 2) lines++;
        end = Math.max(end, bottom);
      }
      return lines;
    })`,
  ) as Promise<number[]>;

describe.skipIf(!hasChromium)('what belongs together stands in one line', () => {
  const told = (change: object) =>
    siteWith((store, articleId) => {
      const { tagging, ...own } = reading({ url });
      const ventures = tagging.ventures.map((venture) => ({ ...venture, ...change }));
      return store.sink.articleRead(read(articleId, { ...own, tagging: { ...tagging, ventures } }));
    });

  test('a share, a country and whose they are, however wide the window', async () => {
    const { origin } = await told({ ventureId: 'saic-volkswagen', name: 'SAIC Volkswagen' });
    const { page, close } = await openPage(browser, { viewport: DESK });
    for (const path of ['/ventures', '/companies/volkswagen', '/ventures/saic-volkswagen']) {
      await page.goto(origin + path);
      for (let width = 320; width <= 1440; width += 40) {
        await page.setViewportSize({ width, height: 800 });
        const lines = await linesOf(page, '.partner', '\\w+\\s[A-Z]{2} 50 %');
        expect(lines, `${path} at ${width}`).toEqual([1, 1]);
      }
    }
    await close();
  });

  test('the words of a figure beside the sentence that states it', async () => {
    const sentence =
      'SAIC will own 51 percent and GM the others of their electric joint venture, which costs about 1.5 billion euros.';
    const evidence = [{ field: 'text', sentence, start: 0, end: sentence.length, rule: 'test' }];
    const { origin } = await told({ stake: '51 percent', amount: 'about 1.5 billion euros', evidence });
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${origin}/ventures/saic-gm`);
    for (const width of [320, 360, 390, 960, 1000, 1100, 1200, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const lines = await linesOf(page, '.plain-table th[scope=row]', 'percent|billion');
      expect(lines, `${width}`).toEqual([1, 1]);
    }
    await close();
  });

  test('on a phone a day of a venture, behind what it is the day of', async () => {
    const { origin } = await told({ ventureId: 'gac-toyota', name: 'GAC Toyota' });
    const { page, close } = await openPage(browser, { viewport: PHONE });
    await page.goto(`${origin}/ventures`);
    for (let width = 320; width <= 420; width += 10) {
      await page.setViewportSize({ width, height: 800 });
      expect(await linesOf(page, 'td time'), `${width}`).toEqual([1, 1, 1]);
    }
    const before = `[...document.querySelectorAll('td:has(time)')].map((cell) => getComputedStyle(cell, '::before').content)`;
    expect(await page.evaluate(before)).toEqual([
      '" · founded\u00a0"',
      '" · first\u00a0reported\u00a0"',
      '" · last\u00a0reported\u00a0"',
    ]);
    await close();
  });

  test('on a phone what is told of a venture whose founding nobody knows', async () => {
    const { origin } = await told({ ventureId: null, name: null });
    const { page, close } = await openPage(browser, { viewport: { width: 620, height: 780 } });
    await page.goto(`${origin}/ventures`);
    const [sector, first] = await Promise.all([
      page.locator('td.short').nth(1).boundingBox(),
      page.locator('td time').first().boundingBox(),
    ]);
    expect(Math.abs((first?.y ?? 0) - (sector?.y ?? 0))).toBeLessThan(8);
    await close();
  });
});

test.skipIf(!hasChromium)('examples in the fields of forms can be read whole', async () => {
  const { origin } = await siteWith(() => undefined);
  for (const viewport of [PHONE, { width: 1280, height: 900 }, DESK]) {
    const { page, close } = await openPage(browser, { viewport });
    for (const path of ['/stories?lang=en', '/ventures?country=CN', '/companies?country=CN', '/articles']) {
      await page.goto(origin + path);
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '');
      });
      const cut =
        await page.evaluate(`[...document.querySelectorAll('input[placeholder]')].filter((input) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(input);
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = font;
        const room = input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        return room > 0 && pen.measureText(input.placeholder).width > room;
      }).map((input) => input.placeholder)`);
      expect(cut, `${path} at ${viewport.width}`).toEqual([]);
    }
    await close();
  }
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
