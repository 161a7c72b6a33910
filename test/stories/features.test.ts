/** Features can be had of any text, in bounded time, and the data behind them is in order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affinity } from '../../src/stories/affinity.ts';
import { KEY_BITS, keysOf } from '../../src/stories/candidate-keys.ts';
import AGENCIES from '../../src/stories/data/agencies.json' with { type: 'json' };
import COMMON from '../../src/stories/data/common-terms.json' with { type: 'json' };
import { featuresOf, type StoryFeatures } from '../../src/stories/features.ts';
import { heaviest, tellingTerms, termLikeness } from '../../src/stories/terms.ts';
import CURRENCIES from '../../src/text/words/currencies.json' with { type: 'json' };
import SCALES from '../../src/text/words/scales.json' with { type: 'json' };
import { featuresOfLabelled, ownArticles } from './labelled.ts';

const of = (title: string, text: string): StoryFeatures =>
  featuresOf(
    {
      key: title,
      title,
      text,
      publishedAt: null,
      language: null,
      site: null,
      authors: [],
      tagging: { tagged: false, ventures: [], companies: [] },
      names: [],
      head: [],
    },
    (id) => id,
  );

describe('featuresOf', () => {
  it('takes any strings', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d.,万亿%$ a-z]{0,60}$/));
    fc.assert(
      fc.property(text, text, text, (title, one, other) => {
        const { points } = affinity(of(title, one), of(title, other));
        expect(Number.isFinite(points)).toBe(true);
      }),
    );
  });

  it.each([
    ['digits', '1'.repeat(300_000)],
    ['grouped digits', '1,000'.repeat(60_000)],
    ['brackets', '('.repeat(300_000)],
    ['Han', '比'.repeat(300_000)],
    ['numerals', '三千百十'.repeat(70_000)],
  ])('reads 300,000 characters of %s in bounded time', (_says, text) => {
    const cpu = process.cpuUsage();
    of('x', text);
    expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(2_000);
  });

  it('has no venture that nobody names: another such one need not be the same', () => {
    const mention = {
      ventureId: null,
      name: null,
      stage: 'signed',
      sector: null,
      stake: null,
      amount: null,
    } as const;
    const partners = [{ companyId: 'byd', name: 'BYD', country: 'CN' }];
    const { ventures } = featuresOf(
      {
        key: 'a',
        title: 'a',
        text: 'a',
        publishedAt: 0,
        language: 'en',
        site: null,
        authors: [],
        tagging: {
          tagged: true,
          ventures: [
            { ...mention, partners: [], confidence: 1, evidence: [] },
            { ...mention, partners, confidence: 1, evidence: [] },
          ],
          companies: [],
        },
        names: [],
        head: [],
      },
      (id) => id,
    );
    expect(ventures).toEqual([{ key: 'new:byd', partners: ['byd'] }]);
  });

  it('has the group for a company, and what headline and lead are about', () => {
    const { principals, companies } = featuresOf(
      {
        key: 'a',
        title: 'a',
        text: 'a',
        publishedAt: 0,
        language: 'en',
        site: null,
        authors: [],
        tagging: {
          tagged: false,
          ventures: [],
          companies: [
            { companyId: 'buick', name: 'Buick', mentions: 3 },
            { companyId: 'ford', name: 'Ford', mentions: 1 },
          ],
        },
        names: [],
        head: [{ companyId: 'buick', name: 'Buick', mentions: 1 }],
      },
      (id) => (id === 'buick' ? 'gm' : id),
    );
    expect(principals).toEqual(['gm']);
    expect(companies.map(({ id }) => id)).toEqual(['gm', 'ford']);
  });
});

describe('affinity', () => {
  const features = ownArticles().map(featuresOfLabelled);

  it('is the same in both directions', () => {
    for (const [at, one] of features.entries()) {
      const other = features[(at * 7 + 3) % features.length] ?? one;
      expect(affinity(one, other)).toEqual(affinity(other, one));
    }
  });

  it('articles have few keys, each once and below the room that an index needs', () => {
    for (const article of features) {
      const keys = keysOf(article);
      expect(keys.length).toBeLessThanOrEqual(38);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(Number.isInteger(key) && key >= 0 && key < 2 ** KEY_BITS).toBe(true);
    }
  });
});

describe('terms', () => {
  it('words of the trade count for less than others', () => {
    const [trade, rare] = [tellingTerms('', 'electric battery'), tellingTerms('', 'Figueruelas gigafactory')];
    const most = ({ weights }: typeof trade): number => Math.max(0, ...weights);
    expect(most(trade)).toBeLessThan(most(rare));
  });

  it('are alike with themselves and not with others', () => {
    const terms = tellingTerms('Figueruelas', 'gigafactory of Zaragoza');
    expect(termLikeness(terms, terms)).toBeCloseTo(1, 5);
    expect(termLikeness(terms, tellingTerms('Halol', 'roadster Cyberster'))).toBe(0);
    expect(heaviest(terms, 2)).toHaveLength(2);
  });
});

describe('the data', () => {
  it('is sorted, each entry once', () => {
    for (const ids of [
      AGENCIES.map(({ id }) => id),
      CURRENCIES.map(({ code }) => code),
      COMMON.map(({ language }) => language),
      ...COMMON.map(({ terms }) => Object.keys(terms)),
      ...AGENCIES.map(({ sites }) => sites),
    ])
      expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('gives no name to two agencies, currencies or scales', () => {
    for (const names of [
      AGENCIES.flatMap((entry) => entry.names),
      CURRENCIES.flatMap(({ forms }) => forms),
      [...SCALES.words, ...SCALES.signs].flatMap(({ forms }) => forms),
    ])
      expect(names.length).toBe(new Set(names).size);
  });
});
