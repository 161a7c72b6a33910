/** The words of the vocabulary are found where they stand: one that cuts itself apart, or hides behind another, finds nothing. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { VOCABULARIES, WORD_CLASSES, type WordClass } from '../../src/tags/line/vocabulary.ts';
import { nameTable } from '../../src/tags/names/names.ts';
import { readArticle } from '../../src/tags/reading.ts';

const names = nameTable(loadKnowledge());
/** They hide other words, and are asked for nowhere. */
const SOUGHT = WORD_CLASSES.filter((name) => name !== 'mask');
/** A sign at either end, such as the one for percent or a star, is no part of what is found. */
const OUTER_SIGNS = /^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;

function finds(lang: string, name: WordClass, word: string): boolean {
  const { lines } = readArticle({ text: `${word}。`, lang }, names);
  return lines.some(({ text, start, words }) =>
    words[name]?.some((at) => text.slice(at.start - start, at.end - start) === word),
  );
}

test.each(Object.entries(VOCABULARIES))('every word of %s finds itself', (lang, vocabulary) => {
  const lost = SOUGHT.flatMap((name) =>
    vocabulary[name]
      .filter((entry) => !finds(lang, name, entry.replace(/\*(?= )/g, '').replace(OUTER_SIGNS, '')))
      .map((entry) => `${name}: ${entry}`),
  );
  expect(lost).toEqual([]);
});
