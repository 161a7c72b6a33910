/** What two articles share that is not their matter does not make them one story. */
import { describe, expect, test } from 'vitest';
import { affinity } from '../../src/stories/affinity.ts';
import { LINK, LINK_BEST } from '../../src/stories/linkage.ts';
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

describe('one venture in one week', () => {
  const told = (title: string, text: string, language = 'en') =>
    featuresOfLabelled({ id: title, language, publishedAt: '2025-11-21', story: title, title, text });
  const recall = told(
    'FAW-Volkswagen recalls electric ID.4 Crozz over battery',
    'The joint venture calls back 61,412 electric cars because a cell may short-circuit, the regulator said.',
  );
  const closure = told(
    'FAW-Volkswagen to stop building petrol Bora, cuts jobs in Changchun',
    'The joint venture sheds 9,000 posts over three years; one hall will make electric cars from 2027.',
  );

  test('tells of two events, and neither figures, words nor kinds agree', () => {
    const { points, evidence } = affinity(recall, closure);
    expect(points).toBeLessThan(LINK);
    expect(evidence.figures).toBeLessThan(0);
    expect(evidence.kind).toBeLessThan(0);
    // Of what the two texts share, the names of the partners make up most.
    expect(evidence.words).toBeLessThan(0);
    // That the venture is the same one says no more than that its partners are.
    expect(evidence.companies + evidence.ventures).toBeLessThanOrEqual(0.7);
  });

  test('tells of one event in two languages', () => {
    const german = told(
      'FAW-VW ruft Elektroautos zurück',
      'Das Gemeinschaftsunternehmen muss 61.412 Wagen in die Werkstatt holen, in der Batterie droht ein Kurzschluss.',
      'de',
    );
    const chinese = told(
      '一汽-大众召回部分电动汽车',
      '一汽-大众汽车有限公司将召回部分电动汽车，高压电池电芯可能短路。',
      'zh',
    );
    for (const other of [german, chinese]) {
      expect(affinity(recall, other).points).toBeGreaterThanOrEqual(LINK_BEST);
      expect(affinity(closure, other).points).toBeLessThan(LINK);
    }
  });

  test('nothing that speaks against it leaves reports in two languages together', () => {
    const english = told('What FAW and Volkswagen are up to', 'FAW and Volkswagen want electric cars.');
    const chinese = told('一汽与大众的新动向', '一汽与大众希望推出电动汽车。', 'zh');
    expect(affinity(english, chinese).points).toBeGreaterThanOrEqual(LINK_BEST);
  });

  test('the one partner\u2019s share here and the other one\u2019s there are no different figures', () => {
    const one = told('Verkor and CATL agree', 'Verkor holds 45 percent of the joint venture with CATL.');
    const other = told('Verkor und CATL einig', 'CATL hält 55 Prozent am Joint Venture mit Verkor.', 'de');
    const another = told('Verkor und CATL', 'CATL hält 70 Prozent am Joint Venture mit Verkor.', 'de');
    expect(affinity(one, other).evidence.figures).toBe(0);
    expect(affinity(one, another).evidence.figures).toBeLessThan(0);
  });
});
