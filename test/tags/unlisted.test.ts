/** Companies that no list has are found by how a sentence names them, and stand as sides of their ventures. */
import { describe, expect, test } from 'vitest';
import words from '../../src/tags/data/company-words.json' with { type: 'json' };
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { nameTable } from '../../src/tags/names/names.ts';
import { readArticle } from '../../src/tags/reading.ts';
import { createTagger } from '../../src/tags/tag.ts';

const knowledge = loadKnowledge();
const names = nameTable(knowledge);
const tag = createTagger(knowledge);

/** What the text names beside the companies of the list, each once; a star for one of China. */
function unlisted(lang: string, text: string, title?: string): string[] {
  const { lines } = readArticle({ text, lang, title }, names);
  return [
    ...new Set(
      lines.flatMap((line) => line.unlisted.map(({ name, chinese }) => `${name}${chinese ? '*' : ''}`)),
    ),
  ];
}

const EV = 'It makes motors for electric cars in China.';

describe('an unlisted company is found', () => {
  test.each([
    ['by its legal form', 'en', `Varley Drives Ltd and BYD founded it. ${EV}`, ['Varley Drives']],
    ['by its trade', 'en', `Varley Minerals signed with a refiner in Hunan. ${EV}`, ['Varley Minerals']],
    [
      'by where it is based',
      'en',
      `Leeds-based Varley Smith signed. Varley Smith is glad. ${EV}`,
      ['Varley Smith'],
    ],
    [
      'as who signs a venture with a listed one',
      'en',
      `Varley Cleantech inked a joint venture pact with China's BYD. Varley Cleantech is glad. ${EV}`,
      ['Varley Cleantech'],
    ],
    [
      'behind the place of another noun',
      'en',
      `BYD formed a joint venture with the Oakland Hills investor Varley Capital. ${EV}`,
      ['Varley Capital'],
    ],
    [
      'behind where it comes from',
      'fr',
      'BYD a créé une coentreprise avec le bulgare Varlinéral pour des bus électriques.',
      ['Varlinéral'],
    ],
    [
      'as who signs a memorandum, though it is called an investor',
      'zh',
      '比亚迪与上海瓦和投资签署谅解备忘录,双方拟成立合资公司生产电动汽车。上海瓦和是上海的公司。',
      ['上海瓦和投资*'],
    ],
    [
      'with the nation of who goes together with a listed one',
      'en',
      "BYD signed with Bulgaria's Varlineral to set up a joint venture for electric buses.",
      ['Varlineral'],
    ],
    [
      'behind a nation without an apostrophe',
      'de',
      'BYD hat mit Bulgariens Varlineral einen Vertrag über ein Gemeinschaftsunternehmen für Elektrobusse unterschrieben.',
      ['Varlineral'],
    ],
    [
      'as a Chinese customer, and as who goes together with one that no list has',
      'en',
      `Varley has entered into a joint venture with its long-standing Chinese customer Dongli. Under the joint venture, Varley will move. Varley is glad. ${EV}`,
      ['Varley', 'Dongli*'],
    ],
    [
      'as the founders of a venture',
      'zh',
      '上海雷泊新能源汽車技術有限公司由華西電網與上海瑞豐集團有限公司合資組建,生產電動汽車。',
      ['華西電網*', '瑞豐集團*'],
    ],
    [
      'as the two sides of a Korean sentence',
      'ko',
      '발리전장은 동리기차와 전기차 부품 합작사를 중국에 설립하는 계약을 체결했다. 발리전장은 기뻐했다.',
      ['발리전장', '동리기차'],
    ],
    ['by its Korean form', 'ko', '발리모듈(주)이 비야디와 전기차 합작사를 설립했다.', ['발리모듈']],
    [
      'by the share that it owns',
      'zh',
      '合资公司将由比亚迪拥有51%权益及瓦立电能拥有49%权益，生产电动汽车电池。',
      ['瓦立电能*'],
    ],
    [
      'with and without its place in Japanese',
      'ja',
      '億緯鋰能は湖南瓦科電気（本社：湖南省）とEV電池の合弁会社を設立する。瓦科電気が負極材を作る。',
      ['湖南瓦科電気*'],
    ],
    ['by the noun before it', 'en', `The gearbox maker Varley signed in Hunan. ${EV}`, ['Varley']],
    ['by what is said behind it', 'en', `Varley, a small gearbox maker, signed there. ${EV}`, ['Varley']],
    ['by its share', 'en', `Varley will own 45%, BYD the rest. ${EV}`, ['Varley']],
    [
      'by its nation',
      'en',
      `The joint venture of China's Wentong and Varley Corp is new. ${EV}`,
      ['Wentong*', 'Varley'],
    ],
    ['beside a listed one', 'en', `BYD and Varley form a joint venture. ${EV}`, ['Varley']],
    [
      'beside one that no list has either',
      'en',
      `The gearbox maker Varley and Norham form a joint venture in Hunan. ${EV}`,
      ['Varley', 'Norham'],
    ],
    [
      'by whom a share is held, the venture not',
      'en',
      `The joint venture Varley Anode will be owned 60 per cent by Norham and 40 per cent by BYD. ${EV}`,
      ['Norham'],
    ],
    [
      'beside a listed one that a German noun precedes',
      'de',
      'Das Joint Venture gehört der Varler Metallhütte und dem chinesischen Recyclingkonzern GEM; es verwertet Batterien von Elektroautos.',
      ['Varler Metallhütte'],
    ],
    [
      'by the place that Korean writes before it',
      'ko',
      '한울머티리얼즈는 쑤저우 화룡과 전기차 배터리 합작법인을 세운다. 화룡은 2010년 설립됐다.',
      ['한울머티리얼즈', '화룡*'],
    ],
    [
      'as a German compound',
      'de',
      'Der Getriebehersteller Varle baut mit BYD Elektroautos in China.',
      ['Varle'],
    ],
    [
      'behind a French trade',
      'fr',
      'Le constructeur de cars Varlet et BYD, en Chine, à moteur électrique.',
      ['Varlet'],
    ],
    [
      'by its Chinese short name',
      'zh',
      '公司与湖北瓦利动力股份有限公司（以下简称“瓦利动力”）合作生产电动汽车零部件。',
      ['瓦利动力*'],
    ],
    ['by its share in Chinese', 'zh', '电动汽车合资公司由瓦利科技持股60%，比亚迪持股40%。', ['瓦利科技*']],
    [
      'by its Japanese ending',
      'ja',
      '部品メーカーの大場精機は中国の比亜迪と電気自動車の部品をつくる。',
      ['大場精機'],
    ],
    [
      'by its Korean ending',
      'ko',
      '한울머티리얼즈는 중국 비야디와 전기차 배터리 합작법인을 세운다.',
      ['한울머티리얼즈'],
    ],
  ])('%s', (_, lang, text, expected) => {
    expect(unlisted(lang, text)).toEqual(expected);
  });

  test.each([
    [
      'with the place that it is called after',
      'en',
      `Hunan Wentong Co., Ltd. signed. ${EV}`,
      'Hunan Wentong*',
    ],
    [
      'without place and legal form in Chinese',
      'zh',
      '绍兴瓦利动力有限公司与比亚迪合资生产电动汽车电机。',
      '瓦利动力*',
    ],
    [
      'without the country before it',
      'zh',
      '德国瓦勒薄膜与比亚迪合资生产电动汽车电池隔膜，瓦勒薄膜持股40%。',
      '瓦勒薄膜',
    ],
  ])('is called %s', (_, lang, text, expected) => {
    expect(unlisted(lang, text)).toEqual([expected]);
  });

  test('by one place, and then found wherever it is named, short form included', () => {
    const text = `Varley Drives AG signed in Hunan. ${EV} Varley employs 74 people.`;
    const { lines } = readArticle({ text, lang: 'en', title: 'Varley goes to China' }, names);
    const places = lines.flatMap((line) => line.unlisted);
    expect(places.map(({ name }) => name)).toEqual(['Varley Drives', 'Varley Drives', 'Varley Drives']);
    for (const line of lines)
      for (const { start, end, name } of line.unlisted)
        expect(name.startsWith(line.text.slice(start - line.start, end - line.start))).toBe(true);
  });
});

