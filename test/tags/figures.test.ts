import { expect, test } from 'vitest';
import { amountIn, stakeIn } from '../../src/tags/figures.ts';

test.each([
  ['a 50:50 joint venture', '50:50'],
  ['a 50-50 firm in which GM had 34 percent before', '50-50'],
  ['Volkswagen holds 75 percent', '75 percent'],
  ['zu 60 Prozent Cariad', '60 Prozent'],
  ['宁德时代出资51%', '51%'],
  ['50 대 50 지분의 합작법인', '50 대 50'],
  ['no stake is told', null],
])('the stake of "%s" is %s', (text, stake) => {
  expect(stakeIn(text)).toBe(stake);
});

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
  ['sells 20,000 cars', null],
  ['costs 549,000 baht', null],
])('the amount of "%s" is %s', (text, amount) => {
  expect(amountIn(text)).toBe(amount);
});
