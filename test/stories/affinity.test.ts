/** What two articles share that is not their matter does not make them one story. */
import { expect, test } from 'vitest';
import { affinity } from '../../src/stories/affinity.ts';
import { LINK } from '../../src/stories/linkage.ts';
import { featuresOfLabelled } from './labelled.ts';

const BELOW = `About this wire. It serves readers who follow the car industry in Europe, Asia and America, was founded in Lyon \
and is written by a small team of reporters who have covered the trade for many years. Write to the editors with corrections \
and suggestions at any time; every letter is read by a person.`;

function report(id: string, one: string, other: string, more = '') {
  return featuresOfLabelled({
    id,
    language: 'en',
    publishedAt: '2026-03-02',
    story: id,
    title: `${one} and ${other} agree on a venture`,
    text: `${one} and ${other} signed an agreement on Monday to found a joint venture for electric cars.${more}\n\n${BELOW}`,
  });
}

test('short reports of other companies are no copies for what stands below each of them', () => {
  const { copy, points } = affinity(report('a', 'Renault', 'Geely'), report('b', 'BYD', 'Mahindra'));
  expect({ copy, linked: points >= LINK }).toEqual({ copy: false, linked: false });
});

test('a report that is printed again is a copy', () => {
  const again = report('b', 'Renault', 'Geely', ' Work begins in May.');
  expect(affinity(report('a', 'Renault', 'Geely'), again).copy).toBe(true);
});
