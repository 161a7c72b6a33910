/** What the charts draw, in real Chromium. */
import type { Browser } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { openReader } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { storeOperations } from '../pipeline/store-operations.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from '../store/fixtures.ts';
import { DESK, hasChromium, inChromium, openPage } from './browser.ts';
import { servePage } from './site.ts';

let browser: Browser;

inChromium((started) => {
  browser = started;
});

/** The labels under the chart of months, of a store with one tagged article from each of these days. */
async function labelsOf(...days: readonly string[]): Promise<string[]> {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const urls = days.map((day) => `https://wire.example/${day}`);
  const { jobs } = await store.sink.feedPolled(
    polled(urls.map((url) => item({ url, title: url, guid: url }))),
  );
  for (const { articleId, url } of jobs) {
    const day = url.slice(-10);
    const dated = { publishedDay: day, publishedAt: `${day}T08:00:00.000Z` };
    await store.sink.articleRead(
      read(
        articleId,
        reading({
          url,
          title: `Plant news of ${day}`,
          text: `SAIC and GM opened their electric joint venture. ${day}`,
          ...dated,
        }),
      ),
    );
  }
  const reader = openReader(filesIn(folder));
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now: () => NOW });
  const served = await servePage({ answers, operations: storeOperations(store, () => NOW), now: () => NOW });
  const { page, close } = await openPage(browser, { viewport: DESK });
  onTestFinished(async () => {
    await close();
    await served.close();
    reader.close();
  });
  await page.addInitScript(`
    window.written = new Map();
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      window.written.set(this.canvas, [...(window.written.get(this.canvas) ?? []), text]);
      return fillText.call(this, text, ...place);
    };`);
  await page.goto(`${served.origin}/trends`);
  await page.locator('#months-chart canvas').waitFor();
  const texts: string[] = await page.evaluate(
    "[...window.written].find(([canvas]) => document.querySelector('#months-chart').contains(canvas))[1]",
  );
  // It may be drawn more than once.
  return [...new Set(texts)].filter((text) => /[a-z]/i.test(text));
}

describe.skipIf(!hasChromium)('the axis of months', () => {
  // It is November 2026.
  test('ends with the present month, also when it is the only one', async () => {
    expect(await labelsOf('2026-11-01')).toEqual(['Nov 2026']);
    expect(await labelsOf('2026-10-31', '2026-09-02')).toEqual(['Sept 2026', 'Oct 2026', 'Nov 2026']);
  }, 60_000);
});
