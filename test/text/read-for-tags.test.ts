/** The languages whose words are read for tags. */
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/tags/line/vocabulary.ts';
import { notReadNote, READ_FOR_TAGS } from '../../src/text/language/read-for-tags.ts';

test('are those that the rules have a vocabulary of', () => {
  expect(READ_FOR_TAGS).toEqual([...LANGUAGES].sort());
});

test.each([
  ['fa', true],
  ['he-IL', true],
  ['zh-TW', false],
  ['en', false],
  ['und', false],
  ['x" onload', false],
  [null, false],
])('of %s it is said that it is not: %s', (language, said) => {
  expect(notReadNote(language) !== null).toBe(said);
});
