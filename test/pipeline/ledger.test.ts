/** The ledger: one venture however it is named, its events dated and quoted, its figures side by side. */
import { expect, test } from 'vitest';
import type { Stage } from '../../src/core/model.ts';
import { ventureKey } from '../../src/core/venture-key.ts';
import {
  describeVenture,
  listVentures,
  timelinesOf,
  untoldVentures,
} from '../../src/pipeline/answers/ledger.ts';
import { ventureRow } from '../../src/pipeline/answers/venture-rows.ts';
import { readWith } from '../../src/query/read-filter.ts';
import { ventureFilterSchema } from '../../src/query/venture-filter.ts';
import type { StoredMention } from '../../src/store/lists/venture-mentions.ts';
import type { Knowledge } from '../../src/tags/knowledge/knowledge.ts';

const company = (id: string, name: string, country: string) =>
  ({ id, name, country, kind: 'carmaker', aliases: {}, sources: [] }) as const;
const knowledge: Knowledge = {
  companies: [company('jac', 'JAC Motors', 'CN'), company('volkswagen', 'Volkswagen', 'DE')],
  ventures: [
    {
      id: 'volkswagen-anhui',
      name: 'Volkswagen Anhui',
      aliases: { en: ['JAC Volkswagen'], zh: ['江淮大众'] },
      partners: [
        { company: 'volkswagen', stake: 75 },
        { company: 'jac', stake: 25 },
      ],
      sector: 'vehicles',
      country: 'CN',
      founded: '2017-12',
      ev: 'core',
      sources: ['https://en.wikipedia.org/wiki/Volkswagen_Anhui'],
      checked: '2026-11-21',
    },
  ],
};

let articleId = 0;
function mention(fields: Partial<StoredMention>): StoredMention {
  articleId++;
  return {
    key: 'volkswagen-anhui',
    ventureId: 'volkswagen-anhui',
    name: 'Volkswagen Anhui',
    partners: [],
    stage: null,
    sector: 'vehicles',
    stake: null,
    amount: null,
    confidence: 0.9,
    evidence: [{ field: 'text', sentence: `Quote ${articleId}.`, start: 7, end: 16, rule: 'test' }],
    articleId,
    url: `https://wire.example/${articleId}`,
    title: 'T',
    source: 'Wire',
    language: 'en',
    publishedAt: '2016-09-07T08:00:00.000Z',
    changedAt: null,
    goneSince: null,
    day: '2016-09-07',
    ...fields,
  };
}
const everything = {};
const NOW = Date.parse('2026-11-23T12:00:00Z');

test('reports of one event within days are one event; a later one of the same kind is another', () => {
  const venture = describeVenture(
    'volkswagen-anhui',
    [
      mention({ stage: 'mou', day: '2016-09-08' }),
      mention({ stage: 'mou', day: '2016-09-07' }),
      mention({ stage: 'signed', day: '2017-06-01' }),
      mention({ stage: 'restructured', day: '2020-05-29', stake: '75%' }),
      mention({ stage: 'mou', day: '2019-01-10', stake: '50%' }),
      mention({ stage: null, day: '2021-01-01', stake: '75 percent' }),
    ],
    knowledge,
  );
  expect(venture?.events.map(({ stage, day, quotes }) => `${day} ${stage} ${quotes.length}`)).toEqual([
    '2016-09-07 mou 2',
    '2017-06-01 signed 1',
    '2019-01-10 mou 1',
    '2020-05-29 restructured 1',
  ]);
  expect(venture).toMatchObject({
    stage: 'restructured',
    firstDay: '2016-09-07',
    lastDay: '2021-01-01',
    articles: 6,
  });
  // Two wordings of one figure are one; figures that differ stand side by side.
  expect(venture?.figures.map(({ what, value, quotes }) => `${what} ${value} ${quotes.length}`)).toEqual([
    'stake 75% 2',
    'stake 50% 1',
  ]);
  expect(venture?.partners).toMatchObject([
    { companyId: 'volkswagen', stake: 75 },
    { companyId: 'jac', stake: 25 },
  ]);
});

