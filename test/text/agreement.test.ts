/** Titles that are one, and texts that tell of a title's matter. */
import { expect, test } from 'vitest';
import { says, titlesAgree } from '../../src/text/words/agreement.ts';

test.each([
  ['SAIC and GM open plant', 'SAIC and GM open plant - The Wire', true],
  ['SAIC and GM open plant', 'Saic and GM open: plant', true],
  ['上汽通用电动合资公司成立', '上汽通用电动合资公司成立_网易', true],
  ['Sign in', 'SIGN IN', true],
  ['ＢＹＤ 和 Toyota 合资', 'BYD 和 TOYOTA 合资', true],
  // A pair of characters is a word only where they stand together.
  ['海 岳', '海岳', false],
  ['BYD and partner number 1 form venture', 'BYD and partner number 2 form venture', false],
  ['BYD forms joint venture with Toyota', 'BYD forms joint venture with Honda', false],
  ['The Wire', 'News of The Wire', false],
  ['Sign in', '', false],
  ['', '', false],
])('%s / %s', (one, other, agree) => {
  expect(titlesAgree(one, other)).toBe(agree);
  expect(titlesAgree(other, one)).toBe(agree);
});

const TITLE = 'Chery and Jaguar found a venture';

test.each([
  [TITLE, 'Jaguar will found it with Chery', 0.75, true],
  [TITLE, 'Jaguar will found it with Chery', 0.76, false],
  [TITLE, 'Sign in\n\nOn Monday\nJaguar said that it will\nfound it with Chery\nand others', 0.75, true],
  [TITLE, 'Enter your password', 0.01, false],
  [TITLE, '', 0.01, false],
  ['合资公司', '一家合资企业', 0.33, true],
  ['合资公司', '一家合资企业', 0.34, false],
  ['合资公司', '一家合\n资\n公\n司', 0.3, false],
  ['A no to it', 'whatever', 1, true],
])('whether %s is said by %j', (title, text, share, said) => {
  expect(says(text, title, share)).toBe(said);
});
