/** Which venture an article speaks of, whose it is and how far it has come. */
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

const ventures = (text: string, publishedAt?: string) => tag({ text, lang: 'en', publishedAt }).ventures;
const names = (text: string, publishedAt?: string) =>
  ventures(text, publishedAt)[0]?.partners.map(({ name }) => name);

describe('partners who have a venture in the ledger', () => {
  test.each([
    [
      'is the one they found when it was founded',
      'BYD and Toyota have agreed to set up a joint venture for electric cars.',
      '2019-11-07',
      'byd-toyota-ev-technology',
    ],
    [
      'is the one they have',
      'At its joint venture with Great Wall, BMW builds electric Minis.',
      '2024-05-01',
      'spotlight-automotive',
    ],
    [
      'is a new one when they found it years later',
      'BYD and Toyota have agreed to set up a joint venture for electric cars.',
      '2026-03-02',
      null,
    ],
    [
      'is a new one when it is said to be another',
      'BYD and Toyota are forming another joint venture, which will make battery packs for electric cars.',
      '2021-01-20',
      null,
    ],
    [
      'is none of those whose main owner is not in it',
      'SK On and EVE Energy own the joint venture in equal parts; it makes batteries for electric cars.',
      '2023-05-01',
      null,
    ],
  ])('%s', (_, text, publishedAt, ventureId) => {
    const told = ventures(text, publishedAt);
    expect(told.map((one) => one.ventureId)).toEqual([ventureId]);
  });

  test('mean the one that the article names', () => {
    const text = `SAIC-GM, the joint venture, sold fewer electric cars. General Motors, which owns half of the company with SAIC, \
wrote off two billion dollars on the electric joint venture.`;
    expect(ventures(text, '2024-12-04').map(({ ventureId }) => ventureId)).toEqual(['saic-gm']);
  });
});

describe('a text that says little more than who founds a venture is about electric cars', () => {
  test.each([
    [
      'when the two are known for such a venture',
      'EU clears joint venture of CATL and Stellantis',
      'stellantis-catl-spain',
    ],
    ['when one makes nothing else and the other makes cars', 'BMW and Nio set up a joint venture.', null],
    ['when one makes batteries and the other makes cars', 'Ford and Gotion set up a joint venture.', null],
    ['in German', 'BMW und Nio gründen Gemeinschaftsunternehmen', null],
    ['in Chinese', '宁德时代与福特拟设合资公司', null],
  ])('%s', (_, text, ventureId) => {
    expect(tag({ text }).ventures.map((one) => one.ventureId)).toEqual([ventureId]);
  });

  test.each([
    ['when both make other cars, too', 'Renault and Geely set up a joint venture.'],
    ['when a third one is in it', 'CATL and Geely set up a wealth management joint venture with Citic.'],
    ['when it names another matter', 'CATL and Hyundai set up a joint venture for grid storage.'],
    ['when nobody makes cars', 'CATL and Citic set up a joint venture.'],
  ])('but not %s', (_, text) => {
    expect(tag({ text }).tagged).toBe(false);
  });
});

describe('a side', () => {
  test.each([
    [
      'is the supplier that signed, not its owner',
      'Magna and HASCO, a unit of SAIC Motor, set up a joint venture for electric drives of cars.',
      ['Magna', 'HASCO'],
    ],
    [
      'is not its own brand as well',
      'JSW and SAIC said their joint venture would sell ten electric MG models.',
      ['SAIC', 'JSW'],
    ],
    [
      'may be a firm that nobody knows',
      'BYD, a maker of electric buses, and Oakland-based Lindgate Capital formed a joint venture to lease them.',
      ['BYD', 'Lindgate Capital'],
    ],
  ])('%s', (_, text, expected) => {
    expect(names(text)?.toSorted()).toEqual(expected.toSorted());
  });
});

