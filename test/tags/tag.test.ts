import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/core/model.ts';
import type { Knowledge } from '../../src/tags/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { nameTable } from '../../src/tags/names/names.ts';
import { mayBeTagged } from '../../src/tags/possible.ts';
import { readArticle } from '../../src/tags/reading.ts';
import { scoreArticle, THRESHOLD } from '../../src/tags/scoring/score.ts';
import { createTagger, pairLookup } from '../../src/tags/tag.ts';
import articles from './articles.json' with { type: 'json' };

const tag = createTagger(loadKnowledge());

function allEvidence(result: ReturnType<typeof tag>): readonly Evidence[] {
  return [...result.tags.flatMap((one) => one.evidence), ...result.ventures.flatMap((one) => one.evidence)];
}

function checkQuotes(title: string, text: string, result: ReturnType<typeof tag>): void {
  for (const { field, sentence, start, end } of allEvidence(result)) {
    expect((field === 'title' ? title : text).slice(start, end)).toBe(sentence);
    expect(sentence.length).toBeGreaterThan(0);
    expect(sentence.length).toBeLessThanOrEqual(400);
  }
  for (const one of result.tags) {
    expect(one.evidence.length).toBeGreaterThan(0);
    expect(one.evidence.length).toBeLessThanOrEqual(5);
    expect(one.confidence).toBeGreaterThan(0);
    expect(one.confidence).toBeLessThanOrEqual(1);
  }
  expect(result.tags.length).toBe(result.tagged ? 1 : 0);
}

test('any two strings are read without throwing and quoted only from within', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', maxLength: 400 }),
      (title, text) => {
        checkQuotes(title, text, tag({ title, text }));
      },
    ),
    { numRuns: 300 },
  );
});

test('sentences of venture news in any order and glue are quoted only from within', () => {
  const pieces = articles.flatMap((article) => [article.title, ...article.text.split(/(?<=[.。])/u)]);
  const glue = fc.constantFrom(' ', '', '\n\n', '\u0000', '\ud800', '。', '. ', ', ');
  const text = fc
    .array(fc.tuple(fc.constantFrom(...pieces), glue), { maxLength: 14 })
    .map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(
      fc.constantFrom(...pieces),
      text,
      fc.constantFrom('en', 'zh', 'ja', 'de', 'xx', ''),
      (title, body, lang) => {
        checkQuotes(title, body, tag({ title, text: body, lang }));
      },
    ),
    { numRuns: 300 },
  );
});

test('a venture mentioned only in the headline is quoted from the title', () => {
  const title = 'BMW and Great Wall form joint venture for electric cars in China';
  const result = tag({ title, text: 'Read more in the printed edition.' });
  expect(result.tags[0]?.evidence[0]).toMatchObject({
    field: 'title',
    sentence: title,
    start: 0,
    end: title.length,
  });
});

test('a sentence without an end is cut at clauses around the words that prove it', () => {
  const filler = 'and the mayor spoke of roads, schools and the new bridge, '.repeat(12);
  const text = `${filler}while BYD and Daimler set up a joint venture for electric cars in Shenzhen, ${filler}and so on.`;
  const quote = tag({ text }).tags[0]?.evidence[0];
  expect(quote?.sentence).toContain('joint venture for electric cars');
  expect(quote?.sentence.length).toBeLessThanOrEqual(400);
});

test('a piece of a text without sentences is quoted without the blanks at its ends', () => {
  const text = `${'roads '.repeat(250)}while BYD and Daimler set up a joint venture for electric cars in Shenzhen`;
  const quote = tag({ text }).tags[0]?.evidence[0];
  expect(quote?.sentence).toMatch(/^while .* Shenzhen$/);
});

test('a known venture is named by its id and listed with its partners from the ledger', () => {
  const text =
    'SAIC-GM-Wuling sold 20,000 of its Hongguang Mini EV electric cars in May, the joint venture said.';
  const first = tag({ text }).ventures[0];
  expect(first?.ventureId).toBe('sgmw');
  expect(first?.partners.length).toBeGreaterThanOrEqual(2);
  expect(first?.sector).toBe('vehicles');
});

test('an unknown deal becomes a candidate made of its partners', () => {
  const text = 'Sigmacar of Sweden and BYD will set up a joint venture in Shenzhen to make electric buses.';
  const first = tag({ text }).ventures[0];
  expect(first?.ventureId).toBeNull();
  expect(first?.partners.map((partner) => partner.companyId)).toContain('byd');
  expect(first?.stage).toBe('signed');
});

test('the end of a year is a date, not the end of a venture', () => {
  const text =
    'A Figueruelas la joint venture paritaria tra Stellantis e la cinese Catl ha posato a novembre la prima pietra di un impianto per batterie al litio-ferro-fosfato da 4,1 miliardi, che dovrebbe partire a fine anno.';
  const stage = tag({ text, lang: 'it', publishedAt: '2026-02-09' }).ventures[0]?.stage;
  expect(stage).toBe('signed');
});

test('stake and amount are given as the sentence states them', () => {
  const text =
    'Geely and LG Chem will form a 50:50 joint venture for electric-vehicle batteries in China and invest 188 million dollars.';
  const first = tag({ text }).ventures[0];
  expect(first).toMatchObject({
    stake: '50:50',
    amount: '188 million dollars',
    sector: 'batteries',
    stage: 'signed',
  });
});

