/** Headline and lead say which kind of event they tell of, in each language by its own words. */
import { describe, expect, it } from 'vitest';
import KINDS from '../../src/stories/data/event-kinds.json' with { type: 'json' };
import { eventKinds, kindsAgree } from '../../src/stories/event-kinds.ts';
import { LANGUAGES } from '../../src/tags/line/vocabulary.ts';

const told = (title: string, language: string, lead = ''): readonly string[] =>
  eventKinds(title, lead, language).told;

describe('eventKinds', () => {
  it.each<[kind: string, titles: readonly (readonly [string, string])[]]>([
    [
      'recall',
      [
        ['Maker recalls 61,000 cars', 'en'],
        ['Rückruf von 61.000 Autos', 'de'],
        ['某车企召回61000辆', 'zh'],
        ['Pengeluar panggil balik 61,000 kereta', 'ms'],
        ['6万台をリコール', 'ja'],
        ['6만 대 리콜', 'ko'],
      ],
    ],
    [
      'people',
      [
        ['Chief steps down', 'en'],
        ['Führungswechsel in Changchun', 'de'],
        ['总经理离任', 'zh'],
        ['Ketua pegawai eksekutif letak jawatan', 'ms'],
        ['社長が退任', 'ja'],
      ],
    ],
    [
      'dispute',
      [
        ['Workers on strike', 'en'],
        ['Huelga en la fábrica', 'es'],
        ['Grève à l’usine', 'fr'],
        ['공장 파업', 'ko'],
      ],
    ],
    [
      'duties',
      [
        ['Brussels lifts tariffs', 'en'],
        ['Strafzölle bleiben', 'de'],
        ['Пошлины выросли', 'ru'],
        ['欧盟关税', 'zh'],
        ['Duti import kekal tahun depan', 'ms'],
      ],
    ],
  ])('finds %s in every language', (kind, titles) => {
    for (const [title, language] of titles) expect(told(title, language)).toEqual([kind]);
  });

  it('asks the lead where the headline says nothing, and no words of another language', () => {
    expect(told('A bad day', 'en', 'Workers are on strike.')).toEqual(['dispute']);
    expect(told('Recall', 'en', 'Workers are on strike.')).toEqual(['recall']);
    expect(told('Recall', 'sw')).toEqual([]);
  });
});

describe('kindsAgree', () => {
  const kinds = (...kind: readonly string[]) => ({ told: kind, named: kind });

  it.each<[string, ReturnType<typeof kindsAgree>]>([
    ['recall recall', 'same'],
    ['recall launch', 'apart'],
    ['recall ', 'unsaid'],
    // So does nearly every report of a venture.
    ['deal deal', null],
    ['deal ', null],
  ])('%s: %s', (pair, agree) => {
    const [a, b] = pair.split(' ').map((kind) => kinds(...(kind === '' ? [] : [kind])));
    if (a === undefined || b === undefined) throw new Error(pair);
    expect([kindsAgree(a, b), kindsAgree(b, a)]).toEqual([agree, agree]);
  });

  it('what the other one names too does not keep them apart', () => {
    expect(kindsAgree({ told: ['launch'], named: ['launch', 'sales'] }, kinds('sales'))).toBeNull();
  });
});

describe('the data', () => {
  it('has words of every language for every kind, in order, each once', () => {
    for (const { kind, forms } of KINDS) {
      expect([kind, Object.keys(forms)]).toEqual([kind, [...LANGUAGES].sort()]);
      for (const words of Object.values<readonly string[]>(forms)) {
        expect(words.length).toBeGreaterThan(0);
        expect(words).toEqual([...new Set(words)].sort());
      }
    }
  });
});