test('an event goes on while reports of it come within a fortnight, whatever is told between', () => {
  const days = ['2020-01-01', '2020-01-15', '2020-01-29', '2020-02-13', '2020-02-20'];
  const told = days.map((day) => mention({ stage: 'signed', day }));
  const between = [
    mention({ stage: null, day: '2020-01-02' }),
    mention({ stage: 'talks', day: '2020-02-14' }),
  ];
  const { events } = describeVenture('volkswagen-anhui', [...told, ...between], knowledge) ?? { events: [] };
  expect(events.map(({ stage, day, quotes }) => `${day} ${stage} ${quotes.length}`)).toEqual([
    '2020-01-01 signed 3',
    '2020-02-13 signed 2',
    '2020-02-14 talks 1',
  ]);
});

test('of a day the report that came first is quoted first, whichever article was stored first', () => {
  const [late, early] = [mention({ stage: 'signed' }), mention({ stage: 'signed' })];
  const venture = describeVenture('volkswagen-anhui', [early, late], knowledge);
  expect(venture?.events[0]?.quotes.map(({ articleId }) => articleId)).toEqual([
    early.articleId,
    late.articleId,
  ]);
});

test('the ledger has the word where it has an entry; of a candidate the surest mention has it', () => {
  const partner = (id: string) => ({ companyId: id, name: id.toUpperCase(), country: null });
  const candidate = { key: 'new:byd+toyota', ventureId: null, day: '2020-01-01' } as const;
  const [known, found] = listVentures(
    [
      mention({ sector: 'batteries', goneSince: '2020-01-01T00:00:00.000Z', articleId: 900 }),
      mention({ sector: 'batteries', goneSince: '2020-01-01T00:00:00.000Z', articleId: 900 }),
      mention({ ...candidate, name: 'Unsure', sector: 'batteries', confidence: 0.5 }),
      mention({ ...candidate, name: 'Sure', partners: [partner('byd'), partner('toyota')] }),
    ],
    knowledge,
    everything,
    NOW,
  ).toSorted((a, b) => Number(a.new) - Number(b.new));
  expect(known).toMatchObject({ sector: 'vehicles', articles: 1, gone: 1 });
  expect(found).toMatchObject({ name: 'Sure', sector: 'vehicles', articles: 2, gone: 0 });
  expect([known, found].map((venture) => venture && ventureRow(venture)['partners'])).toEqual([
    'Volkswagen 75% + JAC Motors 25%',
    'BYD + TOYOTA',
  ]);
  const alone = { companies: [], ventures: knowledge.ventures };
  expect(describeVenture('volkswagen-anhui', [], alone)).toMatchObject({
    aliases: ['JAC Volkswagen', '江淮大众'],
    partners: [{ name: 'volkswagen' }, { name: 'jac' }],
  });
  // Told of last, it comes first, whatever its id.
  const told = [mention({}), mention({ ...candidate, key: 'new:zorvex', day: '2026-01-01' })];
  expect(listVentures(told, knowledge, everything, NOW).map(({ id }) => id)).toEqual([
    'new:zorvex',
    'volkswagen-anhui',
  ]);
});

test('a figure is quoted with a sentence that states it or with none, an event with the best one', () => {
  const sentences = ['VW and JAC sign.', 'VW takes 75% of it.', 'They invest €1 billion.'];
  const evidence = sentences.map((sentence, at) => {
    return { field: 'text', sentence, start: at * 50, end: at * 50 + sentence.length, rule: 'test' } as const;
  });
  const told = mention({ stage: 'signed', stake: '75%', amount: '€1 billion', evidence });
  const unsaid = mention({ amount: '€2 billion' });
  const venture = describeVenture('volkswagen-anhui', [told, unsaid], knowledge);
  expect(venture?.events[0]?.quotes[0]?.sentence).toBe('VW and JAC sign.');
  expect(
    venture?.figures.flatMap(({ value, quotes }) =>
      quotes.map(({ sentence, place }) => [value, sentence, place?.start]),
    ),
  ).toEqual([
    ['75%', 'VW takes 75% of it.', 50],
    ['€1 billion', 'They invest €1 billion.', 100],
    // Its evidence does not have the sum: no other sentence stands in for it.
    ['€2 billion', null, undefined],
  ]);
});

test('a figure is found in a sentence that writes it in digits of full width', () => {
  const evidence = ['大众与江淮签约。', '大众持股７５％。'].map((sentence, at) => {
    return { field: 'text', sentence, start: at * 8, end: at * 8 + sentence.length, rule: 'test' } as const;
  });
  const venture = describeVenture('volkswagen-anhui', [mention({ stake: '75%', evidence })], knowledge);
  expect(venture?.figures[0]?.quotes[0]?.sentence).toBe('大众持股７５％。');
});

