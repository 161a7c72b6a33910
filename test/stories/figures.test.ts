import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../src/stories/figures.ts';
import { compareFigures, currencyOf } from '../../src/stories/stated-figures.ts';

const keys = (text: string, language: string): string[] => figuresIn(text, language).map(({ key }) => key);

describe('figures are the same in every language', () => {
  it.each<[value: string, texts: readonly (readonly [string, string])[]]>([
    [
      '103000000000',
      [
        ['103.4 billion won', 'en'],
        ['1034억원을 출자', 'ko'],
        ['103,4 Milliarden Won', 'de'],
        ['103,4 billion won', 'en'],
      ],
    ],
    [
      '3500000000',
      [
        ['$3.5bn', 'en'],
        ['总投资三十五亿美元', 'zh'],
        ['35億ドル', 'ja'],
        ['3,5 milliards de dollars', 'fr'],
      ],
    ],
    [
      '5700000000000',
      [
        ['5조7천억원', 'ko'],
        ['5.7 trillion won', 'en'],
        ['5조 7,000억원', 'ko'],
      ],
    ],
    [
      '4100000000',
      [
        ['4.100 millones de euros', 'es'],
        ['41亿欧元', 'zh'],
        ['4,1 miliardi', 'it'],
        ['4.1 billion euros', 'en'],
      ],
    ],
    [
      '229000',
      [
        ['229,000 yuan', 'en'],
        ['22.9万元', 'zh'],
        ['229.000 Yuan', 'de'],
        ['229 000 yuans', 'fr'],
        ['229\u202f000 yuans', 'fr'],
        ['２２．９万元', 'zh'],
        ['2,29,000 yuan', 'en'],
      ],
    ],
    [
      '1030000000',
      [
        ['1,034.5 million', 'en'],
        ['1,034.5 juta', 'ms'],
        ['1.034,5 Millionen', 'de'],
        ['1.034.500.000', 'en'],
        ['1,03,45,00,000', 'en'],
      ],
    ],
    [
      '2000000000',
      [
        ['2000 millones de euros', 'es'],
        ['20余亿元', 'zh'],
        ['20多亿元', 'zh'],
        ['両社で20億ドル', 'ja'],
        ['RM2 billion', 'en'],
        ['Rp2 miliar', 'id'],
        ['RM2 bilion', 'ms'],
        ['THB2bn', 'en'],
        ['RMB2bn', 'en'],
        ['SFr.2bn', 'en'],
      ],
    ],
    [
      '20000000',
      [
        ['两千万元', 'zh'],
        ['20 million yuan', 'en'],
      ],
    ],
    [
      '2000000',
      [
        ['二百万辆', 'zh'],
        ['2 million cars', 'en'],
      ],
    ],
    [
      '120000',
      [
        ['十二万辆', 'zh'],
        ['120,000 cars', 'en'],
      ],
    ],
    [
      '12300',
      [
        ['1万2345台', 'ja'],
        ['12,345 cars', 'en'],
      ],
    ],
    ['30000', [['面积3万 m²', 'zh']]],
    [
      '5000000000',
      [
        ['Rs 500 crore', 'en'],
        ['5 млрд рублей', 'ru'],
        ['5 mil millones', 'es'],
      ],
    ],
    [
      '%4.99',
      [
        ['4.99 percent', 'en'],
        ['4.99 peratus', 'ms'],
        ['4,99 persen', 'id'],
        ['4,99 %', 'de'],
        ['4.99%股权', 'zh'],
        ['4,99 por ciento', 'es'],
        ['４．９９％', 'ja'],
        ['4.99 Percent', 'en'],
      ],
    ],
    [
      'GWh27',
      [
        ['27 gigawatt hours', 'en'],
        ['27 gigawatt-hours', 'en'],
        ['27 Gigawattstunden', 'de'],
        ['27 gigavatios hora', 'es'],
        ['27 gigawatt jam', 'ms'],
        ['27 GWj', 'ms'],
        ['27GWh', 'ko'],
        ['27吉瓦时', 'zh'],
      ],
    ],
  ])('%s', (value, texts) => {
    for (const [text, language] of texts) expect(keys(text, language), text).toContain(value);
  });

  it('does not take dates, names and small numbers for figures', () => {
    expect(keys('On 27 May the iEV4, the R2 and 3 others; am 6. September; 11月26日; 10:30', 'en')).toEqual(
      [],
    );
    expect(keys(`The ARM640 and the K-500 at 0 percent; ${'9'.repeat(20)}; 100点`, 'en')).toEqual([]);
  });

  it('two numbers side by side are two', () => {
    expect(keys('In 2026 100 vehicles, by 2030 200 GWh; 35亿 2024年', 'en').sort()).toEqual(
      ['100', '3500000000', 'GWh200', 'y2024', 'y2026', 'y2030'].sort(),
    );
    expect(keys('5 thousand GWh', 'en')).toEqual(['GWh5000']);
  });

  it('gives the most telling first, each once: large ones, and those of many digits', () => {
    expect(
      keys('In 2026 7 billion, 50 %, 250 cars, 40 %, 1,250 cars, 11.3 %, 6 billion, 7 billion', 'en'),
    ).toEqual(['1250', '%11.3', '6000000000', '7000000000', '250', '%40', '%50', 'y2026']);
    const many = Array.from({ length: 30 }, (_, at) => `${at + 100} cars`).join(', ');
    expect(keys(many, 'en')).toHaveLength(24);
  });

  it('counts a year for little', () => {
    const [figure] = figuresIn('by 2026', 'en');
    expect(figure).toMatchObject({ kind: 'year', weight: 0.2 });
  });

  it('reads at most 200 numbers of any text', () => {
    expect(keys(`${'5, '.repeat(199)}12345`, 'en')).toEqual(['12300']);
    expect(keys(`${'5, '.repeat(200)}12345`, 'en')).toEqual([]);
  });

  it('goes once through numerals that no scale follows', () => {
    const cpu = process.cpuUsage();
    expect(figuresIn('一'.repeat(300_000), 'zh')).toEqual([]);
    expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(2_000);
    expect(keys('九千九百九十九万元', 'zh')).toEqual(keys('9999万元', 'zh'));
  });
});

