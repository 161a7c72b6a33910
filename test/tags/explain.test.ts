import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createExplainer } from '../../src/tags/explain.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { rulesVersion as versionOf } from '../../src/tags/rules-version.ts';
import { THRESHOLD } from '../../src/tags/scoring/score.ts';
import { createTagger } from '../../src/tags/tag.ts';

const explain = createExplainer(loadKnowledge());
const tag = createTagger(loadKnowledge());

test('a rule that fired is listed with its parts, its place and the ledger entry', () => {
  const text = 'BYD and Toyota own a joint venture in Shenzhen that develops electric cars.';
  const { tagged, fired, mentions, rulesVersion } = explain({ text });
  expect(tagged).toBe(true);
  expect(rulesVersion).toBe(versionOf(loadKnowledge()));
  expect(fired[0]).toMatchObject({ rule: 'venture-word', missing: null, parts: { chinese: 1 } });
  expect(fired[0]?.text).toBe(text.slice(fired[0]?.start, fired[0]?.end));
  expect(mentions.filter(({ kind }) => kind === 'company').map(({ id }) => id)).toEqual(['byd', 'toyota']);
});

test('an unlisted company is a mention without an id', () => {
  const { mentions } = explain({
    text: 'BYD and Varley Minerals signed for cathodes of electric cars in China.',
  });
  const companies = mentions.filter(({ kind }) => kind === 'company');
  expect(companies.map(({ text, id }) => [text, id])).toEqual([
    ['BYD', 'byd'],
    ['Varley Minerals', null],
  ]);
});

test('a rule that nearly fired names the part that was missing', () => {
  const { tagged, nearly } = explain({
    text: 'GAC and Toyota own a joint venture in Guangzhou that sells tea.',
  });
  expect(tagged).toBe(false);
  expect(nearly[0]).toMatchObject({ rule: 'venture-word', missing: 'electric' });
});

test('a sentence with two sides and an electric car but no venture says so', () => {
  const { sentences } = explain({ text: 'BYD sells electric buses to Toyota.' });
  expect(sentences[0]?.has).toContain('two sides');
  expect(sentences[0]?.missing).toContain('venture');
});

test('the explanation is plain JSON, agrees with the tag and points inside the text, for any text', () => {
  const words = fc.constantFrom(
    'BYD ',
    'Toyota ',
    'joint venture ',
    'electric cars ',
    '合资',
    '. ',
    '\n\n',
    '50% ',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const told = explain({ text });
      expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      expect(told.tagged).toBe(tag({ text }).tagged);
      expect(told.tagged).toBe(told.score >= THRESHOLD);
      for (const { start, end, text: surface } of told.mentions) expect(text.slice(start, end)).toBe(surface);
    }),
  );
});