test('a venture that no article speaks of is described by the ledger alone; an unknown one is none', () => {
  expect(describeVenture('volkswagen-anhui', [], knowledge)).toMatchObject({
    articles: 0,
    events: [],
    founded: '2017-12',
    checked: '2026-11-21',
  });
  expect(describeVenture('nobody', [], knowledge)).toBeNull();
});

test('a venture is called and described as the ledger has it, whatever its articles call it', () => {
  const facts = {
    place: 'Hefei',
    status: 'restructured',
    ended: '2025-06',
    successor: 'volkswagen-china',
    brands: ['ID. UNYX'],
  } as const;
  const ventures = knowledge.ventures.map((venture) => ({ ...venture, ...facts }));
  const told = mention({ name: 'VW Anhui' });
  expect(describeVenture('volkswagen-anhui', [told], { ...knowledge, ventures })).toMatchObject({
    ...facts,
    name: 'Volkswagen Anhui',
    country: 'CN',
    sources: ['https://en.wikipedia.org/wiki/Volkswagen_Anhui'],
  });
  expect(describeVenture('new:byd', [mention({ key: 'new:byd' })], knowledge)).toMatchObject({
    place: null,
    status: null,
    ended: null,
    successor: null,
    brands: [],
    sources: [],
    aliases: [],
  });
});

test('of ventures side by side each has its own events', () => {
  const mentions = [
    mention({ stage: 'signed', day: '2020-01-01' }),
    mention({ key: 'new:byd+toyota', stage: 'mou', day: '2021-01-01' }),
  ];
  const ventures = listVentures(mentions, knowledge, everything, NOW);
  const told = timelinesOf(ventures, mentions);
  expect(told.map(({ id, events }) => [id, events.map(({ stage }) => stage)])).toEqual([
    ['new:byd+toyota', ['mou']],
    ['volkswagen-anhui', ['signed']],
  ]);
});

test('a country is that of the venture or of one of its partners', () => {
  const ventures = knowledge.ventures.map((venture) => ({ ...venture, country: 'TH' }));
  const idsIn = (country: string) =>
    listVentures([mention({})], { ...knowledge, ventures }, readWith(ventureFilterSchema, { country }), NOW);
  for (const country of ['TH', 'CN', 'DE']) expect(idsIn(country)).toHaveLength(1);
  expect(idsIn('FR')).toEqual([]);
  expect(idsIn('-TH')).toEqual([]);
});

test('an entry that nobody checked against its sources says so', () => {
  const { companies, ventures } = knowledge;
  const unchecked = ventures.map((venture) => ({ ...venture, checked: undefined }));
  expect(describeVenture('volkswagen-anhui', [], { companies, ventures: unchecked })?.checked).toBeNull();
});

test('the same partners are the same candidate in whatever order and language', () => {
  const partners = (...ids: string[]) => ids.map((id) => ({ companyId: id, name: id, country: null }));
  const base = {
    ventureId: null,
    name: null,
    stage: null,
    sector: null,
    stake: null,
    amount: null,
    confidence: 1,
    evidence: [],
  };
  const key = ventureKey({ ...base, partners: partners('toyota', 'byd') });
  expect(key).toBe('new:byd+toyota');
  expect(ventureKey({ ...base, partners: partners('byd', 'toyota') })).toBe(key);
  expect(ventureKey({ ...base, ventureId: 'x', partners: partners('byd') })).toBe('x');
  expect(ventureKey({ ...base, partners: [], name: 'Neue Firma GmbH' })).toBe('new:neue-firma-gmbh');
});

test('a candidate is named by the companies of the ledger, whatever the language of its articles', () => {
  const partners = [
    { companyId: 'volkswagen', name: '大众汽车集团', country: 'DE' },
    { companyId: 'jac', name: '江淮汽车', country: 'CN' },
    { companyId: null, name: 'Zorvex Motors', country: null },
  ];
  const told = mention({ key: 'new:jac+volkswagen+zorvex-motors', ventureId: null, name: null, partners });
  expect(listVentures([told], knowledge, everything, NOW)).toMatchObject([
    {
      name: 'Volkswagen + JAC Motors + Zorvex Motors',
      partners: [{ name: 'Volkswagen', stake: null }, { name: 'JAC Motors' }, { name: 'Zorvex Motors' }],
    },
  ]);
});

