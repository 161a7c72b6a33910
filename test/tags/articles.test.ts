import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Tagging, TagInput } from '../../src/core/model.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { LANGUAGES } from '../../src/tags/line/vocabulary.ts';
import { createTagger } from '../../src/tags/tag.ts';
import { lettersOf } from '../../src/text/words/letters.ts';

const tag = createTagger(loadKnowledge());

interface Labelled {
  readonly language: string;
  readonly publishedAt?: string;
  readonly title: string;
  readonly text: string;
  readonly tagged: boolean;
  /** Not there where two readers did not agree. */
  readonly stage?: string;
  readonly sector?: string;
  /** Two of these must be among the partners found; fewer than two are not counted: the article names no more. */
  readonly partners?: readonly string[];
}

// All but the first set were written before looking; first-pass.json has what they gave then.
const labelled: readonly Labelled[] = readdirSync(import.meta.dirname)
  .filter((file) => /^articles.*\.json$/.test(file))
  .flatMap((file) => JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')));

function read(article: Labelled): Tagging {
  const input: TagInput = {
    title: article.title,
    text: article.text,
    lang: article.language,
    publishedAt: article.publishedAt,
  };
  return tag(input);
}

// Floors, not goals: what the rules reached when they were written, less a little. Lowering one takes a reason: the
// batches of rounds, written to be harder than what the rules had met, brought recall and stage down; the seventh and
// later ones the stage by one point more, as half of their ventures are told without a word for how far they are; the
// ninth, with ventures that no word names and plants that two share, each by one point again; the tenth and eleventh recall,
// and with it the named partners, as in whole articles what is electric stands far from what is a venture.
const FLOOR = { precision: 0.98, recall: 0.93, stage: 0.76, sector: 0.89, partners: 0.85 };
// A language has two dozen positives, Russian and the like six each: one more missed costs several points.
const LANGUAGE_FLOOR = { precision: 0.94, recall: 0.84, stage: 0.6 };

function rates(articles: readonly Labelled[]): { precision: number; recall: number; wrong: string } {
  const wrong = articles.filter((article) => read(article).tagged !== article.tagged);
  const positives = articles.filter((article) => article.tagged).length;
  const missed = wrong.filter((article) => article.tagged).length;
  const found = positives - missed;
  return {
    precision: found / (found + wrong.length - missed),
    recall: found / positives,
    wrong: `wrong: ${wrong.map((article) => article.title).join(' | ')}`,
  };
}

const stageShare = (articles: readonly Labelled[]): number => {
  const positives = articles.filter((article) => article.tagged && article.stage !== undefined);
  return positives.filter((a) => read(a).ventures[0]?.stage === a.stage).length / positives.length;
};

test('there are at least 600 articles, and hard negatives are two of five', () => {
  const negatives = labelled.filter((article) => !article.tagged).length;
  expect(labelled.length).toBeGreaterThanOrEqual(600);
  expect(negatives / labelled.length).toBeGreaterThanOrEqual(0.4);
});

test('the written articles are tagged as labelled', () => {
  const { precision, recall, wrong } = rates(labelled);
  expect(recall, wrong).toBeGreaterThanOrEqual(FLOOR.recall);
  expect(precision, wrong).toBeGreaterThanOrEqual(FLOOR.precision);
});

test.each(LANGUAGES)('%s stays above its floors', (language) => {
  const articles = labelled.filter((article) => article.language === language);
  const { precision, recall, wrong } = rates(articles);
  expect(recall, wrong).toBeGreaterThanOrEqual(LANGUAGE_FLOOR.recall);
  expect(precision, wrong).toBeGreaterThanOrEqual(LANGUAGE_FLOOR.precision);
  expect(stageShare(articles)).toBeGreaterThanOrEqual(LANGUAGE_FLOOR.stage);
});

const bare = (name: string | null): string => lettersOf(name ?? '');

function named(partner: string, first: Tagging['ventures'][number] | undefined): boolean {
  const wanted = bare(partner);
  return (first?.partners ?? []).some(({ name, companyId }) =>
    [bare(name), bare(companyId)].some((n) => n.length > 1 && (n.includes(wanted) || wanted.includes(n))),
  );
}

test('the first venture has the stage, the sector and two partners in most articles', () => {
  const rows = labelled
    .filter((article) => article.tagged)
    .map((article) => ({ article, first: read(article).ventures[0] }));
  const share = (right: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(right).length / rows.length;
  expect(stageShare(labelled)).toBeGreaterThanOrEqual(FLOOR.stage);
  expect(share(({ article, first }) => first?.sector === article.sector)).toBeGreaterThanOrEqual(
    FLOOR.sector,
  );
  const two = ({ article, first }: (typeof rows)[number]): boolean =>
    article.partners === undefined
      ? (first?.partners.length ?? 0) >= 2
      : article.partners.filter((partner) => named(partner, first)).length >= 2;
  const naming = rows.filter(({ article }) => article.partners === undefined || article.partners.length >= 2);
  expect(naming.filter(two).length / naming.length).toBeGreaterThanOrEqual(FLOOR.partners);
});

test('every quote stands in its field at its offsets', () => {
  for (const article of labelled)
    for (const { evidence } of read(article).tags)
      for (const { field, sentence, start, end } of evidence)
        expect((field === 'title' ? article.title : article.text).slice(start, end)).toBe(sentence);
});
