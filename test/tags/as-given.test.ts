/** The tagger's answer does not depend on how an article is written, and its quotes stand in the article as it is. */
import { describe, expect, test } from 'vitest';
import type { Evidence, Tagging } from '../../src/core/model.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import articles from './articles.json' with { type: 'json' };

const knowledge = loadKnowledge();
const tag = createTagger(knowledge);

const WRITINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['accents apart', (text) => text.normalize('NFD')],
  ['soft hyphens', (text) => text.replace(/(\p{Script=Latin}{3})(?=\p{Script=Latin}{3})/gu, '$1\u00ad')],
  ['marks of direction', (text) => text.replaceAll(' ', ' \u200e')],
  ['places for a break', (text) => text.replaceAll(' ', '\u200b ')],
  ['doubled blanks', (text) => text.replaceAll(' ', '  ')],
  ['no-break blanks', (text) => text.replaceAll(' ', '\u00a0')],
  ['thin blanks', (text) => text.replaceAll(' ', '\u2009')],
  ['hyphens that do not break', (text) => text.replaceAll('-', '\u2011')],
  [
    'how characters are spoken',
    (text) => text.replace(/\p{Script=Han}{4}(?=\p{Script=Han}{2})/gu, '$&(shù)'),
  ],
  [
    'digits of full width',
    (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ],
];

const quotesOf = ({ tags, ventures }: Tagging): readonly Evidence[] =>
  [...tags, ...ventures].flatMap(({ evidence }) => evidence);

/** Everything but where the quotes stand. */
const answerOf = ({ tags, ventures, ...rest }: Tagging) => ({
  ...rest,
  tags: tags.map(({ confidence, evidence }) => [confidence, evidence.map(({ rule }) => rule)]),
  ventures: ventures.map(({ evidence, ...venture }) => [venture, evidence.map(({ rule }) => rule)]),
});

describe.each(WRITINGS)('%s', (_, rewritten) => {
  test('change neither the answer nor the place of its quotes', () => {
    for (const article of articles.slice(0, 60)) {
      const title = rewritten(article.title);
      const text = rewritten(article.text);
      const found = tag({ ...article, title, text });
      expect(answerOf(found)).toEqual(answerOf(tag(article)));
      for (const { field, sentence, start, end } of quotesOf(found)) {
        expect((field === 'title' ? title : text).slice(start, end)).toBe(sentence);
        expect(sentence).toBe(sentence.trim());
        expect(sentence.length).toBeLessThanOrEqual(400);
      }
    }
  });
});

test('figures are given in usual writing', () => {
  const [venture] = tag({
    text: '上汽集团与通用汽车各出资５０％成立电动汽车合资公司，注册资本３０亿元。',
  }).ventures;
  expect(venture).toMatchObject({ stake: '50%', amount: '30亿元' });
});

test('a sentence that is too long only as it is written is cut around the words that prove it', () => {
  const filler =
    'The papers were read aloud in a large hall beside the river while many guests were waiting, ';
  const sentence = `${filler.repeat(2)}and BYD and Toyota founded a joint venture for electric cars in Shenzhen, as both said.`;
  const text = sentence.replaceAll(' ', ' \u200b \u200b \u200b ');
  expect(sentence.length).toBeLessThan(400);
  const [quote] = quotesOf(tag({ text }));
  expect(quote?.sentence.length).toBeLessThanOrEqual(400);
  expect(quote?.sentence).toContain('venture');
  expect(text.slice(quote?.start, quote?.end)).toBe(quote?.sentence);
});

test.each(['\n', '\r\n'])('lines broken at a fixed width are read as one', (end) => {
  const lines = [
    'Volkswagen said that it is to build electric cars in a joint',
    'venture with JAC of Hefei, of which both companies will hold',
    'one half.',
  ];
  const text = lines.join(end);
  const [quote] = quotesOf(tag({ text }));
  expect(quote).toMatchObject({ sentence: text, start: 0, end: text.length });
});
