/** What publishers change afterwards is seen, and when it is looked for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureExchanges, nearChanges, readableSpans } from '../../src/stories/readable-diff.ts';
import { changeOf, type Version, wordDiff } from '../../src/stories/revision.ts';
import { nextRevisit, REVISITS } from '../../src/stories/revisit.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());
const version = (title: string, text: string, language = 'en'): Version => ({
  title,
  text,
  language,
  tagging: tag({ title, text, lang: language }),
});
const title = 'VW and JAC sign for electric cars';
const text = 'Volkswagen and JAC signed a joint venture for electric cars in Hefei, worth 5.06 billion yuan.';

describe('changeOf', () => {
  test('nothing but white space and Unicode form is no change', () => {
    expect(changeOf(version(title, text), version(` ${title}`, text.replaceAll(' ', '\n'))).kinds).toEqual(
      [],
    );
  });

  test('another headline', () => {
    expect(changeOf(version(title, text), version('Corrected', text))).toMatchObject({
      kinds: ['headline'],
      headline: { before: title, after: 'Corrected' },
    });
  });

  test('another figure', () => {
    const { kinds, figures } = changeOf(version(title, text), version(title, text.replace('5.06', '6.05')));
    expect(kinds).toEqual(['figures', 'text']);
    expect(figures).toEqual({ removed: ['5060000000'], added: ['6050000000'] });
  });

  test('a venture that is no longer spoken of', () => {
    const { kinds, ventures } = changeOf(
      version(title, text),
      version('Correction', 'The report was withdrawn.'),
    );
    expect(kinds).toEqual(['headline', 'figures', 'ventures', 'text']);
    expect(ventures.removed).toHaveLength(1);
    expect(ventures.added).toEqual([]);
  });
});

describe('wordDiff', () => {
  test('shows the words that changed and no others', () => {
    expect(wordDiff('It will cost 5 billion yuan.', 'It will cost 6 billion yuan.')).toEqual([
      { kind: 'same', text: 'It will cost ' },
      { kind: 'removed', text: '5' },
      { kind: 'added', text: '6' },
      { kind: 'same', text: ' billion yuan.' },
    ]);
  });

  test('works in Chinese', () => {
    expect(wordDiff('总投资51亿元', '总投资50亿元').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '51' },
      { kind: 'added', text: '50' },
    ]);
  });

  test('both texts can be had back from it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const spans = wordDiff(before, after);
        const without = (kind: string): string =>
          spans
            .filter((span) => span.kind !== kind)
            .map((span) => span.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  test('a text that became another is replaced as a whole, in bounded time', () => {
    const words = (from: number): string =>
      Array.from({ length: 15_000 }, (_, i) => `w${from + i}`).join(' ');
    const cpu = process.cpuUsage();
    const spans = wordDiff(words(0), words(20_000));
    expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(5_000);
    expect(spans.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});

describe('readableSpans', () => {
  test('a figure changes whole', () => {
    expect(readableSpans(wordDiff('It costs 5.06 billion.', 'It costs 5.08 billion.'))).toEqual([
      { kind: 'same', text: 'It costs ' },
      { kind: 'removed', text: '5.06' },
      { kind: 'added', text: '5.08' },
      { kind: 'same', text: ' billion.' },
    ]);
  });

  test.each(['1', '1.'])('a text of %j is read in bounded time', (piece) => {
    const digits = piece.repeat(90_000 / piece.length);
    const cpu = process.cpuUsage();
    expect(readableSpans(wordDiff(`${digits} 5`, `${digits} 6`)).map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
    ]);
    expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(2_000);
  });
});

describe('nearChanges', () => {
  const both = { before: true, after: true };

  test.each([
    ['whole words', 'one two three four five six seven', both, 'one two … six seven'],
    ['what is behind a change', 'one two three four five', { before: true, after: false }, 'one two …'],
    ['what is in front of one', 'one two three four five', { before: false, after: true }, '… four five'],
    [
      'characters without spaces between them',
      '一二三四五六七八九十'.repeat(4),
      both,
      '一二三四五六七八九十…一二三四五六七八九十',
    ],
    ['characters that are pairs', '𠮷'.repeat(40), both, `${'𠮷'.repeat(10)}…${'𠮷'.repeat(10)}`],
    ['nothing of a word without end', 'x'.repeat(40), both, '…'],
    ['all of what is little longer', 'one two three four five six', both, 'one two three four five six'],
  ])('leaves %s', (_what, stretch, sides, left) => {
    expect(nearChanges(stretch, 10, sides)).toBe(left);
  });
});

describe('figureExchanges', () => {
  const exchanged = (before: string, after: string, language = 'en') => {
    const { figures } = changeOf(version('T', before, language), version('T', after, language));
    return figureExchanges(figures, [wordDiff(before, after)], language);
  };

  test('says which share went where, in the order of the text, and leaves years to the text', () => {
    const told = (tata: number, wall: number, year: number) =>
      `Tata holds ${tata} percent and Great Wall ${wall} percent, from ${year} on, for 5.8 billion yuan.`;
    expect(exchanged(told(51, 49, 2029), told(60, 40, 2030))).toEqual([
      { removed: ['51%'], added: ['60%'] },
      { removed: ['49%'], added: ['40%'] },
    ]);
  });

  test('of a figure that only came, or only went', () => {
    const [without, within] = ['The plant costs much.', 'The plant costs 3.2 billion yuan, much.'];
    expect(exchanged(without, within)).toEqual([{ removed: [], added: ['3,200,000,000'] }]);
    expect(exchanged(within, without)).toEqual([{ removed: ['3,200,000,000'], added: [] }]);
  });

  test('in Chinese', () => {
    expect(exchanged('塔塔持股51%，长城持股49%', '塔塔持股60%，长城持股40%', 'zh')).toEqual([
      { removed: ['51%'], added: ['60%'] },
      { removed: ['49%'], added: ['40%'] },
    ]);
  });
});

describe('nextRevisit', () => {
  const first = Date.parse('2026-01-01T00:00:00Z');
  const hour = 3_600_000;
  const visited = (lastFetchedAt: number, publishedAt: number | null = first): number | null =>
    nextRevisit({ firstFetchedAt: first, lastFetchedAt, publishedAt });

  test('is due an hour, a day and a week after the article was first read', () => {
    expect(visited(first)).toBe(first + hour);
    expect(visited(first + hour)).toBe(first + 24 * hour);
    expect(visited(first + 25 * hour)).toBe(first + 7 * 24 * hour);
    expect(visited(first + 7 * 24 * hour)).toBeNull();
  });

  test('makes up for missed visits once', () => {
    expect(visited(first + 3 * 24 * hour)).toBe(first + 7 * 24 * hour);
  });

  test('leaves alone what was old when it was found', () => {
    expect(visited(first, Date.parse('2016-09-07'))).toBeNull();
    expect(visited(first, null)).toBe(first + hour);
  });

  test('ends after at most three visits, whenever they happen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30 * 24 * hour), { minLength: 4, maxLength: 4 }), (late) => {
        let last = first;
        let visits = 0;
        for (const delay of late) {
          const due = visited(last);
          if (due === null) break;
          expect(due).toBeGreaterThan(last);
          last = due + delay;
          visits++;
        }
        expect(visits).toBeLessThanOrEqual(REVISITS.length);
      }),
    );
  });
});

test('a text with too many other words is another one, which is not searched for what is left of it', () => {
  const [before, after] = ['old '.repeat(40_000), 'new '.repeat(40_000)];
  const started = performance.now();
  expect(wordDiff(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  expect(performance.now() - started).toBeLessThan(500);
});
