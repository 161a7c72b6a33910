/** What a story says in all, copies folded and differences side by side. */
import { describe, expect, test } from 'vitest';
import { foldCopies } from '../../src/stories/copies.ts';
import { creditOf } from '../../src/stories/credit.ts';
import type { StoryFeatures } from '../../src/stories/features.ts';
import { isSameArticle, type Sighting } from '../../src/stories/same-article.ts';
import { type StoryMember, summarise } from '../../src/stories/summary.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import { featuresOfLabelled, ownArticles } from './labelled.ts';

const tag = createTagger(loadKnowledge());
const members = (story: string): StoryMember[] =>
  ownArticles()
    .filter((article) => article.story === story)
    .map((article) => ({
      features: featuresOfLabelled(article),
      title: article.title,
      ventures: tag({ title: article.title, text: article.text, lang: article.language }).ventures,
    }));

describe('summarise', () => {
  const wire = members('faw-toyota-tianjin-2020-02');
  const summary = summarise(wire);

  test('lists the sources in order and folds copies', () => {
    expect(summary.sources).toHaveLength(4);
    expect(summary.copies).toBe(1);
    const copy = summary.sources.find(({ title }) => title === 'Toyota to make EVs in Tianjin with FAW');
    const original = summary.sources.find(({ title }) => title.startsWith('Toyota, FAW plan'));
    expect(copy?.copyOf).toBe(original?.article);
    expect(summary.span).toEqual({ from: Date.parse('2020-02-29'), to: Date.parse('2020-03-01') });
  });

  test('names the first, the partners and the venture with their articles', () => {
    expect(summary.firstMover).toBe(summary.sources[0]?.article);
    expect(summary.partners.map(({ companyId }) => companyId).sort()).toEqual(['faw', 'toyota']);
    expect(summary.partners[0]?.articles.length).toBeGreaterThan(2);
    expect(summary.headline.article).not.toBe('');
  });

  test('is headed in the language that most tell it in, whichever article is most like the others', () => {
    const [first, second] = wire;
    if (first === undefined || second === undefined) throw new Error('no members');
    const named = (member: StoryMember, key: string, language: string): StoryMember => ({
      ...member,
      title: `${key} ${language}`,
      features: {
        ...member.features,
        key,
        language,
        publishedAt: 0,
        // Too short to be copies.
        fingerprint: { ...member.features.fingerprint, shingles: 0 },
      },
    });
    // Two of four, and one of two languages that tell it as often: that of the first.
    const several = [
      named(first, '1', 'zh'),
      named(first, '2', 'en'),
      named(second, '3', 'de'),
      named(second, '4', 'en'),
    ];
    expect(summarise(several).headline.text).toMatch(/ en$/);
    expect(summarise([named(second, '1', 'de'), named(first, '2', 'zh')]).headline.text).toBe('1 de');
    expect(summarise([named(first, '1', 'zh'), named(second, '2', 'de')]).headline.text).toBe('1 zh');
  });

  test('is headed by what is most like the others of its language, and by no empty title', () => {
    const [like] = wire;
    const [unlike] = members('nio-q2-2024');
    if (like === undefined || unlike === undefined) throw new Error('no members');
    let articles = 0;
    const headline = (...told: (readonly [of: StoryMember, title: string, language: string | null])[]) =>
      summarise(
        told.map(([{ features, ventures }, title, language]) => {
          const fingerprint = { ...features.fingerprint, shingles: 0 };
          return {
            title,
            ventures,
            features: { ...features, key: `${articles++}`, publishedAt: articles, language, fingerprint },
          };
        }),
      ).headline.text;
    expect(headline([unlike, 'unlike', 'en'], [like, 'one', 'en'], [like, 'two', 'en'])).toBe('one');
    expect(headline([like, '', 'en'], [like, 'titled', 'en'])).toBe('titled');
    expect(headline([like, '', 'zh'], [like, '', 'zh'], [like, 'titled', 'en'])).toBe('titled');
    expect(headline([like, 'one', null], [like, 'two', null], [like, 'known', 'en'])).toBe('known');
    expect(headline([like, '', null], [like, 'unknown', null])).toBe('unknown');
    expect(headline([like, '', 'en'])).toBe('');
  });

  test('a copy counts as a source and for nothing else, also where it came first', () => {
    const [first, second] = wire.filter(({ features }) => features.language === 'en');
    if (first === undefined || second === undefined) throw new Error('no copies');
    const told = (title: string, features: StoryFeatures, stage: 'mou' | 'signed', stake: string) => ({
      title,
      features,
      ventures: first.ventures.map((mention) => ({ ...mention, stage, stake, amount: '$5 million' })),
    });
    const publishedAt = (second.features.publishedAt ?? 0) + 3_600_000;
    const agency = { ...second.features, site: 'reuters.com', publishedAt };
    const { firstMover, headline, stage, figures, copies, sources } = summarise([
      told('Copied', first.features, 'signed', '10%'),
      told('As told', agency, 'mou', '40%'),
    ]);
    expect({ firstMover, copies, headline: headline.text, stage: stage?.stage }).toEqual({
      firstMover: agency.key,
      copies: 1,
      headline: 'As told',
      stage: 'mou',
    });
    expect(sources).toHaveLength(2);
    expect(figures.flatMap(({ values }) => values.map(({ stated }) => stated))).toEqual([
      '40%',
      '$5 million',
    ]);
  });

  test('is about the venture that most tell of; what tells of others alone counts with its first one', () => {
    const [member] = wire;
    const [mention] = member?.ventures ?? [];
    if (member === undefined || mention === undefined) throw new Error('no venture');
    const venture = (ventureId: string, ...names: string[]) => ({
      ...mention,
      ventureId,
      partners: names.map((name) => ({ companyId: name === 'Zorvex' ? null : name, name, country: null })),
    });
    const [x, y, z] = [venture('x', 'saic', 'Zorvex'), venture('y', 'byd'), venture('z', 'nio')];
    const fingerprint = { ...member.features.fingerprint, shingles: 0 };
    const told = [[z], [y, x], [x, x], [x]].map((ventures, publishedAt) => {
      const features = { ...member.features, key: `${publishedAt}`, publishedAt, fingerprint };
      return { title: 'T', features, ventures };
    });
    const { ventures, partners } = summarise(told);
    expect(ventures.map(({ key, articles }) => [key, articles])).toEqual([
      ['x', ['1', '2', '3']],
      ['z', ['0']],
      ['y', ['1']],
    ]);
    expect(partners.map(({ name, articles }) => [name, articles])).toEqual([
      ['saic', ['1', '2', '3']],
      ['Zorvex', ['1', '2', '3']],
      ['nio', ['0']],
    ]);
  });

  test('a partner that the ledger does not know is one, with its accents and without', () => {
    const [member] = wire;
    const [mention] = member?.ventures ?? [];
    if (member === undefined || mention === undefined) throw new Error('no venture');
    const told = ['Grupo Ibérica', 'Grupo Iberica'].map((name, publishedAt) => {
      const features = { ...member.features, key: `${publishedAt}`, publishedAt };
      const ventures = [
        { ...mention, ventureId: null, partners: [{ companyId: null, name, country: null }] },
      ];
      return { title: 'T', features, ventures };
    });
    const { ventures, partners } = summarise(told);
    expect(ventures.map(({ articles }) => articles)).toEqual([['0', '1']]);
    expect(partners).toEqual([
      { companyId: null, name: 'Grupo Ibérica', country: null, articles: ['0', '1'] },
    ]);
  });

  test('does not depend on the order of members', () => {
    expect(summarise([...wire].reverse())).toEqual(summary);
  });

  test('has the figures of the sources side by side', () => {
    const [member] = wire;
    if (member === undefined) throw new Error('no member');
    const told = (key: string, stake: string): StoryMember => ({
      title: key,
      features: { ...member.features, key, fingerprint: { ...member.features.fingerprint, shingles: 0 } },
      ventures: member.ventures.map((mention) => ({ ...mention, stake, amount: null })),
    });
    const { figures } = summarise([told('a', '51%'), told('b', '51 percent'), told('c', '40%')]);
    expect(figures).toEqual([
      {
        what: 'stake',
        currency: null,
        values: [
          { stated: '51%', articles: ['a', 'b'] },
          { stated: '40%', articles: ['c'] },
        ],
        differs: true,
      },
    ]);
  });

  test('takes the furthest stage that more than a third of the sources give', () => {
    const [member] = wire;
    if (member === undefined) throw new Error('no member');
    const told = (key: string, stage: 'mou' | 'signed'): StoryMember => ({
      title: key,
      features: { ...member.features, key, fingerprint: { ...member.features.fingerprint, shingles: 0 } },
      ventures: member.ventures.map((mention) => ({ ...mention, stage })),
    });
    expect(summarise([told('a', 'mou'), told('b', 'mou'), told('c', 'signed')]).stage?.stage).toBe('mou');
    expect(summarise([told('a', 'mou'), told('b', 'signed')]).stage).toEqual({
      stage: 'signed',
      articles: ['b'],
    });
  });

  test('a story needs an article', () => {
    expect(() => summarise([])).toThrow(RangeError);
  });
});

