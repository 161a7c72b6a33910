/** Titles that are one, and texts that tell of a title's matter. */
import { expect, test } from 'vitest';
import { saidOf, titlesAgree } from '../../src/text/agreement.ts';

test.each([
  ['SAIC and GM open plant', 'SAIC and GM open plant - The Wire', true],
  ['SAIC and GM open plant', 'Saic and GM open: plant', true],
  ['上汽通用电动合资公司成立', '上汽通用电动合资公司成立_网易', true],
  ['Sign in', 'SIGN IN', true],
  ['BYD and partner number 1 form venture', 'BYD and partner number 2 form venture', false],
  ['BYD forms joint venture with Toyota', 'BYD forms joint venture with Honda', false],
  ['The Wire', 'News of The Wire', false],
  ['Sign in', '', false],
  ['', '', false],
])('%s / %s', (one, other, agree) => {
  expect(titlesAgree(one, other)).toBe(agree);
  expect(titlesAgree(other, one)).toBe(agree);
});

test('the share of a title that a text says', () => {
  expect(saidOf('Chery and Jaguar found a venture', 'Jaguar will found it with Chery')).toBe(0.75);
  expect(saidOf('Chery and Jaguar found a venture', 'Enter your password')).toBe(0);
  expect(saidOf('合资公司', '一家合资企业')).toBeCloseTo(1 / 3);
  expect(saidOf('A no to it', 'whatever')).toBe(1);
});
