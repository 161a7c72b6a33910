/** Every page in real Chromium: on a phone and on a desk, light and dark, with and without JavaScript, by keyboard. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readFilter } from '../../src/query/read-filter.ts';
import { accessibilityFaults, DESK, hasChromium, openPage, overflowOf, PHONE } from './browser.ts';
import { everyAddress, type Site, siteInChromium } from './site.ts';

let site: Site;
let browser: Browser;
/** Every kind of page with the status that it answers with. */
let addresses: Record<string, number>;

siteInChromium(async (...started) => {
  [site, browser] = started;
  addresses = await everyAddress(site);
});

describe.skipIf(!hasChromium)('every page', () => {
  test.each([
    ['on a phone, dark', { viewport: PHONE, colorScheme: 'dark', hasTouch: true } as const],
    ['on a desk, light', { viewport: DESK, colorScheme: 'light' } as const],
  ])(
    'is accessible, fits and is quiet %s',
    async (_where, options) => {
      const { page, complaints, close } = await openPage(browser, options);
      for (const [address, status] of Object.entries(addresses)) {
        const response = await page.goto(site.origin + address);
        expect(response?.status(), address).toBe(status);
        expect(await overflowOf(page), `${address} is wider than the window`).toBeLessThanOrEqual(0);
        expect(await accessibilityFaults(page), address).toEqual([]);
        // Chromium tells of the page's own status as if something had failed.
        const heard = complaints().filter((line) => status === 200 || !line.includes(`status of ${status}`));
        expect(heard, address).toEqual([]);
      }
      expect(site.faults).toEqual([]);
      await close();
    },
    120_000,
  );

  test('fits windows of every width, and large type', async () => {
    const { page, close } = await openPage(browser, { viewport: PHONE });
    for (const [address] of Object.entries(addresses)) {
      await page.goto(site.origin + address);
      for (const width of [320, 480, 600, 768, 900, 960, 1024, 1100, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect.soft(await overflowOf(page), `${address} at ${width}`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize(PHONE);
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
      expect.soft(await overflowOf(page), `${address} in large type`).toBeLessThanOrEqual(0);
    }
    await close();
  }, 120_000);

  test('is linked to by addresses that work, and no page holds more than a bounded number of rows', async () => {
    const seen = new Set<string>();
    const open = ['/'];
    for (let next = open.shift(); next !== undefined && seen.size < 150; next = open.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const response = await fetch(site.origin + next);
      const body = await response.text();
      expect(response.status, next).toBe(200);
      expect(body.match(/<tr/g)?.length ?? 0, next).toBeLessThan(300);
      const hrefs = [...body.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) =>
        href.replaceAll('&amp;', '&'),
      );
      // The API and its feeds are another part of the server.
      open.push(...hrefs.filter((href) => !/^\/(api|docs|feeds\/\w+\.(?:atom|rss|json))/.test(href)));
    }
    expect(seen.size).toBe(150);
  });

  test('carries a policy under which nothing but its own files runs', async () => {
    const response = await fetch(`${site.origin}/`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    const body = await response.text();
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle="|\son\w+="/);
    const [style = ''] = body.match(/\/assets\/[^"]+\.css/) ?? [];
    const asset = await fetch(site.origin + style);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${site.origin}/assets/other-page.css`)).status).toBe(404);
  });
});

describe.skipIf(!hasChromium)('asking', () => {
  test('words, a count, a chip and pages lead from question to question', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${site.origin}/`);
    await page.getByRole('searchbox', { name: 'Search articles' }).fill('joint venture');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?query=joint\+venture$/);
    expect(await page.locator('.item').count()).toBeGreaterThan(10);
    expect(await page.locator('.item mark').first().textContent()).toMatch(/joint|venture/i);

    const facet = page.locator('[aria-labelledby="facet-company"] > ul a').last();
    const count = Number((await facet.locator('.count').textContent())?.match(/\d+/)?.[0]);
    await facet.click();
    await page.waitForURL(/company=/);
    expect(await page.locator('.item').count()).toBe(count);
    await page.getByRole('link', { name: 'Remove filter company' }).click();
    await page.waitForURL((url) => !url.searchParams.has('company'));

    await page.goto(`${site.origin}/articles?limit=30`);
    const first = await page.locator('.item h3').allTextContents();
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL(/cursor=/);
    const second = await page.locator('.item h3').allTextContents();
    expect(first.filter((title) => second.includes(title))).toEqual([]);
    await page.getByRole('link', { name: 'First page' }).click();
    await page.waitForURL((url) => !url.searchParams.has('cursor'));
    expect(await page.locator('.item h3').allTextContents()).toEqual(first);
    await close();
  });

  test('the form keeps what is in force and leaves out what is empty', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${site.origin}/articles?company=byd&verdict=full`);
    await page.getByLabel('Words and fields').fill('stage:signed battery');
    await page.getByLabel('Order').selectOption('oldest');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.waitForURL(/\/search\?/);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      query: 'stage:signed battery',
      company: 'byd',
      verdict: 'full',
      sort: 'oldest',
    });
    const chips = await page.locator('.chips li').allTextContents();
    expect(chips.join(' ')).toMatch(/battery.*BYD.*signed.*full/s);
    await close();
  });

  test('a query that cannot be read comes back with the place that is wrong', async () => {
    const { page, close } = await openPage(browser, { viewport: PHONE });
    await page.goto(`${site.origin}/search?query=company%3Abyd+stgae%3Asigned`);
    const box = page.getByLabel('Words and fields');
    expect(await box.inputValue()).toBe('company:byd stgae:signed');
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('alert').textContent()).toContain('did you mean stage?');
    expect(await page.locator('.pointed mark').textContent()).toBe('s');
    await close();
  });

  test('ventures are filtered and shown along time', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${site.origin}/ventures`);
    const all = await page.locator('tbody tr').count();
    await page.getByLabel('Company').fill('byd');
    await page.getByRole('button', { name: 'Filter' }).click();
    const own = await page.locator('tbody tr').count();
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(all);
    await page.getByRole('link', { name: 'Timeline' }).click();
    expect(await page.locator('.track').count()).toBe(own);
    expect(await page.locator('.track .symbol').count()).toBe(await page.locator('.events li').count());
    await page.locator('.events a').first().click();
    expect(page.url()).toMatch(/\/ventures\/.+#\w+-\d{4}-\d{2}-\d{2}$/);
    expect(await page.locator(':target').count()).toBe(1);
    await close();
  });

  test('an article shows its evidence where it stands', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK });
    const [listed] = site.answers.articles(readFilter({ query: 'Denza tenth', limit: 1 })).articles;
    const article = site.answers.article(String(listed?.id));
    await page.goto(`${site.origin}/articles/${article.id}`);
    const quotes = article.tags[0]?.evidence.filter(({ field }) => field === 'text') ?? [];
    expect(quotes.length).toBeGreaterThan(1);
    const marks = await page.locator('.text mark').allTextContents();
    for (const { sentence } of quotes) expect(marks.some((mark) => mark.includes(sentence))).toBe(true);
    expect((await page.locator('.text p').allTextContents()).join('\n\n')).toBe(article.text);
    await page.getByRole('link', { name: 'in the text' }).first().click();
    expect(await page.locator('mark:target').textContent()).toContain(quotes[0]?.sentence);
    await close();
  });
});