test('words inside other words are not names', () => {
  const text =
    'Antonio laid a mosaic in the joint venture of two museums. EV/EBITDA rose to 9. China exports tiles.';
  const result = tag({ text });
  expect(result.tagged).toBe(false);
  expect(result.companies).toEqual([]);
});

test('unknown languages are matched by names and loans', () => {
  const text = 'Podnik BYD Toyota EV Technology je joint venture firem BYD a Toyota.';
  expect(tag({ text, lang: 'cs' }).tagged).toBe(true);
});

test('a tagger without knowledge tags nothing by name and does not throw', () => {
  const nothing: Knowledge = { companies: [], ventures: [] };
  expect(createTagger(nothing)({ text: 'BYD and Toyota are companies.' }).tagged).toBe(false);
});

test('a hostile megabyte of one word takes no more than linear time', () => {
  const began = performance.now();
  tag({ text: 'joint venture with BYD 50% '.repeat(12_000) });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('no article, nor any sentence of one, that is passed over would have been tagged', () => {
  const knowledge = loadKnowledge();
  const names = nameTable(knowledge);
  const pairs = pairLookup(knowledge);
  let passedOver = 0;
  for (const { title, text, language } of articles)
    for (const part of [text, ...text.split(/(?<=[.。])/u)])
      for (const lang of [language, 'xx']) {
        const reading = readArticle({ title: part === text ? title : '', text: part, lang }, names);
        if (mayBeTagged(reading)) continue;
        passedOver++;
        for (const { score } of scoreArticle(reading, pairs)) expect(score).toBeLessThan(THRESHOLD);
      }
  expect(passedOver).toBeGreaterThan(50);
});

test.each<[says: string, lang: string, text: string, tagged: boolean]>([
  [
    'the electric car stands in the next paragraph',
    'en',
    'Kia and Changan have founded a joint venture in Hefei.\n\nFirst in line is an electric sedan.',
    true,
  ],
  [
    'the electric car stands in the next paragraph',
    'de',
    'Kia und Changan haben in Hefei ein Gemeinschaftsunternehmen gegründet.\n\nDen Anfang macht eine elektrische Limousine.',
    true,
  ],
  [
    'the next paragraph is about another company',
    'en',
    'Kia and Changan have founded a joint venture in Hefei.\n\nFord has shown an electric sedan in Detroit.',
    false,
  ],
  [
    'an unknown partner is coupled with the known one',
    'fr',
    'Danubia et le chinois Gotion créent une société à parts égales pour fabriquer des batteries de voitures électriques.',
    true,
  ],
  [
    'the partner stands between the founding and the firm',
    'pt',
    'A Volkswagen vai criar com a chinesa Gotion uma empresa de baterias para carros elétricos.',
    true,
  ],
  ['a venture is said', 'ko', '현대차와 CATL은 전기차 배터리 합작사를 세운다.', true],
  ['a venture is denied before the verb', 'ko', '현대차는 CATL과 전기차 배터리 합작은 검토 안 해.', false],
])('%s (%s): %s', (_says, lang, text, tagged) => {
  expect(tag({ text, lang }).tagged).toBe(tagged);
});

const ABOUT_FUNDING = [
  'MUMBAI - Nirvaan Motors and Chery signed their papers in Pune on Monday.',
  'The two will put the business into a joint venture, in which the Indian side has 60 percent.',
  'Permits are expected in spring.',
  'The state pays for the road.',
];

test.each([
  [
    'an article about the venture that says further on what it makes',
    [...ABOUT_FUNDING, 'It is to build electric cars in Pune.', 'Its first plug-in hybrid follows in 2028.'],
    true,
  ],
  ['one that never says what it makes', [...ABOUT_FUNDING, 'The plant will have 800 workers.'], false],
  [
    'one with a single aside on electric cars',
    [...ABOUT_FUNDING, 'The plant will have 800 workers.', 'Rivals sell electric cars.'],
    false,
  ],
  [
    'one that tells of combustion engines as often',
    [
      ...ABOUT_FUNDING,
      'It builds diesel engines there.',
      'Petrol engines follow.',
      'Rivals sell electric cars.',
      'Taxis in Pune are electric cars.',
    ],
    false,
  ],
])('%s', (_, lines, tagged) => {
  expect(tag({ title: 'Nirvaan and Chery settle in Pune', text: lines.join(' ') }).tagged).toBe(tagged);
});

test('developing cars "together with" a firm is no firm owned together', () => {
  const text =
    'Volkswagen will acquire 5 percent of Xpeng and develop two electric cars together with the start-up from Guangzhou.';
  expect(tag({ title: 'Volkswagen buys into Xpeng', text }).tagged).toBe(false);
});

test('a rumour that its article checks and finds false is no venture', () => {
  const text =
    "A post claims that Kantanka has entered a joint venture with the electric-car maker BYD. It's false. There are no talks.";
  expect(tag({ title: 'Fact check: Kantanka and BYD', text }).tagged).toBe(false);
});

test('a venture for parts of electric cars is about the parts, whoever is in it', () => {
  const text = 'BYD and Unicoba are to found a joint venture for batteries of electric buses.';
  expect(tag({ title: 'Chinese and Brazilians agree', text }).ventures[0]?.sector).toBe('batteries');
});
