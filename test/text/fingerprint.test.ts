/** Copies are told from other texts, in any script, and meet in the index. */
import { describe, expect, it } from 'vitest';
import {
  bandKeys,
  containment,
  fingerprint,
  likeness,
  sameOpening,
} from '../../src/text/words/fingerprint.ts';
import articles from '../stories/articles.json' with { type: 'json' };

const text = (language: string, number: number): string =>
  articles.filter((article) => article.language === language)[number]?.text ?? '';
/** Several articles as one long text; `from` picks which. */
const long = (language: string, from: number): string =>
  [0, 1, 2, 3].map((number) => text(language, 4 * from + number)).join('\n\n');

const shared = (a: string, b: string): number => {
  const keys = new Set(bandKeys(fingerprint(a)));
  return bandKeys(fingerprint(b)).filter((key) => keys.has(key)).length;
};

describe.each(['en', 'de', 'zh', 'ja', 'ko'])('in %s', (language) => {
  const original =
    language === 'ko' ? [0, 1, 2, 3].map((n) => text('ko', n)).join('\n\n') : long(language, 0);
  const sentences = original.split(/(?<=[.。다])\s*/u);
  const alike = (other: string): number => likeness(fingerprint(original), fingerprint(other));

  it('the same text with other punctuation, case and width is the same', () => {
    const other = original.toUpperCase().replace(/[.,"]/g, ' ');
    expect(alike(other)).toBeGreaterThan(0.95);
    expect(shared(original, other)).toBeGreaterThanOrEqual(16);
  });

  it('a rewritten beginning leaves a copy', () => {
    const other = [`${text(language === 'en' ? 'de' : 'en', 9)}`.slice(0, 120), ...sentences.slice(2)].join(
      ' ',
    );
    expect(alike(other)).toBeGreaterThan(0.5);
    expect(shared(original, other)).toBeGreaterThan(0);
  });

  it('a copy cut to a third is contained and found by its beginning', () => {
    const other = original.slice(0, original.length / 3);
    expect(containment(fingerprint(original), fingerprint(other))).toBeGreaterThan(0.7);
    expect(sameOpening(fingerprint(original), fingerprint(other))).toBe(true);
    expect(shared(original, other)).toBeGreaterThan(0);
  });

  it('boilerplate around it hides nothing', () => {
    const other = `${original}\n\n${text('fr', 0)}\n\n${text('it', 0)}`;
    expect(containment(fingerprint(original), fingerprint(other))).toBeGreaterThan(0.7);
    expect(shared(original, other)).toBeGreaterThan(0);
  });
});

it('other texts are not alike', () => {
  const prints = articles.map((article) => ({ article, print: fingerprint(article.text) }));
  for (const [at, one] of prints.entries())
    for (const other of prints.slice(at + 1)) {
      if (one.article.story === other.article.story) continue;
      expect(likeness(one.print, other.print)).toBeLessThan(0.2);
    }
});

it('keys are whole numbers that a database can hold', () => {
  for (const key of bandKeys(fingerprint(text('en', 0)))) {
    expect(Number.isSafeInteger(key)).toBe(true);
    expect(key).toBeGreaterThanOrEqual(0);
  }
});

it('a text without words has no keys and is like nothing', () => {
  const empty = fingerprint(' … ');
  expect(bandKeys(empty)).toEqual([]);
  expect(likeness(empty, empty)).toBe(0);
  expect(containment(empty, fingerprint(text('en', 0)))).toBe(0);
});

it('Traditional and Simplified Chinese are the same text', () => {
  const simplified = '比亚迪与丰田签约成立纯电动车研发公司,双方各出资一半,新公司预计明年设立';
  const traditional = '比亞迪與豐田簽約成立純電動車研發公司,雙方各出資一半,新公司預計明年設立';
  expect(likeness(fingerprint(simplified), fingerprint(traditional))).toBeGreaterThan(0.9);
});