test.each([
  ['Stellantis sells its stake in Leapmotor International to Leapmotor.', 'restructured'],
  ['Mercedes has sold its last stake in Denza, the electric car venture, to BYD.', 'restructured'],
  ['BMW leaves the joint venture with Great Wall that makes electric cars.', 'dissolved'],
  ['Volkswagen and JAC will build electric cars in a joint venture in Hefei.', 'signed'],
])('%s: %s', (text, stage) => {
  expect(ventures(text)[0]?.stage).toBe(stage);
});

test('what is said to be without shares is no venture, whatever else is done together', () => {
  const together = 'KG Mobility and BYD join hands on a battery plant for electric cars in Changwon.';
  expect(tag({ text: `${together} BYD gets a fee; no shares change hands.` }).tagged).toBe(false);
});

describe('a venture is of electric cars and of China', () => {
  test.each([
    [
      'by the electric drives that the next sentence has it make',
      'The two car suppliers Varley and Hunan Wentong plan a 50:50 company. The new company would build e-axles for light vans.',
    ],
    [
      'by the place that a partner is of',
      'The group runs a 50:50 company with Varley Machinery in Changzhou, which ships axles for battery-electric buses.',
    ],
    [
      'by the charging stations that it builds',
      'Varley Power Ltd and Star Charge have a joint venture for 300 charging stations along the motorway.',
    ],
    [
      'by the partner that keeps what was shared',
      'Varley Drives Ltd sells its 50% holding in a maker of electric vans in Hunan to its partner Wentong Group.',
    ],
  ])('%s', (_, text) => {
    expect(tag({ text, lang: 'en' }).tagged).toBe(true);
  });

  test('by the headline, where the text says no more than "the joint venture"', () => {
    const title = 'Chinese maker of electric vans loses a founder';
    const text = `Varley Ltd, a dealer in Leeds, has sold. It wanted out.\n\nThe joint venture delivered 5,800 vans.`;
    expect(tag({ title, text, lang: 'en' }).tagged).toBe(true);
    expect(tag({ title: 'Maker of vans loses a founder', text, lang: 'en' }).tagged).toBe(false);
  });

  test('but not by a forged report', () => {
    const title = 'Fabricated: the report on BYD and Varley';
    const text = 'CLAIM: Varley has set up a company with BYD to make electric cars.';
    expect(tag({ title, text, lang: 'en' }).tagged).toBe(false);
  });
});

test('a venture that two "have founded" is signed, until it works', () => {
  const stage = (text: string) => ventures(text)[0]?.stage;
  expect(stage('Varley Drives AG and BYD have founded a joint venture for electric buses.')).toBe('signed');
  expect(stage('Varley Drives AG and BYD have a joint venture, which sells electric buses.')).toBe(
    'operating',
  );
});

test.each([
  'SAIC-GM, the joint venture of SAIC and General Motors, will build the electric Buick Electra L7 in Shanghai.',
  'GAC Toyota, the joint venture of GAC and Toyota, will build the electric bZ7 in a new factory in Guangzhou.',
  'Dongfeng Peugeot Citroën, the joint venture of Dongfeng and Stellantis, will build two electric Peugeots in Wuhan.',
])('"%s" tells of one venture', (text) => {
  expect(tag({ text, publishedAt: '2026-11-20' }).ventures).toHaveLength(1);
});

test('what a sentence denies is neither a venture nor evidence of another one', () => {
  const denial = 'Renault denies talks with Chery on an electric-car joint venture.';
  const { tags, ventures } = tag({
    text: `Volkswagen Anhui, the joint venture of Volkswagen and JAC, builds its first electric car.\n\n${denial}`,
  });
  expect(ventures.map(({ ventureId }) => ventureId)).toEqual(['volkswagen-anhui']);
  expect(tags[0]?.evidence.map(({ sentence }) => sentence)).not.toContain(denial);
});

