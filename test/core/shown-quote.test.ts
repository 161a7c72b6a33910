/** The quote that is shown where there is room for one. */
import { expect, test } from 'vitest';
import { addsToHeadline, shownQuote } from '../../src/core/shown-quote.ts';

const title = { field: 'title', sentence: 'A venture' } as const;
const inText = (sentence: string) => ({ field: 'text', sentence }) as const;
const [first, second] = [inText('It is founded.'), inText('It is built.')] as const;

test('is a sentence of the text, the best of them, and the headline only where nothing else proves it', () => {
  expect(shownQuote([title, first, second])).toBe(first);
  expect(shownQuote([second, title, first])).toBe(second);
  expect(shownQuote([title])).toBe(title);
  expect(shownQuote([])).toBeNull();
});

test('says more than the headline only when it is not the headline', () => {
  expect([title, first].map(addsToHeadline)).toEqual([false, true]);
});