describe('the original of copies', () => {
  const copies = members('faw-toyota-tianjin-2020-02')
    .map(({ features }) => features)
    .filter(({ language }) => language === 'en');

  test('is the agency\u2019s own page, also when it comes later', () => {
    const [first, second] = copies;
    if (first === undefined || second === undefined) throw new Error('no copies');
    expect(foldCopies([first, second])[0]?.original).toBe(first.key);
    const agency = { ...second, site: 'reuters.com', publishedAt: (second.publishedAt ?? 0) + 3_600_000 };
    expect(foldCopies([first, agency])).toEqual([{ original: agency.key, copies: [first.key] }]);
  });

  test.each<[string, string | null]>([
    ['BEIJING (Reuters) - Toyota said', 'reuters'],
    ['Peking (dpa/AFP) - Der', 'afp'],
    ['新华社北京10月26日电 零跑', 'xinhua'],
    ['项目已公示。来源:路透社', 'reuters'],
    ['Vertrag unterschrieben.\n\nQuelle: dpa', 'dpa'],
    ['据财联社,长安汽车公告', 'cls'],
    ['据新华社，比亚迪将建厂', 'xinhua'],
    ['據路透社，比亞迪將建廠', 'reuters'],
    ['Contract signed.\n\nSource: REUTERS', 'reuters'],
    ['KUALA LUMPUR, 20 Mac (Bernama) -- Proton', 'bernama'],
    ['Kilang itu dijangka siap pada 2027. – Bernama', 'bernama'],
    ['"Kami gembira," katanya. - BERNAMA', 'bernama'],
    ['Kilang itu milik Proton - Bernama menyiarkannya dahulu.', null],
    ['According to Reuters, it is so.', null],
    ['(SAIC) said', null],
  ])('%s comes from %s', (text, agency) => {
    expect(creditOf({ text, authors: [], site: null })).toBe(agency);
  });

  test('a byline or the agency\u2019s own site names it too', () => {
    expect(creditOf({ text: '', authors: ['Reuters'], site: null })).toBe('reuters');
    expect(creditOf({ text: '', authors: ['REUTERS'], site: null })).toBe('reuters');
    expect(creditOf({ text: '', authors: ['Ann Example'], site: 'yna.co.kr' })).toBe('yonhap');
  });
});