describe.skipIf(!hasChromium)('by keyboard and without JavaScript', () => {
  test('the skip link comes first, every stop is seen, and / goes to the search until it is turned off', async () => {
    const { page, close } = await openPage(browser, { viewport: DESK });
    await page.goto(`${site.origin}/search?query=battery`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.reload();
    for (let stop = 0; stop < 40; stop++) {
      await page.keyboard.press('Tab');
      const { name, outlined, shown } = (await page.evaluate(`(() => {
        const at = document.activeElement;
        const { top, bottom, width } = at.getBoundingClientRect();
        const { outlineStyle, outlineWidth } = getComputedStyle(at);
        return {
          name: at.outerHTML.slice(0, 100),
          outlined: outlineStyle !== 'none' && outlineWidth !== '0px',
          shown: width > 0 && bottom > 0 && top < innerHeight,
        };
      })()`)) as { name: string; outlined: boolean; shown: boolean };
      expect({ outlined, shown }, name).toEqual({ outlined: true, shown: true });
    }
    await page.goto(`${site.origin}/feeds`);
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('site-search');
    await page.keyboard.type('a/b');
    expect(await page.getByRole('searchbox').inputValue()).toBe('a/b');
    await page.getByRole('button', { name: 'Turn off the / key' }).click();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).not.toBe('site-search');
    await close();
  });

  test('charts are drawn where JavaScript runs and are tables of numbers where it does not', async () => {
    const drawn = await openPage(browser, { viewport: DESK });
    await drawn.page.goto(`${site.origin}/trends?span=20y`);
    await drawn.page.locator('canvas').first().waitFor();
    expect(await drawn.page.locator('.readout').first().textContent()).toMatch(/^\w+ \d{4}: /);
    expect(await drawn.page.locator('.legend').first().isVisible()).toBe(true);
    expect(await drawn.page.locator('table.numbers').first().isVisible()).toBe(false);
    await drawn.close();
    const { page, close } = await openPage(browser, { viewport: PHONE, javaScriptEnabled: false });
    await page.goto(`${site.origin}/trends?span=20y`);
    expect(await page.locator('canvas').count()).toBe(0);
    expect(await page.locator('table.numbers').first().isVisible()).toBe(true);
    // Colours without a chart that has them would say nothing.
    expect(await page.locator('.legend').first().isVisible()).toBe(false);
    await close();
  });

  test('searching, narrowing and paging need no JavaScript', async () => {
    const { page, close } = await openPage(browser, { viewport: PHONE, javaScriptEnabled: false });
    await page.goto(`${site.origin}/`);
    await page.getByRole('searchbox').fill('合资');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('.item mark').first().textContent()).toContain('合');
    const before = await page.locator('.item').count();
    await page.locator('.facet a').first().click();
    expect(await page.locator('.item').count()).toBeLessThan(before);
    await page.goto(`${site.origin}/articles?limit=20`);
    await page.getByRole('link', { name: 'Next page' }).click();
    expect(await page.locator('.item').count()).toBe(20);
    await close();
  });
});
