/** Stakes that articles state and that the ledger's entry does not have. */
import { expect, test } from 'vitest';
import { describeVenture } from '../../src/pipeline/answers/ledger.ts';
import type { StoredMention } from '../../src/store/lists/venture-mentions.ts';
import type { Venture } from '../../src/tags/knowledge/knowledge.ts';

function stakesSince(mentions: readonly StoredMention[], venture: Venture | undefined) {
  const ventures = venture === undefined ? [] : [{ ...venture, id: 'v' }];
  return describeVenture('v', mentions, { companies: [], ventures })?.stakesSince;
}

const told = (day: string, stake: string | null, stage: string | null = null) =>
  ({
    day,
    stake,
    stage,
    amount: null,
    language: 'en',
    evidence: [],
    partners: [],
  }) as unknown as StoredMention;
const entry = (...stakes: (number | undefined)[]) =>
  ({
    checked: '2026-11-21',
    partners: stakes.map((stake, at) => ({ company: `c${at}`, stake })),
  }) as unknown as Venture;

test('what was stated before the entry was checked is what it was written from', () => {
  expect(stakesSince([told('2026-01-19', '60 per cent')], entry(51, 49))).toEqual([]);
  expect(stakesSince([told('2026-11-22', '60 per cent')], entry(51, 49))).toEqual(['60 per cent']);
});

test('a restructuring puts the entry in question, whenever it was checked', () => {
  const mentions = [told('2023-10-26', '51%'), told('2026-11-18', '60 percent', 'restructured')];
  expect(stakesSince(mentions, entry(51, 49))).toEqual(['60 percent']);
  expect(stakesSince([...mentions, told('2026-11-19', '60%')], entry(51, 49))).toEqual(['60 percent']);
});

test('it counts from its first report on, however often it is told again, and an earlier one does not', () => {
  const first = told('2026-10-18', '60 percent', 'restructured');
  const again = told('2026-10-21', null, 'restructured');
  const before = [told('2019-05-02', '40 percent', 'restructured'), told('2020-01-01', '45 percent')];
  expect(stakesSince([...before, first, again], entry(51, 49))).toEqual(['60 percent']);
});

test('shares of the entry, and what they leave, say nothing else', () => {
  for (const stake of ['49%', '51 percent', '51:49', '51% and 49%'])
    expect(stakesSince([told('2026-11-22', stake)], entry(51, 49))).toEqual([]);
  for (const stake of ['49%', '35 percent', '10.7%'])
    expect(stakesSince([told('2026-11-22', stake)], entry(49, 35, 10.68))).toEqual([]);
  expect(stakesSince([told('2026-11-22', '50:50')], entry(51, 49))).toEqual(['50:50']);
});

test.each([
  ['a share of the entry beside a sum of money', '49% for €250 million', [51, 49], false],
  ['a share of the entry beside another one', '51% and 60%', [51, 49], true],
  ['what the only share that it has leaves', '40%', [60, undefined], false],
  ['what two of three together have', '45.7%', [49, 35, 10.68], false],
  ['what all that are known have', '75%', [45, 30, undefined], false],
  ['a half more or less, by which articles round', '11%', [10.5, 89.5], false],
  ['more than that', '11.1%', [10.5, 89.5], true],
  ['words without a number', 'a majority', [51, 49], false],
])('%s: "%s"', (_name, stake, stakes, isNew) => {
  expect(stakesSince([told('2026-11-22', stake)], entry(...stakes))).toEqual(isNew ? [stake] : []);
});

test('an entry without stakes, or none, is behind nothing', () => {
  expect(stakesSince([told('2026-11-22', '60%')], entry(undefined, undefined))).toEqual([]);
  expect(stakesSince([told('2026-11-22', '60%')], undefined)).toEqual([]);
});

test.each(['50-50', '50:50', 'fifty-fifty', '50대 50'])('halves are read as "%s", too', (stake) => {
  expect(stakesSince([told('2026-11-22', stake)], entry(60, 40))).toEqual([stake]);
  expect(stakesSince([told('2026-11-22', stake)], entry(50, 50))).toEqual([]);
});
