/** Pages made to exhaust a reader: each must give an Article in bounded time. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';
import { VERDICTS } from '../../src/core/model.ts';
import { HOSTILE_PAGES, prose } from './hostile-pages.ts';

/** Of CPU: the tests of the project share their cores, with one another and with the machine's other work. */
const LIMIT_MS = 3_000;
/** What else the machine does slows processor time down, too: the least of so many readings at most counts. */
const MOST_READINGS = 3;

describe('hostile pages', () => {
  test.each(HOSTILE_PAGES)('%s', (_, make) => {
    const html = make();
    let least = Infinity;
    for (let reading = 0; reading < MOST_READINGS && least >= LIMIT_MS; reading++) {
      const before = process.cpuUsage();
      const article = extractArticle(html, { url: 'https://news.example.com/2026/11/03/story' });
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, (user + system) / 1000);
      expect(VERDICTS).toContain(article.verdict);
      expect(article.verdictReason).not.toBe('');
    }
    expect(least).toBeLessThan(LIMIT_MS);
  });

  test('says that a page was read in part', () => {
    const article = extractArticle(`${prose}${'<div>'.repeat(5_000)}`, { url: 'https://news.example.com/a' });
    expect(article.text).toContain('signed the agreement');
    expect(article.verdictReason).toContain('nested too deeply');
  });

  test('takes any string as its address', () => {
    for (const url of ['', 'x', 'javascript:alert(1)', 'http://', '//', '\u0000', 'https://[::1]:99999/']) {
      expect(extractArticle(prose, { url }).url).toBe(url);
    }
  });
});
