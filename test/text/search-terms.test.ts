import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { foldHan } from '../../src/text/search/han-folding.ts';
import { highlighter } from '../../src/text/search/highlight.ts';
import { indexTerms, matchQuery } from '../../src/text/search/search-terms.ts';

const TEXTS: Record<string, string> = {
  zh: '比亚迪与丰田宣布成立合资公司，2025年1月在深圳投产电池。',
  mixed: '上汽通用SAIC-GM表示，bZ3车型由一汽丰田生产',
  ja: 'トヨタ自動車は中国で電気自動車の合弁会社を設立する。',
  ko: '현대차가 중국에서 합작법인을 설립하고 배터리를 생산한다',
  en: 'SAIC-GM and BYD talk about solid state batteries; Škoda does not.',
  en2: 'A solid offer from the state of Anhui, and the ID.4 X',
  ru: 'Новый завод с китайской компанией построят в Калуге',
  half: 'ﾄﾖﾀとＢＹＤが提携',
  tr: 'MANİSA YATIRIMI: yerli ortaklığı',
  de: 'DIE GROSSE STRASSE, große Straße des ẞ',
  el: 'Η ΕΛΛΆΔΑΣ',
  pl: 'Fabryka w Łodzi, điện, Ørsted',
  hyphen: 'The co-operation on E‑Mobility and F-150, 2024-05',
  joined: 'A cooperation on emobility',
  nfd: '제휴 한국'.normalize('NFD'),
  kana: 'ﾆｭｰｽ ﾊﾞｯﾃﾘｰ',
  th: 'บีวายดีประกาศจัดตั้งกิจการร่วมค้ากับ CP ของจีนจนถึงปี 2568 เพื่อทำแบตเตอรี่',
  tw: '鴻海與裕隆合資成立鴻華先進，開發電動車',
};

const database = new DatabaseSync(':memory:');

function found(query: string): string[] {
  const expression = matchQuery(query);
  if (expression === null) return [];
  const rows = database
    .prepare('SELECT name FROM article WHERE article MATCH ? ORDER BY rowid')
    .all(expression);
  return rows.map(({ name }) => String(name));
}

beforeAll(() => {
  database.exec(
    `CREATE VIRTUAL TABLE article USING fts5(name UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')`,
  );
  const insert = database.prepare('INSERT INTO article (name, text) VALUES (?, ?)');
  for (const [name, text] of Object.entries(TEXTS)) insert.run(name, indexTerms(text));
});
afterAll(() => database.close());

