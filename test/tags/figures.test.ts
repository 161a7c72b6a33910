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
  ['sells 20,000 cars', null],
])('the amount of "%s" is %s', (text, amount) => {
  expect(amountIn(text)).toBe(amount);
});