describe('isSameArticle', () => {
  const [one] = members('stellantis-leapmotor-2023-10');
  if (one === undefined) throw new Error('no article');
  const sighting: Sighting = { title: one.title, features: { ...one.features, site: 'example.com' } };
  const with_ = (change: Partial<StoryFeatures>, title = one.title): Sighting => ({
    title,
    features: { ...sighting.features, ...change },
  });

  test('the same title and text on one site within a week', () => {
    const later = (one.features.publishedAt ?? 0) + 6 * 86_400_000;
    expect(isSameArticle(sighting, with_({ publishedAt: later }, ` ${one.title.toUpperCase()}`))).toBe(true);
  });

  test.each<[string, Sighting]>([
    ['another site', with_({ site: 'example.org' })],
    ['no known site', with_({ site: null })],
    ['another title', with_({}, 'Other')],
    ['more than a week', with_({ publishedAt: (one.features.publishedAt ?? 0) + 8 * 86_400_000 })],
    ['no date', with_({ publishedAt: null })],
    ['another figure in the same sentences', with_({ figures: one.features.figures.slice(1) })],
    ['a text of few words', with_({ fingerprint: { ...one.features.fingerprint, shingles: 5 } })],
    [
      'another text',
      with_({ fingerprint: members('nio-q2-2024')[0]?.features.fingerprint ?? one.features.fingerprint }),
    ],
  ])('not with %s', (_says, other) => {
    expect(isSameArticle(sighting, other)).toBe(false);
  });
});
