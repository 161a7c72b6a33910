import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAround, sentences } from '../../src/text/words/sentences.ts';

const cut = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ['One ends. Two begins.', ['One ends.', 'Two begins.']],
  [
    'General Motors Co. and SAIC Motor Corp. agreed. Then they met.',
    ['General Motors Co. and SAIC Motor Corp. agreed.', 'Then they met.'],
  ],
  [
    'The U.S. group spent $1.5 billion. Mr. Li agreed.',
    ['The U.S. group spent $1.5 billion.', 'Mr. Li agreed.'],
  ],
  ['All were sold in the U.S. 40 buses are left.', ['All were sold in the U.S.', '40 buses are left.']],
  ['Was it SAIC Motor Corp? Nobody knows.', ['Was it SAIC Motor Corp?', 'Nobody knows.']],
  ['Es waren 12. "Gut", sagte er.', ['Es waren 12.', '"Gut", sagte er.']],
  ['Am 7. Mai kam z. B. Geely. Danach nicht.', ['Am 7. Mai kam z. B. Geely.', 'Danach nicht.']],
  ['比亚迪宣布。丰田同意!"好。"他说', ['比亚迪宣布。', '丰田同意!"好。"', '他说']],
  ['「始める。」と言った。次へ', ['「始める。」', 'と言った。', '次へ']],
  ['합작법인을 세운다. 공장은 내년에 짓는다.', ['합작법인을 세운다.', '공장은 내년에 짓는다.']],
  [
    'บีวายดีเปิดโรงงานในไทย เมื่อปี พ.ศ. 2567 เวลา 10.30 น. ที่ระยอง ทั้งนี้ บริษัทไม่ได้ระบุเงินลงทุน',
    ['บีวายดีเปิดโรงงานในไทย เมื่อปี พ.ศ. 2567 เวลา 10.30 น. ที่ระยอง', 'ทั้งนี้ บริษัทไม่ได้ระบุเงินลงทุน'],
  ],
  ['Headline\n\nFirst paragraph', ['Headline', 'First paragraph']],
  ['Really?! Yes.', ['Really?!', 'Yes.']],
  ['', []],
  [' \n ', []],
])('%j is cut into its sentences', (text, wanted) => {
  expect(cut(text)).toEqual(wanted);
});

test('paragraphs are numbered by line breaks', () => {
  expect(sentences('One two.\n\nThree four. Five six.').map((one) => one.paragraph)).toEqual([0, 2, 2]);
});

test('sentences of any text lie in order, do not overlap and hold all that is not white space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      let last = 0;
      let held = '';
      for (const { start, end } of sentences(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        held += text.slice(start, end);
        last = end;
      }
      expect(held.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test.each(['!', '…'])('a text of %s is gone through once', (stop) => {
  const cpu = process.cpuUsage();
  expect(sentences(`${stop.repeat(300_000)}x`)).toHaveLength(1);
  expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(2_000);
});

test('a long sentence is cut at clauses around what must stay', () => {
  const text = `${'first this, '.repeat(40)}the venture was signed, ${'then that, '.repeat(40)}end.`;
  const start = text.indexOf('the venture');
  const span = cutAround(text, { start: 0, end: text.length }, { start, end: start + 11 }, 400);
  expect(span.end - span.start).toBeLessThanOrEqual(400);
  expect(text.slice(span.start, span.end)).toMatch(/the venture was signed/);
  expect(text.slice(span.start)).toMatch(/^(first|the|then)/);
});

test('a long run without clauses is cut hard, never inside a pair', () => {
  const text = '😀'.repeat(600);
  const { start, end } = cutAround(text, { start: 0, end: text.length }, { start: 600, end: 602 }, 400);
  expect(end - start).toBeLessThanOrEqual(400);
  expect(text.slice(start, end).isWellFormed()).toBe(true);
});
