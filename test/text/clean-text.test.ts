/** Characters that show nothing, and accents written apart. */
import { expect, test } from 'vitest';
import { cleanText } from '../../src/text/words/clean-text.ts';

const CASES: readonly (readonly [what: string, text: string, clean: string])[] = [
  ['a soft hyphen', 'joint ven\u00adture', 'joint venture'],
  ['places for a break', 'joint\u200b ven\u2060ture', 'joint venture'],
  ['marks of direction', 'joint \u200eventure\u202c', 'joint venture'],
  ['a byte order mark', '\ufeffjoint venture', 'joint venture'],
  ['Vietnamese accents written apart', 'liên doanh xe điện'.normalize('NFD'), 'liên doanh xe điện'],
  ['Hangul written in letters', '합작법인'.normalize('NFD'), '합작법인'],
  ['the joiner of an emoji stays', '👩\u200d🔧', '👩\u200d🔧'],
];

test.each(CASES)('%s', (_, text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('a letter under a hundred thousand accents takes linear time', () => {
  const started = performance.now();
  expect(cleanText(`a${'\u0301\u0323'.repeat(50_000)}b`).length).toBeLessThan(40);
  expect(performance.now() - started).toBeLessThan(2_000);
});
