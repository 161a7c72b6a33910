/** Lines that a fixed width broke, and lines that end where they are meant to. */
import { expect, test } from 'vitest';
import { joinWrapped } from '../../src/text/words/hard-wraps.ts';

const JOINED: readonly (readonly [what: string, lines: readonly string[], joined: string])[] = [
  [
    'two lines of one sentence',
    ['Weihe of Hamburg and Norda of Oslo will build electric', 'buses at the old yard.'],
    'Weihe of Hamburg and Norda of Oslo will build electric buses at the old yard.',
  ],
  [
    'a paragraph under its heading',
    ['A new yard', 'Weihe of Hamburg and Norda of Oslo will build electric', 'buses at the old yard.'],
    'A new yard\nWeihe of Hamburg and Norda of Oslo will build electric buses at the old yard.',
  ],
  [
    'a line that begins with a name, where others go on with small letters',
    [
      'Weihe of Hamburg and Norda of Oslo will build electric',
      'buses at the old yard, where the mayor of the town of',
      'Hamburg saw the first of them.',
      '',
      'The larger part of the company will be in the hands of',
      'Norda, they said.',
    ],
    'Weihe of Hamburg and Norda of Oslo will build electric buses at the old yard, where the mayor of the town of Hamburg saw the first of them.\n\nThe larger part of the company will be in the hands of Norda, they said.',
  ],
  [
    'Chinese lines of one length',
    [
      '上汽集团与通用汽车周一在上海签署协议双方各出资百分',
      '之五十成立一家合资公司在柳州生产纯电动汽车新公司计',
      '划今年年底前投产首款车型将于明年上半年在全国市场正',
      '式上市。',
    ],
    '上汽集团与通用汽车周一在上海签署协议双方各出资百分之五十成立一家合资公司在柳州生产纯电动汽车新公司计划今年年底前投产首款车型将于明年上半年在全国市场正式上市。',
  ],
  [
    'a Chinese line that a full stop happens to fill',
    [
      '上汽集团与通用汽车周一在上海签署协议双方各出资百分',
      '之五十成立一家合资公司在柳州生产纯电动汽车新公司。',
      '计划今年年底前投产首款车型将于明年上半年在全国市场',
      '正式上市。',
    ],
    '上汽集团与通用汽车周一在上海签署协议双方各出资百分之五十成立一家合资公司在柳州生产纯电动汽车新公司。计划今年年底前投产首款车型将于明年上半年在全国市场正式上市。',
  ],
  [
    'Chinese lines of paragraphs that no empty line divides',
    [
      '上汽集团与通用汽车周一在上海签署协议双方各出资百分',
      '之五十成立一家合资公司在柳州生产纯电动汽车。',
      '新公司计划今年年底前投产首款车型将于明年上半年在全',
      '国市场正式上市售价低于十万元双方还将共同建设充电网',
      '络并出口海外。',
    ],
    '上汽集团与通用汽车周一在上海签署协议双方各出资百分之五十成立一家合资公司在柳州生产纯电动汽车。\n新公司计划今年年底前投产首款车型将于明年上半年在全国市场正式上市售价低于十万元双方还将共同建设充电网络并出口海外。',
  ],
];

test.each(JOINED)('%s is joined', (_, lines, joined) => {
  expect(joinWrapped(lines.join('\n'))).toBe(joined);
  expect(joinWrapped(lines.join('\r\n'))).toBe(joined);
});

const KEPT: readonly (readonly [what: string, lines: readonly string[]])[] = [
  [
    'a headline and its lead',
    [
      'Weihe and Norda form a joint venture for electric buses',
      'The new company will sit in Hamburg, both said.',
    ],
  ],
  [
    'headlines of other articles',
    [
      'Weihe and Norda form a joint venture for electric buses',
      'Hamburg opens the first stretch of its harbour line',
      'Oslo looks for four hundred drivers before winter',
      'Ferry fares go up in spring',
    ],
  ],
  [
    'items of a list',
    [
      '- Weihe brings the drawings and the people who know',
      '- and Norda pays for the works beside the old yard',
      '- while the city of Hamburg gives the land for free',
    ],
  ],
  [
    'items of a list by letters',
    [
      'a) Weihe brings the drawings and the people who know',
      'b) Norda pays for the works beside the old yard now',
      'c) the city of Hamburg gives the land for nothing',
    ],
  ],
  [
    'an address with one long line',
    [
      'Weihe',
      'Harbour Street 4',
      'Hamburg',
      'buses for the cities of Hamburg and Oslo, and trams,',
      'ferries',
    ],
  ],
  [
    'rows of a table',
    [
      'sold in Hamburg, by the maker of the bus | 400 | 12',
      'sold in the city of Oslo, by the maker | 300 | 11.5',
      'sold in all other cities of the country | 200 | 10',
    ],
  ],
  [
    'verse',
    [
      'The yard is old and stands beside the harbour wall,',
      'And every bus that leaves it hums a quiet song;',
      'The drivers wave to all the people, great and small,',
      'And no one asks them why the way is long.',
    ],
  ],
  ['paragraphs of one line each', ['x '.repeat(60), 'and '.repeat(30)]],
];

test.each(KEPT)('%s stay lines', (_, lines) => {
  expect(joinWrapped(lines.join('\n'))).toBeNull();
});
