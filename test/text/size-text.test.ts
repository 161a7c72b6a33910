import { expect, test } from 'vitest';
import { sizeText } from '../../src/text/shown/size-text.ts';

test.each([
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1.0 KB'],
  [5 * 1024 ** 2, '5.0 MB'],
  [5 * 1024 ** 3, '5.0 GB'],
  [3 * 1024 ** 4, '3072.0 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
