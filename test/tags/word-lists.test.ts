/** The words by language that rules are put together from are in order, and every data file counts in the version of the rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { LANGUAGES } from '../../src/tags/line/vocabulary.ts';

const SOURCE = new URL('../../src/tags/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, SOURCE), 'utf8');

/** Class, language, patterns. */
const WORD_LISTS = z.record(z.string(), z.partialRecord(z.enum(LANGUAGES), z.array(z.string().min(1))));

// The version takes these through the knowledge, and through the vocabularies.
const OTHERWISE = /^(?:companies|ventures|vocabulary-\w+)\.json$/;
const files = readdirSync(new URL('data/', SOURCE)).filter((file) => !OTHERWISE.test(file));
const lists = files.flatMap((file) => {
  const { data } = WORD_LISTS.safeParse(JSON.parse(read(`data/${file}`)));
  return data === undefined ? [] : [{ file, classes: Object.entries(data) }];
});

test('every data file is part of the version of the rules', () => {
  const version = read('rules-version.ts');
  expect(files.filter((file) => !version.includes(`'./data/${file}'`))).toEqual([]);
});

test.each(lists)(
  '$file has English first, the other languages by code and each list sorted',
  ({ classes }) => {
    expect(lists.length).toBeGreaterThanOrEqual(17);
    for (const [name, byLanguage] of classes) {
      const [en, ...others] = Object.keys(byLanguage);
      const codes = en === 'en' ? others : Object.keys(byLanguage);
      expect(codes, name).toEqual(codes.filter((code) => code !== 'en').sort());
      for (const [language, patterns = []] of Object.entries(byLanguage))
        expect(patterns, `${name}, ${language}`).toEqual([...new Set(patterns)].sort());
    }
  },
);

test.each(lists)('$file has patterns that hold on their own', ({ classes }) => {
  for (const [, byLanguage] of classes)
    for (const patterns of Object.values(byLanguage))
      for (const pattern of patterns ?? []) {
        expect(() => new RegExp(pattern, 'iu'), pattern).not.toThrow();
        // One that matches nothing at all would match everywhere.
        expect(new RegExp(`^(?:${pattern})$`, 'iu').test(''), pattern).toBe(false);
      }
});