test.each([
  'Nissan rejected on Tuesday a Nikkei report that it will set up an electric-car joint venture with Xiaomi.',
  'VW lehnt ein Joint Venture mit Leapmotor für Elektroautos ab.',
  'Renault refuse de créer une coentreprise avec Chery pour des voitures électriques.',
  '雷诺拒绝与奇瑞成立电动车合资公司。',
  'ルノー、奇瑞とのEV合弁を拒否',
])('"%s" turns it down', (text) => {
  expect(tag({ text }).tagged).toBe(false);
});

test.each([
  [
    'LG Energy Solution, Honda’s joint venture partner in Ohio, will face cheaper electric-car batteries from CATL and BYD.',
  ],
  [
    'Foxconn and Stellantis will sell chips of their joint venture SiliconAuto to electric carmakers such as BYD.',
  ],
  ['SK온과 포드가 배터리 합작법인을 정리하고, 포드는 CATL 기술로 전기차용 LFP 배터리를 만든다.'],
])('rivals, customers and suppliers are no side: "%s"', (text) => {
  const told = tag({ text });
  expect(told.tagged).toBe(false);
  expect(told.companies.map(({ companyId }) => companyId)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(catl|byd)$/)]),
  );
});

test.each<[string, string, string[]]>([
  [
    'rivals of the venture',
    'Zeekr and Waymo will form a joint venture for electric robotaxis, competing with Tesla and Baidu.',
    ['Zeekr', 'Waymo'],
  ],
  [
    'guests',
    'BYD chief Wang Chuanfu watched as CATL and Volvo Trucks signed a joint venture for electric truck batteries.',
    ['CATL', 'Volvo Trucks'],
  ],
  [
    'customers in a list with others that nobody knows',
    'Coda Automotive runs a battery joint venture for electric cars with Lishen, a supplier to leading companies such as Apple, Northmoor, Samsung and Vodafone.',
    ['Coda Automotive', 'Lishen'],
  ],
  [
    'whose assembler the other one is',
    'Apple assembler Foxconn and BYD will form a joint venture for electric buses.',
    ['Foxconn', 'BYD'],
  ],
  [
    'who did the same before',
    'After Daimler, BMW and Volkswagen, Renault will form an electric-car joint venture with Dongfeng.',
    ['Renault', 'Dongfeng'],
  ],
  [
    'whose cars the parts are for',
    'Magna and Huasu Drives run a joint venture in Shanghai which makes electric drives for Volkswagen AG vehicles.',
    ['Magna', 'Huasu Drives'],
  ],
])('no partners are %s', (_, text, partners) => {
  expect(new Set(names(text))).toEqual(new Set(partners));
});

test('no partners are who did the same before, in Dutch', () => {
  const text =
    'Na Daimler en Volkswagen heeft ook Renault met Dongfeng een joint venture voor elektrische auto’s opgericht.';
  const [venture] = tag({ text, lang: 'nl' }).ventures;
  expect(venture?.partners.map(({ name }) => name)).toEqual(['Renault', 'Dongfeng']);
});

test.each([
  ['Magna and BAIC will form two joint ventures to build NEVs in China.', ['Magna', 'BAIC']],
  [
    'Didi and Volkswagen form a joint venture for a smart electric ride-hailing fleet.',
    ['Didi', 'Volkswagen'],
  ],
  [
    'Adient and BYD form a joint venture, Jinhua Automotive Seat Manufacturing, for electric cars.',
    ['Adient', 'BYD'],
  ],
  [
    'Mitsubishi Heavy Industries and BYD form a joint venture for compressors of electric cars.',
    ['Mitsubishi Heavy Industries', 'BYD'],
  ],
])('a word of the trade is no company: "%s"', (text, partners) => {
  expect(new Set(names(text))).toEqual(new Set(partners));
});

test.each([
  'Unlike most foreign makers, which came to China through joint ventures with local firms, Tesla owns its electric-car factory in Shanghai.',
  'For decades the joint venture rule kept Tesla and its electric cars out of China.',
  'Great Wall Motor and BYD are building factories in Brazil for electric cars.',
])('"%s" tells of none', (text) => {
  expect(tag({ text }).tagged).toBe(false);
});

