import { expect, test } from 'vitest';
import { shareText } from '../../src/text/shown/share-text.ts';

test.each([
  [0, '0.0 %'],
  [0.9, '90.0 %'],
  [0.98379, '98.3 %'],
  [0.99999, '99.9 %'],
  [1, '100.0 %'],
])('%d of the whole is %s', (share, text) => {
  expect(shareText(share)).toBe(text);
});
