/** The summary of pages that give none: the first paragraph that says something. */

import { expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

test.each([
  [
    'zh',
    '伟赫与诺达周一签署合资协议，双方将共建一座客车工厂。',
    '新厂明年春天开工，年产客车四百辆，诺达持有合资公司百分之六十的股份，其余股份由伟赫持有。',
  ],
  [
    'ja',
    'ワイヘは１６日、ノルダと合弁会社をつくると発表した。',
    '新会社は年に四百台のバスを生産する計画で、来年の春に工場の建設を始める見通しだという。',
  ],
  [
    'ko',
    '바이헤와 노르다가 버스 합작공장을 세운다고 16일 밝혔다.',
    '새 공장은 해마다 버스 사백 대를 만들 계획이며, 내년 봄에 공사를 시작해 이듬해 말에 마칠 예정이다.',
  ],
  [
    'en',
    'Weihe and Norda build a bus works in Ulm.',
    'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.',
  ],
])('the lead, though it is short: %s', (lang, lead, next) => {
  const html = `<html lang="${lang}"><body><article><h1>Bus</h1><p>${lead}</p><p>${next}</p></article></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).summary).toBe(lead);
});

test('not a line on the place', () => {
  const next =
    'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.';
  const html = `<html lang="en"><body><article><h1>Bus</h1><p>Hamburg, on Monday</p><p>${next}</p></article></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).summary).toBe(next);
});