describe('a venture of the ledger is meant', () => {
  test.each<[string, string, string]>([
    [
      'where the sentence names one side and another sentence the other',
      'Leapmotor will assemble an electric car in Spain. The joint venture, of which Stellantis controls 51 percent, confirmed it on Friday.',
      'leapmotor-international',
    ],
    [
      'of three, where all three are told',
      'The firm, a three-way joint venture of SAIC, GM and Wuling, sold 400,000 electric cars.',
      'sgmw',
    ],
    [
      'of a subsidiary, beside its owner',
      'The joint venture of Indonesia Battery Corporation and the CATL subsidiary CBL sells batteries of electric cars.',
      'catib',
    ],
    [
      'by its brand, with an owner',
      'Geely owns 40 percent of smart, which makes electric cars, not 60.',
      'smart-automobile',
    ],
  ])('%s', (_, text, id) => {
    expect(ventures(text, '2026-06-10').map(({ ventureId }) => ventureId)).toEqual([id]);
  });

  test('and not another one of the same two, founded elsewhere a year later', () => {
    const [venture, ...others] = ventures(
      'Renault and Geely signed a contract in Madrid to set up a joint venture that will build electric vans in Valladolid. Renault will own 55 percent of Iberia Electric Vans and Geely 45 percent. The two companies put in 640 million euros.',
      '2026-11-05',
    );
    expect(others).toEqual([]);
    expect(venture).toMatchObject({ ventureId: null, stake: '55 percent', amount: '640 million euros' });
  });

  test('and not one that a second venture has nothing to do with', () => {
    const [venture, ...others] = ventures(
      'Toyota and BYD have signed a contract for a second joint venture, which will make axles for electric trucks.\n\nToyota holds 60 percent and BYD 40 percent.\n\nIt has nothing to do with BYD Toyota EV Technology, their research company in Shenzhen.',
      '2026-11-23',
    );
    expect(others).toEqual([]);
    expect(venture).toMatchObject({ ventureId: null, stake: '60 percent' });
  });
});

test.each([
  [
    'Great Wall Motor und Tata Motors gründen ein Gemeinschaftsunternehmen für elektrische Pickups. Deccan Trucks gehört zu 51 Prozent Tata Motors und zu 49 Prozent Great Wall Motor.',
    'de',
    ['Great Wall Motor', 'Tata Motors'],
  ],
  [
    'CATL and Škoda Transportation will found a joint venture for batteries of electric buses.',
    'en',
    ['CATL', 'Škoda Transportation'],
  ],
])('neither the venture itself nor a namesake is a partner: "%s"', (text, lang, partners) => {
  expect(tag({ text, lang }).ventures.map((venture) => venture.partners.map(({ name }) => name))).toEqual([
    partners,
  ]);
});

test.each([
  [
    'en',
    'Volkswagen raises its stake in its electric-car joint venture with JAC from 50 percent to 75 percent.',
    '75 percent',
  ],
  [
    'de',
    'Volkswagen erhöht den Anteil am Gemeinschaftsunternehmen mit JAC für Elektroautos von 50 auf 75 Prozent.',
    '75 Prozent',
  ],
  ['zh', '丰田在与比亚迪的电动汽车合资公司的持股比例由51%升至60%。', '60%'],
])('the stake is what it becomes: %s', (lang, text, stake) => {
  expect(tag({ text, lang }).ventures[0]).toMatchObject({ stake, stage: 'restructured' });
});

test('shares of a market that come near to a hundred are no owners', () => {
  const text =
    'Anyone buying an electric car is likely to get a Chinese battery. One company alone makes over a third: CATL, with 35% in the first period and 37.7% in the second.';
  expect(tag({ text }).tagged).toBe(false);
});