describe('queries against a real FTS5 table', () => {
  const table: [says: string, query: string, names: string[]][] = [
    ['a two-character Chinese word inside a sentence', '合资', ['zh', 'tw']],
    ['a Chinese word across the pairs', '合资公司', ['zh']],
    ['a Chinese word that is not there as a whole', '合司', []],
    ['characters that stand there in another order', '资合', []],
    ['a single Chinese character at the start of a run', '比', ['zh']],
    ['a single character inside a run', '田', ['zh', 'mixed']],
    ['a single character at the end of a run', '池', ['zh']],
    ['two Chinese terms, both wanted', '丰田 电池', ['zh']],
    ['a Chinese term and a Latin one', '丰田 bZ3', ['mixed']],
    ['a Thai word inside a sentence', 'กิจการร่วมค้า', ['th']],
    ['a Thai word with a vowel that is two characters', 'ทำแบตเตอรี่', ['th']],
    ['a Thai word that differs by a vowel above', 'จีน', ['th']],
    ['a Thai word that differs by its tone', 'ร้วม', []],
    ['two Thai words apart', 'จีน แบตเตอรี่', ['th']],
    ['Chinese and Latin written together', '通用SAIC', ['mixed']],
    ['Latin and Chinese written together', 'bZ3车型', ['mixed']],
    ['a date with single characters between digits', '2025年1月', ['zh']],
    ['the start of a date', '2025年', ['zh']],
    ['a Japanese word', '合弁', ['ja']],
    ['a katakana word', 'トヨタ', ['ja', 'half']],
    ['half-width katakana and full-width Latin in the text', 'トヨ BYD', ['half']],
    ['full-width Latin in the query', 'ＢＹＤ', ['en', 'half']],
    ['a Korean word with a particle behind it', '합작', ['ko']],
    ['a longer Korean word', '합작법인', ['ko']],
    ['a Korean word and another', '중국 배터리', ['ko']],
    ['traditional characters for simplified ones', '合資', ['zh', 'tw']],
    ['simplified characters for traditional ones', '合资 电动', ['tw']],
    ['Japanese characters for traditional and simplified ones', '電気', ['ja']],
    ['simplified characters for Japanese ones', '电气自动车', ['ja']],
    ['what must not be there', '合资 -丰田', ['tw']],
    ['a phrase that must not be there', 'solid -"solid state"', ['en2']],
    ['a hyphenated name', 'SAIC-GM', ['mixed', 'en']],
    ['a name with a dot', 'ID.4', ['en2']],
    ['words in any order', 'state solid', ['en', 'en2']],
    ['a phrase', '"solid state"', ['en']],
    ['a phrase in typographic quotes', '“solid state”', ['en']],
    ['a phrase and a word', '"solid state" byd', ['en']],
    ['a prefix', 'batter*', ['en']],
    ['a prefix after a phrase', '"solid stat"*', ['en']],
    ['no accents typed', 'skoda', ['en']],
    ['accents typed', 'Škoda', ['en']],
    ['a Russian word with й', 'новый', ['ru']],
    ['Turkish capitals in the text', 'yatırımı', ['tr']],
    ['Turkish capitals in the query', 'ORTAKLIĞI', ['tr']],
    ['Turkish letters without their marks', 'manisa ortakligi', ['tr']],
    ['a German ß in the query', 'große straße', ['de']],
    ['a German ß in capitals', 'GROSSE', ['de']],
    ['a capital ẞ', 'ß', ['de']],
    ['a last sigma', 'ελλάδας', ['el']],
    ['letters with a stroke', 'lodzi dien ORSTED', ['pl']],
    ['a word with a hyphen, asked for without', 'cooperation', ['hyphen', 'joined']],
    ['a word without a hyphen, asked for with one', 'co-operation', ['hyphen', 'joined']],
    ['the start of a word with a hyphen', 'cooper*', ['hyphen', 'joined']],
    ['a phrase with a hyphen', '"cooperation on e-mobility"', ['joined']],
    ['a word with a hyphen that must not be there', 'emobility -co-operation', []],
    ['a model with a hyphen', 'f150', ['hyphen']],
    ['a date is no word with hyphens', '202405', []],
    ['Korean in single letters', '한국', ['nfd']],
    ['half-width katakana with a sound mark', 'バッテリー', ['kana']],
    ['AND in capitals', 'BYD AND SAIC', ['en']],
    ['another operator is a word', 'BYD OR SAIC', []],
    ['a column filter is words', 'text:solid', []],
    ['nothing wanted', '-solid', []],
  ];
  it.each(table)('%s', (_says, query, names) => {
    expect(found(query)).toEqual(names);
  });

  it('are never a syntax error, whatever operators are typed', () => {
    const typed = [
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      'NEAR(a b, 2)',
      '*',
      ':',
      'a:b',
      '"',
      '""',
      '"a',
      'a"b',
      '^a',
      'a + b',
    ];
    typed.push(
      '{a b}: c',
      'a NOT',
      'AND AND',
      '(',
      ')',
      "it's",
      '%',
      '\\',
      'a\u0000b',
      '\ud800',
      '**',
      'a**',
      ';--',
    );
    for (const query of typed) expect(() => found(query), query).not.toThrow();
  });

  it('are never a syntax error for any text at all', () => {
    const piece = fc.constantFrom(
      '"',
      '*',
      '(',
      ')',
      ':',
      '^',
      '+',
      '-',
      ' ',
      'AND',
      'NEAR',
      '合',
      '资',
      'é',
      'x',
      '가',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((a) => a.join('')),
        ),
        (query) => {
          found(query);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('find a text by any piece of its Chinese runs', () => {
    const run = '比亚迪与丰田宣布成立合资公司';
    for (let from = 0; from < run.length; from += 1)
      for (let to = from + 1; to <= run.length; to += 1) expect(found(run.slice(from, to))).toContain('zh');
  });
});

test('folding keeps the length of any text, and done twice it is the same as once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldHan(text)).toHaveLength(text.length);
      expect(foldHan(foldHan(text))).toBe(foldHan(text));
    }),
  );
  for (let code = 0x3400; code < 0xa000; code += 1) {
    const once = foldHan(String.fromCharCode(code));
    expect(foldHan(once), once).toBe(once);
  }
});

describe('matchQuery', () => {
  it.each(['', '   ', '*', '"', '""', ':', '?!', 'AND', '。', '\u0000'])(
    'finds nothing to search for in %j',
    (query) => {
      expect(matchQuery(query)).toBeNull();
    },
  );

  it('bounds the number of terms', () => {
    expect(matchQuery('a '.repeat(10_000))?.split(' AND ')).toHaveLength(32);
  });
});

