/** Other ways of writing the same, and the way back to the text given. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeGiven, usualWriting } from '../../src/text/words/usual-writing.ts';

const CASES: readonly (readonly [what: string, given: string, usual: string])[] = [
  ['doubled blanks', 'a  joint   venture', 'a joint venture'],
  ['blanks of other widths', 'a\u00a0joint\u2009venture\u202f50\u3000%', 'a joint venture 50 %'],
  ['soft hyphens', 'joint ven\u00adture', 'joint venture'],
  ['characters that show nothing, beside blanks', 'a\u200b joint \u2060 \u200eventure', 'a joint venture'],
  ['hyphens', 'joint\u2011venture, e\u2010car', 'joint-venture, e-car'],
  ['Latin accents', 'liên doanh xe điện'.normalize('NFD'), 'liên doanh xe điện'],
  ['Hangul in letters', '합작법인 설립'.normalize('NFD'), '합작법인 설립'],
  ['kana and their marks', 'トヨタ、バッテリー'.normalize('NFD'), 'トヨタ、バッテリー'],
  ['kana of half width', 'ﾄﾖﾀ､ﾊﾞｯﾃﾘｰ', 'トヨタ､バッテリー'],
  ['digits and letters of full width', '出资５０％、ＢＹＤ', '出资50%、BYD'],
  ['signs inside numbers', '３．５万，１，０００元', '3.5万，1,000元'],
  ['line breaks stay', 'one  two \n\n \u200bthree', 'one two\n\nthree'],
  ['Chinese marks stay', '合资（５１：４９），', '合资（51：49），'],
  ['Arabic digits and marks', 'حصة ٥٠٪، أم ١٬٢٠٠؟', 'حصة 50%, أم 1,200?'],
  ['Arabic vowel signs and stretched words', 'مشـــروعاً مُشتركاً', 'مشروعا مشتركا'],
  ['Arabic letters and their hamza', 'أعلنت'.normalize('NFD'), 'أعلنت'],
  ['how a character is spoken', '技術(shù)合資', '技術合資'],
  ['a bracket with an accent on it', '技術  (\u0301a', '技術 (\u0301a'],
];

test.each(CASES)('%s', (_, given, usual) => {
  expect(usualWriting(given).text).toBe(usual);
});

test('a text in usual writing comes back as it is', () => {
  const text = 'BYD  and'.replace('  ', ' ');
  for (const given of [text, 'one\n\ntwo\r\nthree', '比亚迪（50%），“合资”。', 'Société détenue à 50 %'])
    expect(usualWriting(given)).toEqual({ text: given, changes: [] });
});

describe('places', () => {
  const placed = (given: string, words: string): string => {
    const usual = usualWriting(given);
    const start = usual.text.indexOf(words);
    const place = placeGiven(usual, { start, end: start + words.length });
    return given.slice(place.start, place.end);
  };

  test('lead back to what was written', () => {
    expect(placed('Une  coen\u00adtre\u00adprise e\u0301lectrique', 'coentreprise é')).toBe(
      'coen\u00adtre\u00adprise e\u0301',
    );
    expect(placed('one  two   three', 'two')).toBe('two');
  });
  test('are without what was dropped before and behind', () => {
    expect(placed('\ufeff\u200ejoint\u200e \u2060venture\u00ad', 'joint venture')).toBe(
      'joint\u200e \u2060venture',
    );
  });
  test('lie within the text given, in its order, and say the same, for any text', () => {
    const letter = fc.constantFrom(
      'a',
      'e\u0301',
      '\u00ad',
      ' ',
      '\u00a0',
      '\u200b',
      '\n',
      '５',
      '‑',
      '각',
      '😀',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), fc.nat(), fc.nat(), (letters, a, b) => {
        const given = letters.join('');
        const usual = usualWriting(given);
        const [start = 0, end = 0] = [a, b].map((n) => n % (usual.text.length + 1)).sort((x, y) => x - y);
        const place = placeGiven(usual, { start, end });
        if (start === end) return;
        expect(place.start).toBeGreaterThanOrEqual(0);
        expect(place.end).toBeGreaterThan(place.start);
        expect(place.end).toBeLessThanOrEqual(given.length);
        const words = (text: string): string => text.replace(/\s+/g, '');
        expect(words(usualWriting(given.slice(place.start, place.end)).text)).toBe(
          words(usual.text.slice(start, end)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a hostile text takes linear time', () => {
  const started = performance.now();
  for (const unit of ['\u0301\u0323', ' \u200b', 'a\u0301\u0323', '\u3000', '\n '])
    usualWriting(unit.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
