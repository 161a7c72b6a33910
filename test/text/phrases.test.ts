import { expect, test } from 'vitest';
import { PhraseTable } from '../../src/text/words/phrases.ts';
import { tokenise } from '../../src/text/words/tokens.ts';

function found(
  phrases: readonly (readonly [string, ('any' | 'first' | 'exact')?])[],
  text: string,
): string[] {
  const table = new PhraseTable<string>();
  for (const [phrase, capitals] of phrases) table.add(phrase, phrase, capitals);
  return table.find(text, tokenise(text)).map((hit) => text.slice(hit.start, hit.end));
}

test('nested names are all found', () => {
  expect(found([['SAIC'], ['SAIC-GM'], ['SAIC-GM-Wuling'], ['Wuling']], 'the SAIC-GM-Wuling plant')).toEqual([
    'SAIC',
    'SAIC-GM',
    'SAIC-GM-Wuling',
    'Wuling',
  ]);
});

test('words are whole', () => {
  expect(found([['SAIC'], ['NIO'], ['EV']], 'mosaic Antonio every')).toEqual([]);
});

test('Chinese, Japanese and Korean names stand inside runs of letters', () => {
  expect(found([['合资公司'], ['上汽']], '由上汽成立的合资公司')).toEqual(['上汽', '合资公司']);
  expect(found([['합작법인']], '합작법인을 세운다')).toEqual(['합작법인']);
});

test('traditional characters match simplified phrases', () => {
  expect(found([['电动车']], '電動車上市')).toEqual(['電動車']);
});

test('a phrase goes on behind a sign for percent', () => {
  expect(
    found([['100%出資'], ['100% owned'], ['%50-%50']], 'X社が100%出資, is 100% owned, %50-%50 pay'),
  ).toEqual(['100%出資', '100% owned', '50-%50']);
});

test('a star stands for any ending', () => {
  expect(found([['elektroauto*']], 'Elektroautos und Elektroautohersteller, Elektro')).toEqual([
    'Elektroautos',
    'Elektroautohersteller',
  ]);
});

test('capitals count where asked', () => {
  expect(found([['EV', 'exact']], 'ev EV Ev')).toEqual(['EV']);
  expect(found([['Smart', 'first']], 'smart Smart SMART')).toEqual(['Smart', 'SMART']);
});

test('names do not reach over commas', () => {
  expect(found([['Great Wall']], 'Great, Wall Great-Wall Great Wall')).toEqual(['Great-Wall', 'Great Wall']);
});

test('empty phrases and texts are nothing', () => {
  expect(found([[''], ['--']], 'text')).toEqual([]);
  expect(found([['a']], '')).toEqual([]);
});

test('characters written without a gap stand without one', () => {
  expect(found([['아니'], ['배터리 셀']], '인도네시아 니켈, 배터리 셀, 아니다')).toEqual([
    '배터리 셀',
    '아니',
  ]);
});
