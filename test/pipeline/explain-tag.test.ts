/** An explanation of an article that is written in an odd way. */
import { expect, test } from 'vitest';
import { explainTag } from '../../src/pipeline/explain/explain-tag.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';

test('an explanation points into the text given', () => {
  const text =
    'Volks\u00adwagen  and JAC will build elec\u00adtric cars in a joint\u00a0ven\u00adture in Hefei.';
  const { tagged, mentions, fired } = explainTag({ text }, loadKnowledge());
  expect(tagged).toBe(true);
  expect(fired.length).toBeGreaterThan(0);
  for (const one of [...mentions, ...fired]) expect(text.slice(one.start, one.end)).toBe(one.text);
  expect(mentions.map((one) => one.text)).toContain('Volks\u00adwagen');
});