test('an unlisted company at the end of a long round-up is found, too', () => {
  const market =
    'Shares of Aster, Belcom, Cadoro and Delvin rose in Oslo, Paris and Rome on Tuesday. '.repeat(120);
  expect(unlisted('en', `${market}Varley Drives Ltd and BYD founded it. ${EV}`)).toEqual(['Varley Drives']);
});

describe('no company is', () => {
  test.each([
    ['a person', 'en', `Chief executive Edna Varley said so. Varley, 58, left the joint venture. ${EV}`],
    [
      'the venture itself',
      'en',
      `BYD has a joint venture called Varley Motors, in which it owns half. ${EV}`,
    ],
    ['a place', 'en', `The plant in Varley is BYD's, and Varley is proud of it. ${EV}`],
    ['a people', 'en', `The Varleians hold 51 percent and BYD the rest of the joint venture. ${EV}`],
    ['a ministry', 'en', `The Varley Ministry of Industry approved the joint venture with BYD. ${EV}`],
    ['a number', 'en', `Fifty-three investors hold 17 percent of the joint venture of BYD. ${EV}`],
    [
      'a German shareholder',
      'de',
      'Am Joint Venture für Elektroautos sind die Varler und der chinesische Großaktionär gleich stark beteiligt.',
    ],
    ['an Indonesian maker', 'id', 'Pabrikan Tiongkok dan BYD membentuk usaha patungan mobil listrik.'],
    ['a Malay maker', 'ms', 'Pengeluar China dan BYD menubuhkan usaha sama kereta elektrik.'],
    [
      'a Malay minister',
      'ms',
      'Usaha sama BYD itu baik untuk kereta elektrik, kata Datuk Seri Varley. Menurut Menteri Varley, ia bermula Mac.',
    ],
    [
      'a Japanese website',
      'ja',
      '中国の証券系ニュースサイトが29日、比亜迪が電気自動車の合弁会社を設立すると報じた。',
    ],
    [
      'a Korean part',
      'ko',
      '구동모터코어 회사는 중국 비야디와 전기차 부품 합작법인을 세운다. 구동모터코어 2배로.',
    ],
    ['the rest of a listed name', 'en', `BYD Electronic Holdings Co Ltd signed. ${EV}`],
    ['a German noun', 'de', 'BYD und Zellen aus China: Elektroautos mit Zellen, Prozent um Prozent.'],
    [
      'the venture that is registered',
      'zh',
      '双方设立湖北瓦利动力有限公司，生产电动汽车。湖北瓦利动力有限公司完成工商登记。',
    ],
    ['somebody of China', 'zh', '比亚迪与双方共同成立合资公司，生产电动汽车。'],
  ])('%s', (_, lang, text) => {
    expect(unlisted(lang, text)).toEqual([]);
  });
});