describe('highlight', () => {
  const marked = (text: string, query: string, radius?: number): string[] => {
    const { snippet, matches } = highlighter(query)(text, radius === undefined ? {} : { radius });
    return matches.map(({ start, end }) => snippet.slice(start, end));
  };

  const table: [says: string, text: string, query: string, marks: string[]][] = [
    ['marks words whatever their case', 'The BYD plant, byd said', 'Byd', ['BYD', 'byd']],
    ['marks whole words only', 'state and statement', 'state', ['state']],
    ['marks the whole word for a prefix', 'state and statement', 'state*', ['state', 'statement']],
    ['marks a phrase as one', 'a joint-venture and a joint effort', '"joint venture"', ['joint-venture']],
    ['marks accents', 'Škoda', 'skoda', ['Škoda']],
    ['marks Turkish capitals', 'BYD YATIRIMI', 'yatırımı', ['YATIRIMI']],
    ['marks ß as ss', 'Die große Straße', 'GROSSE STRASSE', ['große', 'Straße']],
    ['marks a word with a hyphen', 'their co-operation', 'cooperation', ['co-operation']],
    ['marks a word without the hyphen', 'their cooperation', 'co-operation', ['cooperation']],
    ['marks the start of a word with a hyphen', 'their co-operation', 'cooper*', ['co-operation']],
    ['marks Korean in single letters', '한국'.normalize('NFD'), '한국', ['한국'.normalize('NFD')]],
    ['marks half-width katakana', 'ﾄﾖﾀとﾊﾞｯﾃﾘｰ', 'トヨタ バッテリー', ['ﾄﾖﾀ', 'ﾊﾞｯﾃﾘｰ']],
    ['marks Chinese words', '成立合资公司的合资方', '合资', ['合资', '合资']],
    ['marks the other form of a character', '鴻海合資', '合资', ['合資']],
    ['does not mark what is excluded', 'BYD and Toyota', 'byd -toyota', ['BYD']],
    ['joins marks that touch', '合资公司', '合资 公司', ['合资公司']],
    ['marks a single character', '电池和电机', '电', ['电', '电']],
    ['does not mark characters apart', '合 资', '合资', []],
    ['marks nothing for an empty query', 'text', '', []],
  ];
  it.each(table)('%s', (_says, text, query, marks) => {
    expect(marked(text, query)).toEqual(marks);
  });

  it('shows the window with the most different terms', () => {
    const filler = 'nothing to see here '.repeat(30);
    const text = `BYD BYD BYD ${filler}BYD and Toyota found a venture ${filler}Toyota`;
    const { snippet } = highlighter('byd toyota')(text, { radius: 60 });
    expect(snippet).toContain('BYD and Toyota');
    expect(snippet.startsWith('…')).toBe(true);
    expect(snippet.endsWith('…')).toBe(true);
    expect(snippet.length).toBeLessThanOrEqual(122);
  });

  it('gives the beginning when nothing matches', () => {
    expect(highlighter('zzz')('one two three four five six', { radius: 10 })).toEqual({
      snippet: 'one two three four…',
      matches: [],
    });
  });

  it('shows half as many of the characters that are twice as wide', () => {
    const { snippet } = highlighter('合资')(`${'电池工厂'.repeat(100)}合资${'电池工厂'.repeat(100)}`);
    expect(snippet).toContain('合资');
    expect(snippet.length).toBeLessThanOrEqual(122);
  });

  it('keeps the text on one line', () => {
    expect(highlighter('two')('one\n\ntwo').snippet).toBe('one  two');
  });

  it('takes no longer for long text', () => {
    const started = performance.now();
    highlighter('byd 合资 "x byd" x*')('byd 合资 x '.repeat(100_000));
    indexTerms('合资byd '.repeat(200_000));
    indexTerms('ß'.repeat(100_000));
    indexTerms('é-'.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('always marks words of the snippet itself', () => {
    const word = fc.constantFrom('byd', 'BYD', '合资', '公司', 'x', ' ', '\n', '😀', 'é', '-', 'toyota');
    const text = fc.array(word, { maxLength: 200 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, fc.constantFrom('byd', '合资', 'toyota byd', '"byd toyota"'), (body, query) => {
        const { snippet, matches } = highlighter(query)(body, { radius: 20 });
        expect(snippet.isWellFormed()).toBe(true);
        for (const { start, end } of matches)
          expect(snippet.slice(start, end)).toMatch(/^(byd|toyota|合资)/i);
      }),
      { numRuns: 200 },
    );
  });
});
