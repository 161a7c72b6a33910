/** The stake that a sentence states: a share of owners, and no other percentage. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());
const stakeOf = (text: string) => tag({ text }).ventures[0]?.stake;

test.each([
  ['BYD and Toyota set up a 50:50 joint venture for electric cars.', '50:50'],
  ['Volkswagen Anhui, in which Volkswagen holds 75 percent, builds electric cars.', '75 percent'],
  [
    'Carizon, the joint venture of Cariad and Horizon Robotics for electric cars, belongs to Cariad by 60 per cent.',
    '60 per cent',
  ],
  ['宁德时代与上汽集团成立合资公司时代上汽生产动力电池，宁德时代出资51%。', '51%'],
  [
    'La joint venture Leapmotor International, 51 per cento agli europei e il 49 per cento ai cinesi, vende auto elettriche.',
    '51 per cento',
  ],
  ['Stellantis tem 51% da Leapmotor International, a joint venture que vende carros elétricos.', '51%'],
  [
    'Le constructeur contrôle à 51 % Leapmotor International, la coentreprise de voitures électriques.',
    '51 %',
  ],
])('the stake in "%s" is %s', (text, stake) => {
  expect(stakeOf(text)).toBe(stake);
});

test.each([
  'SAIC-GM-Wuling, the joint venture of SAIC and GM, sold 152,340 electric cars in October, up 135 percent.',
  'SAIC-GM-Wuling, the joint venture of SAIC and GM, sold 152,340 electric cars in October, 35 percent more.',
  '上汽通用五菱5月新能源销量8.1万辆，同比增长24%，占总销量的六成。',
  'GAC Toyota, the joint venture, wants a 100% electric line-up by 2030.',
  'Leapmotor International, the joint venture with Stellantis, grew its sales of electric cars by 12.375%.',
  'BMW Brilliance, the joint venture in Shenyang, pays the EU a tariff of 20.7% on its electric Mini.',
  'FAW-Volkswagen, the joint venture, cut the price of the electric ID.3 by 17.5 percent.',
  'Leapmotor International is a joint venture for electric cars; Stellantis also bought 21 percent of Leapmotor in 2023.',
  'Nio, 18 percent owned by CYVN, and JAC run a joint venture that builds electric cars.',
])('"%s" states no stake', (text) => {
  expect(stakeOf(text)).toBeNull();
});
