import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tokenise, unitsOf } from '../../src/text/words/tokens.ts';

const units = (text: string): string[] => {
  const tokens = tokenise(text);
  return Array.from({ length: tokens.count }, (_, i) => fold(text).slice(tokens.starts[i], tokens.ends[i]));
};

test.each([
  ['SAIC-GM builds EVs.', ['saic', 'gm', 'builds', 'evs']],
  ['Citroën São', ['citroen', 'sao']],
  ['YATIRIM yatırım İzmir', ['yatirim', 'yatirim', 'izmir']],
  ['Её Ёлка', ['ее', 'елка']],
  ['nhà máy ở Đồng Nai, xe điện', ['nha', 'may', 'o', 'đong', 'nai', 'xe', 'đien']],
  ['Společný čínský', ['spolecny', 'cinsky']],
  ['LG화학', ['lg', '화', '학']],
  ['BYDトヨタ', ['byd', 'ト', 'ヨ', 'タ']],
  ['電動車', ['电', '动', '车']],
  ['ＥＶ２', ['ev2']],
  ['แบตเตอรี่BYD', ['แบ', 'ต', 'เต', 'อ', 'รี่', 'byd']],
  ['ค้ำ ๕๐ ต่อ ๕๐', ['ค้ำ', '50', 'ต่', 'อ', '50']],
  ['50:50', ['50', '50']],
  ['', []],
])('%s has the units %j', (text, wanted) => {
  expect(units(text)).toEqual(wanted);
});

test('folding keeps the length of any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(text).length === text.length));
});

test('names are glued over spaces and hyphens, not over commas and stops', () => {
  expect([...tokenise('FAW-VW, Audi. BMW').glued]).toEqual([0, 1, 0, 0]);
  expect([...tokenise('시아 니').glued]).toEqual([0, 2, 1]);
});

test('the units of any text are those that reading it finds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { ends } = tokenise(text);
      expect(unitsOf(text).map(({ folded }) => folded)).toEqual(units(text));
      expect(unitsOf(text).map(({ end }) => end)).toEqual([...ends]);
    }),
  );
});
