/** What is answered where a page should be, and is none, is given up with what it is; nothing is made up of it. */
import { expect, test } from 'vitest';
import { notAPage } from '../../src/pipeline/ingest/not-a-page.ts';
import { createReaders } from '../../src/pipeline/ingest/read-page.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';

const PROSE = 'BYD and Toyota form a joint venture for electric cars.';
const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>${PROSE}</title></item></channel></rss>`;

test.each([
  ['an RSS feed', RSS, 'application/rss+xml', 'a feed'],
  ['one that is called a page', RSS, 'text/html', 'a feed'],
  [
    'a JSON Feed',
    `{"version":"https://jsonfeed.org/version/1.1","items":[]}`,
    'application/feed+json',
    'a feed',
  ],
  ['data', `{"articles":[{"text":"${PROSE}"}]}`, 'text/html', 'JSON'],
  ['a PDF', `%PDF-1.4\n${PROSE}`, 'text/html; charset=utf-8', 'a PDF document'],
  ['a picture', `\ufffd\ufffd JFIF ${PROSE}`, 'image/jpeg', 'image/jpeg'],
])('%s', (_, text, contentType, what) => {
  expect(notAPage(text, contentType)).toBe(what);
});

test.each([
  ['a page', `<!DOCTYPE html><html><body><p>${PROSE}</p></body></html>`, 'text/html'],
  ['one that its server calls data', `<html><body><p>${PROSE}</p></body></html>`, 'application/json'],
  ['a piece of one', `<p>${PROSE}</p>`, 'application/x-unknown'],
  [
    'one that begins with a comment',
    `<!-- ${'x'.repeat(3_000)} --><html><body>${PROSE}</body></html>`,
    'text/html',
  ],
  ['a release without markup', `[Update] ${PROSE}`, 'text/plain'],
  ['what nobody names', PROSE, null],
])('%s is read', (_, text, contentType) => {
  expect(notAPage(text, contentType)).toBeNull();
});

test('a feed that is read as a page says what to do with it', () => {
  const { readPage } = createReaders(loadKnowledge());
  const item = { title: null, authors: [], publishedAt: null, summary: null, language: null };
  const url = 'https://a.example/feed';
  const bytes = new TextEncoder().encode(RSS);
  expect(() => readPage({ bytes, contentType: 'application/rss+xml', url, fetchedAt: 0, item })).toThrow(
    'a feed, not a page; `jvwire feeds add` watches it',
  );
});
