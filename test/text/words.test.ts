import { describe, expect, it } from 'vitest';
import { wordCount } from '../../src/text/words/words.ts';

describe('wordCount', () => {
  it.each<[says: string, text: string, count: number]>([
    ['counts nothing in nothing', '', 0],
    ['counts words between spaces', 'BYD and Toyota\n\nfound a venture', 6],
    ['counts a hyphenated word once', 'a state-of-the-art plant', 3],
    ['counts numbers', 'in 2025', 2],
    ['counts no punctuation', '— … ! -', 0],
    ['counts two Chinese characters as one word', '比亚迪与丰田成立合资公司。', 6],
    ['rounds up', '合资人', 2],
    ['counts kana like Han', 'トヨタ自動車が', 4],
    ['counts Latin words inside Chinese', '与BYD合资', 3],
    ['counts Korean by its spaces', '현대차가 중국에서 합작법인을 설립', 4],
    ['counts four Thai letters as one word, vowels above none', 'จัดตั้งกิจการร่วมค้ากับ BYD', 5],
    ['counts accented and Cyrillic words', 'Škoda закрыла завод', 3],
  ])('%s', (_says, text, count) => {
    expect(wordCount(text)).toBe(count);
  });

  it('takes no longer for long text', () => {
    const started = performance.now();
    wordCount('合a '.repeat(500_000));
    wordCount(' '.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
