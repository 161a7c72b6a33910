import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import { amountIn } from '../../src/tags/venture/figures.ts';

test.each([
  ['will invest 5 billion yuan in Hefei', '5 billion yuan'],
  ['puts in US$188m, half each', 'US$188m'],
  ['investieren 4,1 Milliarden Euro', '4,1 Milliarden Euro'],
  ['注册资本10亿元', '10亿元'],
  ['각각 1034억원을 출자', '1034억원'],
  ['commit €4.1 billion to a plant', '€4.1 billion'],
  ['a bus for 2.000.000 Euro', '2.000.000 Euro'],
  ['brings Rs 1,500 crore', 'Rs 1,500 crore'],
  ['指导价10.98万元，投资50亿元', '50亿元'],
  ['from 28,800 yuan apiece, in a venture of 756 million dollars', '756 million dollars'],
  ['포항에 1조2000억원을 들여', '1조2000억원'],
  ['베이징현대에 10억 9600만 달러를 투입한다', '10억 9600만 달러'],
  ['資本金は1億2000万元', '1億2000万元'],
  ['Stellantis lost 2.3 billion euros, its venture 40 million', null],
  ['连续三年亏损20亿元', null],
  ['연 660억원 이상의 매출', null],
  ['가격은 1억1980만원부터', null],
  ['350万円から', null],
  ['from Rs 13.5 lakh', null],
  ['investono 4,1 mld di euro', '4,1 mld di euro'],
  ['senilai US$5,9 miliar atau Rp 96 triliun', 'US$5,9 miliar'],
  ['usaha sama bernilai RM1.9 bilion', 'RM1.9 bilion'],
  ['pelaburan AS$258 juta', 'AS$258 juta'],
  ['modal 12 juta dolar AS', '12 juta dolar AS'],
  ['untung bersih RM680 juta', null],
  ['вложат 12 млрд рублей', '12 млрд рублей'],
  ['za 4,5 mld zł', '4,5 mld zł'],
  ['1,2 milyar dolar yatıracak', '1,2 milyar dolar'],
  ['vốn 800 triệu USD', '800 triệu USD'],
  ['580 milliárd forintos beruházás', '580 milliárd forintos'],
  ['注册资本为32亿泰铢', '32亿泰铢'],
  ['worth SAR 4.5bn', 'SAR 4.5bn'],
  ['put in A$40 million', 'A$40 million'],
  ['R$ 5,2 bi', 'R$ 5,2 bi'],
  ['300 millones de yuanes (46 millones de dólares)', '300 millones de yuanes'],
  ['revenue of 362 billion yuan, with a capital of 500 million yuan', '500 million yuan'],
  ['o kapitale 1,2 mld juanów', '1,2 mld juanów'],
  ['s kapitálem 1,2 miliardy jüanů', '1,2 miliardy jüanů'],
  ['tőkéje 1,2 milliárd jüan', '1,2 milliárd jüan'],
  ['vốn 1,2 tỷ nhân dân tệ', '1,2 tỷ nhân dân tệ'],
  ['vốn 100 triệu đô la Mỹ', '100 triệu đô la Mỹ'],
  ['investieren 1,5 Milliarden US-Dollar', '1,5 Milliarden US-Dollar'],
  ['invests 2 billion Moroccan dirhams', '2 billion Moroccan dirhams'],
  ['puts in 1.5 billion Hong Kong dollars', '1.5 billion Hong Kong dollars'],
  ['sells 20,000 cars', null],
  ['costs 549,000 baht', null],
])('the amount of "%s" is %s', (text, amount) => {
  expect(amountIn(text)).toBe(amount);
});

test('a sum in the next sentence is that of the venture where the sentence says that it is invested', () => {
  const tag = createTagger(loadKnowledge());
  const amountOf = (next: string) =>
    tag({ text: `Geely and Renault set up a joint venture for electric cars. ${next}` }).ventures[0]?.amount;
  expect(amountOf('The partners will invest 350 million euros.')).toBe('350 million euros');
  expect(amountOf('A rival sold cars for 350 million euros.')).toBeNull();
});