describe('a venture', () => {
  const sides = (lang: string, text: string) =>
    tag({ text, lang }).ventures[0]?.partners.map(({ name }) => name);

  test('of a company that no list has is tagged, with both sides', () => {
    const text = `Varley Drives AG and China's BYD set up a company in which each will own half; it makes electric buses.`;
    expect(tag({ text, lang: 'en' }).tagged).toBe(true);
    expect(sides('en', text)?.toSorted()).toEqual(['BYD', 'Varley Drives']);
  });

  test.each([
    'BYD dan rakan tempatannya, Varley Maju, akan memasang kereta elektrik menerusi syarikat usaha sama.',
    'Varley Maju Bhd menubuhkan usaha sama kereta elektrik dengan pengeluar China, BYD.',
    'Syarikat usaha sama kereta elektrik itu dimiliki 60 peratus oleh Varley Maju dan 40 peratus oleh BYD.',
  ])('has both sides in Malay, whose commas part a name from what it is: %s', (text) => {
    expect(sides('ms', text)?.toSorted()).toEqual(['BYD', 'Varley Maju']);
  });

  test('of three has all whose shares are told', () => {
    const text =
      'Varley Power will own 45%, Star Charge 40% and Norham Land 15% of the joint venture for charging electric cars in China.';
    expect(sides('en', text)?.toSorted()).toEqual(['Norham Land', 'Star Charge', 'Varley Power']);
  });

  test('between two that no list has names them as it does itself', () => {
    const text =
      'The gearbox maker Varley and China’s Wentong have a joint venture in Wuxi for axles of electric cars.';
    const [venture] = tag({ text, lang: 'en' }).ventures;
    expect(venture?.ventureId).toBeNull();
    expect(venture?.partners).toEqual([
      { companyId: null, name: 'Wentong', country: null },
      { companyId: null, name: 'Varley', country: null },
    ]);
  });
});

const LANGUAGE_OF = new Map([
  ['与', 'zh'],
  ['가', 'ko'],
]);

test('however a text repeats capitals or shares, it is read in bounded time', () => {
  const began = performance.now();
  for (const text of [
    'Aa Bb Cc '.repeat(20_000),
    "China's Xx 51% ".repeat(12_000),
    '与甲乙持股60%，'.repeat(20_000),
    '가나와 합작 '.repeat(20_000),
  ])
    tag({ text: `Electric cars of China, 电动汽车. ${text}`, lang: LANGUAGE_OF.get(text.charAt(0)) ?? 'en' });
  expect(performance.now() - began).toBeLessThan(5_000);
});

test.each(Object.entries({ ...words, ...words.nouns, nouns: [] }))(
  'the words of %s are sorted',
  (_, list) => {
    expect(list).toEqual([...new Set(list)].sort());
  },
);
