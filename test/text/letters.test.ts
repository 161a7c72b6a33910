/** What two spellings of one headline have in common. */
import { expect, test } from 'vitest';
import { lettersOf } from '../../src/text/words/letters.ts';

test.each([
  ['SAIC–GM: “Plant № 1” opens!', 'saicgmplantno1opens'],
  ['ＢＹＤ 与 Toyota（丰田）合资', 'byd与toyota丰田合资'],
  ['— … —', ''],
])('%s', (text, letters) => {
  expect(lettersOf(text)).toBe(letters);
});