test('of one day ventures go by their ids, whatever language the machine speaks', () => {
  const keys = ['new:byd+toyota', 'new:byd-auto', 'new:bydx'];
  const told = keys.toReversed().map((key) => mention({ key, ventureId: null }));
  expect(listVentures(told, knowledge, everything, NOW).map(({ id }) => id)).toEqual(keys);
});

test('lists are filtered by partner, country, stage, sector and novelty', () => {
  const mentions = [
    mention({ stage: 'signed' }),
    mention({
      key: 'new:byd+toyota',
      ventureId: null,
      name: null,
      sector: 'batteries',
      day: '2026-01-01',
      partners: [
        { companyId: 'byd', name: 'BYD', country: 'CN' },
        { companyId: 'toyota', name: 'Toyota', country: 'JP' },
      ],
    }),
  ];
  const asked = (written: object) => readWith(ventureFilterSchema, written);
  const ids = (filter: object) =>
    listVentures(mentions, knowledge, { ...everything, ...filter }, NOW).map(({ id }) => id);
  expect(ids({})).toEqual(['new:byd+toyota', 'volkswagen-anhui']);
  expect(ids(asked({ company: 'jac' }))).toEqual(['volkswagen-anhui']);
  expect(ids(asked({ country: 'JP' }))).toEqual(['new:byd+toyota']);
  expect(ids(asked({ stage: 'signed' }))).toEqual(['volkswagen-anhui']);
  expect(ids(asked({ sector: 'batteries' }))).toEqual(['new:byd+toyota']);
  expect(ids(asked({ new: 'true' }))).toEqual(['new:byd+toyota']);
  expect(ids(asked({ new: 'false' }))).toEqual(['volkswagen-anhui']);
  // Several are any of them, as articles and stories take them; a minus excludes.
  expect(ids(asked({ company: ['jac,toyota', 'saic'] }))).toHaveLength(2);
  expect(ids(asked({ stage: 'signed,mou', sector: ['vehicles', 'charging'] }))).toEqual(['volkswagen-anhui']);
  // Those of two companies, not of either.
  expect(ids(asked({ company: 'byd', with: 'toyota' }))).toEqual(['new:byd+toyota']);
  expect(ids(asked({ with: 'jac,volkswagen' }))).toEqual(['volkswagen-anhui']);
  expect(ids(asked({ with: 'jac,toyota' }))).toEqual([]);
  expect(ids(asked({ with: '-toyota' }))).toEqual(['volkswagen-anhui']);
  expect(ids(asked({ country: '-DE' }))).toEqual(['new:byd+toyota']);
  expect(listVentures(mentions, knowledge, everything, NOW)[0]?.name).toBe('BYD + Toyota');
});

test('of the ledger those that no article tells of are known to meet a filter, too', () => {
  const untold = (mentions: readonly StoredMention[], written: object) =>
    untoldVentures(mentions, knowledge, readWith(ventureFilterSchema, written), NOW);
  const anhui = [{ id: 'volkswagen-anhui', name: 'Volkswagen Anhui' }];
  expect(untold([], { company: 'jac', with: 'volkswagen' })).toEqual(anhui);
  expect(untold([mention({ key: 'new:byd+toyota' })], { begun: '2017-01-01' })).toEqual(anhui);
  expect(untold([mention({})], { company: 'jac' })).toEqual([]);
  expect(untold([], { with: 'byd' })).toEqual([]);
  expect(untold([], { new: 'true' })).toEqual([]);
  expect(untold([], { company: 'jac', new: 'false' })).toEqual(anhui);
});

test('ventures that began since a day: founded by the ledger, or first told of where it does not say', () => {
  const mentions = [
    mention({ day: '2026-11-20' }),
    mention({ key: 'new:byd+toyota', ventureId: null, name: null, day: '2024-02-01' }),
    mention({ key: 'new:byd+toyota', ventureId: null, name: null, day: '2026-11-21' }),
  ];
  const begun = (day: string) =>
    listVentures(mentions, knowledge, readWith(ventureFilterSchema, { begun: day }), NOW).map(
      ({ id, founded, firstDay }) => [id, founded, firstDay],
    );
  const candidate = ['new:byd+toyota', null, '2024-02-01'];
  expect(begun('2018-01-01')).toEqual([candidate]);
  // Founded in December 2017: perhaps on the last of its days.
  expect(begun('2017-12-20')).toEqual([candidate, ['volkswagen-anhui', '2017-12', '2026-11-20']]);
  expect(begun('30d')).toEqual([]);
});

