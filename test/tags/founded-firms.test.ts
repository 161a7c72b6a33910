/** "The company that X set up with Y" is one of two; one that X set up and Y sells to, or buys from, is not. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import firms from './founded-firms.json' with { type: 'json' };

const tag = createTagger(loadKnowledge());
/** Declined names of partners, and who is meant by a verb's ending alone. */
const UNREAD: readonly string[] = [
  'Firma, kterou BYD založil s Volvem, vyrábí v Gentu elektromobily.',
  'A BYD és a Volvo Gentben gyárt elektromos autókat: a cégnek, amelyet alapítottak, 900 dolgozója van.',
];

test.each(Object.entries(firms))('%s', (lang, { ofTwo, ofOne }) => {
  const isTagged = (text: string): boolean => tag({ text, lang, publishedAt: '2026-03-10' }).tagged;
  expect(ofTwo.filter((text) => !isTagged(text) && !UNREAD.includes(text))).toEqual([]);
  expect(ofOne.filter(isTagged)).toEqual([]);
});