describe('compareFigures', () => {
  const stakes = (...stated: readonly string[]) =>
    compareFigures(
      stated.map((one, at) => ({ what: 'stake', stated: one, article: `${at}`, language: 'de' })),
    );

  it('takes two shares that make up the whole for one figure', () => {
    const [stake, ...others] = stakes('45 percent', '55 Prozent', '宁德时代持股55%', '45 %');
    expect(others).toEqual([]);
    expect(stake).toMatchObject({
      values: [{ stated: '45 percent', articles: ['0', '1', '2', '3'] }],
      differs: false,
    });
  });

  it('takes the rest of a share to three digits, as shares are read', () => {
    for (const stated of [
      ['4.99 %', '95.01 %'],
      ['95.01 %', '4.99 %'],
    ])
      expect(stakes(...stated)[0]?.differs).toBe(false);
  });

  it('has shares that leave a rest side by side', () => {
    expect(stakes('45 %', '50 %')[0]?.differs).toBe(true);
    expect(stakes('40 %', '30 %')[0]?.differs).toBe(true);
  });

  it('puts equal values together and others side by side', () => {
    const compared = compareFigures([
      { what: 'amount', stated: '$5 billion', article: 'a', language: 'en' },
      { what: 'amount', stated: '50亿美元', article: 'b', language: 'zh' },
      { what: 'amount', stated: '5.8 billion dollars', article: 'c', language: 'en' },
      { what: 'amount', stated: '600 Millionen Yuan', article: 'd', language: 'de' },
      { what: 'stake', stated: '50:50', article: 'a', language: 'en' },
      { what: 'stake', stated: '50%', article: 'b', language: 'zh' },
    ]);
    expect(compared).toEqual([
      { what: 'stake', currency: null, values: [{ stated: '50:50', articles: ['a', 'b'] }], differs: false },
      {
        what: 'amount',
        currency: 'CNY',
        values: [{ stated: '600 Millionen Yuan', articles: ['d'] }],
        differs: false,
      },
      {
        what: 'amount',
        currency: 'USD',
        values: [
          { stated: '$5 billion', articles: ['a', 'b'] },
          { stated: '5.8 billion dollars', articles: ['c'] },
        ],
        differs: true,
      },
    ]);
  });

  it.each([
    ['HK$3 million', 'HKD'],
    ['US$188m', 'USD'],
    ['51亿元', 'CNY'],
    ['41亿欧元', 'EUR'],
    ['7亿美元', 'USD'],
    ['1300億円', 'JPY'],
    ['Rs 5,000 crore', 'INR'],
    ['R$ 100 milhões', 'BRL'],
    ['5 million', null],
  ])('%s is in %s', (stated, code) => {
    expect(currencyOf(stated)).toBe(code);
  });
});
