/** Numbers with what they count. */
import { expect, test } from 'vitest';
import { counted } from '../../src/text/shown/counted.ts';

test('one is one, and none are many', () => {
  expect([0, 1, 2].map((count) => counted(count, 'word'))).toEqual(['0 words', '1 word', '2 words']);
  expect([1, 2].map((count) => counted(count, 'story', 'stories'))).toEqual(['1 story', '2 stories']);
});