test('a figure is read as its language writes numbers', () => {
  const mentions = [
    mention({ amount: '1.500 Millionen Euro', language: 'de' }),
    mention({ amount: '1.5 billion euros', language: 'en' }),
    mention({ amount: '1.5 million euros', language: 'en' }),
  ];
  const venture = describeVenture('volkswagen-anhui', mentions, knowledge);
  expect(venture?.figures.map(({ value, quotes }) => `${value}: ${quotes.length}`)).toEqual([
    '1.500 Millionen Euro: 2',
    '1.5 million euros: 1',
  ]);
});

test('of a day with several stages the last one counts', () => {
  const earlier = mention({ stage: 'restructured', day: '2015-01-01' });
  const told = [
    mention({ stage: 'talks', publishedAt: '2016-09-07T06:00:00.000Z' }),
    mention({ stage: 'signed', publishedAt: '2016-09-07T18:00:00.000Z' }),
    mention({ stage: null, publishedAt: '2016-09-07T20:00:00.000Z' }),
  ];
  expect(listVentures(told, knowledge, everything, NOW)[0]?.stage).toBe('signed');
  // Not what was published last of another day: a publisher's own day may be another than ours.
  expect(listVentures([...told, earlier], knowledge, everything, NOW)[0]?.stage).toBe('signed');
});

const staged = (...told: (readonly [Stage, string])[]) =>
  told.map(([stage, day]) => mention({ stage, day, publishedAt: null }));
const standing = (mentions: readonly StoredMention[], fields: object = {}) => {
  const ventures = knowledge.ventures.map((venture) => ({ ...venture, ...fields }));
  const known = { ...knowledge, ventures };
  const stage = listVentures(mentions, known, everything, NOW)[0]?.stage;
  // The list and the venture's own page say the same.
  expect(describeVenture('volkswagen-anhui', mentions, known)?.stage).toBe(stage);
  return stage;
};

test('a mention in passing does not set back where a venture stands; a change or an end counts', () => {
  const running = staged(['signed', '2024-12-10'], ['expanded', '2026-03-05'], ['signed', '2026-11-23']);
  expect(standing(running)).toBe('expanded');
  expect(standing([...running, ...staged(['operating', '2026-11-24'])])).toBe('operating');
  const changed = [...running, ...staged(['restructured', '2026-11-24'], ['talks', '2026-11-25'])];
  expect(standing(changed)).toBe('restructured');
  expect(standing([...changed, ...staged(['dissolved', '2026-11-26'])])).toBe('dissolved');
  // Of a venture that goes on nobody tells that it operates when it was dissolved.
  expect(standing(staged(['dissolved', '2026-01-19'], ['operating', '2026-02-10']))).toBe('operating');
  // One that changes before it works may still come to work.
  expect(
    standing(staged(['signed', '2024-01-01'], ['restructured', '2024-02-01'], ['approved', '2024-03-01'])),
  ).toBe('approved');
});

test('of two stages in a row the later one stands, whichever is told last', () => {
  const way: Stage[] = ['rumoured', 'talks', 'mou', 'signed', 'approved', 'operating'];
  for (const [at, stage] of way.slice(1).entries()) {
    const before = way[at] as Stage;
    expect(standing(staged([before, '2020-01-01'], [stage, '2021-01-01']))).toBe(stage);
    expect(standing(staged([stage, '2020-01-01'], [before, '2021-01-01']))).toBe(stage);
  }
});

test('the ledger says where the reports begin; what has ended there has ended', () => {
  const told = staged(['signed', '2026-11-05']);
  expect(standing(told, { status: 'operating' })).toBe('operating');
  expect(standing(staged(['expanded', '2026-11-05']), { status: 'operating' })).toBe('expanded');
  expect(standing(told, { status: 'planned' })).toBe('signed');
  // What was restructured has come to work before.
  expect(standing(told, { status: 'restructured' })).toBe('restructured');
  expect(standing(staged(['operating', '2019-11-05']), { status: 'dissolved' })).toBe('dissolved');
  expect(standing(staged(['operating', '2019-11-05']), { status: 'restructured', ended: '2021-05' })).toBe(
    'restructured',
  );
});
