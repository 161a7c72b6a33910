/** Stories are the same whatever the order of arrival, hold each article once, and keep what people decided. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Constraint,
  mergeConstraints,
  settleConstraints,
  splitConstraints,
} from '../../src/stories/constraints.ts';
import type { StoryFeatures } from '../../src/stories/features.ts';
import { settle } from '../../src/stories/settle.ts';
import { featuresOfLabelled, ownArticles } from './labelled.ts';

const labelled = ownArticles();
const features = labelled.map(featuresOfLabelled);
const settled = settle(features);
const keys = features.map(({ key }) => key);
const keysOfStory = (story: string): string[] =>
  labelled.filter((article) => article.story === story).map(({ id }) => id);
const storyOf = (key: string, stories = settled): string | undefined =>
  stories.find(({ articles }) => articles.includes(key))?.id;

test('any order of arrival gives the same stories', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(features, { minLength: features.length }), (shuffled) => {
      expect(settle(shuffled)).toEqual(settled);
    }),
    { numRuns: 15 },
  );
});

test('an article fed twice changes nothing', () => {
  fc.assert(
    fc.property(fc.subarray(features), (again) => {
      expect(settle([...features, ...again])).toEqual(settled);
    }),
    { numRuns: 10 },
  );
});

test('every article is in exactly one story, also with any decisions', () => {
  const decision = fc.record({
    kind: fc.constantFrom<Constraint['kind']>('together', 'apart'),
    a: fc.constantFrom(...keys),
    b: fc.constantFrom(...keys),
  });
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 12 }), fc.subarray(features), (decisions, some) => {
      const stories = settle(some, decisions);
      expect(stories.flatMap(({ articles }) => articles).sort()).toEqual(some.map(({ key }) => key).sort());
      expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
    }),
    { numRuns: 25 },
  );
});

test('single decisions are always kept', () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.constantFrom(...keys), fc.boolean(), (a, b, together) => {
      fc.pre(a !== b);
      const stories = settle(features, [{ kind: together ? 'together' : 'apart', a, b }]);
      expect(storyOf(a, stories) === storyOf(b, stories)).toBe(together);
    }),
    { numRuns: 25 },
  );
});

describe('what people decided', () => {
  const agreed = keysOfStory('bmw-brilliance-75-2018-10');
  const completed = keysOfStory('bmw-brilliance-completed-2022-02');

  test('a merge ties two stories', () => {
    const stories = settle(features, mergeConstraints(agreed, completed));
    expect(new Set([...agreed, ...completed].map((key) => storyOf(key, stories))).size).toBe(1);
  });

  test('a split stays, and the article split off does not come back', () => {
    const [off, ...rest] = agreed;
    const stories = settle(features, splitConstraints([off ?? ''], rest));
    expect(storyOf(off ?? '', stories)).not.toBe(storyOf(rest[0] ?? '', stories));
    expect(new Set(rest.map((key) => storyOf(key, stories))).size).toBe(1);
  });

  test('what was split off together stays together', () => {
    const [a = '', b = '', ...rest] = agreed;
    const stories = settle(features, splitConstraints([a, b], rest));
    expect(storyOf(a, stories)).toBe(storyOf(b, stories));
    expect(rest.map((key) => storyOf(key, stories))).not.toContain(storyOf(a, stories));
  });

  test('what remains after a split stays together, also where it was tied through the article split off', () => {
    const [a = '', b = '', c = ''] = settled.map(({ articles }) => articles[0] ?? '');
    const merges = [...mergeConstraints([a], [b]), ...mergeConstraints([a, b], [c])];
    const stories = settle(features, [...merges, ...splitConstraints([a], [b, c])]);
    expect(storyOf(b, stories)).toBe(storyOf(c, stories));
    expect(storyOf(a, stories)).not.toBe(storyOf(b, stories));
  });

  test('what is split off together stays together, also where it was tied through the article that remains', () => {
    const [a = '', b = '', c = ''] = settled.map(({ articles }) => articles[0] ?? '');
    const merges = [...mergeConstraints([a], [b]), ...mergeConstraints([a], [c])];
    const stories = settle(features, [...merges, ...splitConstraints([b, c], [a])]);
    expect(storyOf(b, stories)).toBe(storyOf(c, stories));
    expect(storyOf(a, stories)).not.toBe(storyOf(b, stories));
  });

  test('any split leaves two stories, whatever was decided before', () => {
    const some = features.slice(0, 40);
    const among = some.map(({ key }) => key);
    const merge = fc.uniqueArray(fc.constantFrom(...among), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(merge, { maxLength: 4 }), fc.nat(), fc.nat(), (merges, which, first) => {
        const before = merges.flatMap(([one = '', ...others]) => mergeConstraints([one], others));
        const large = settle(some, before).filter(({ articles }) => articles.length > 2);
        const story = large[which % large.length]?.articles ?? [];
        fc.pre(story.length > 2);
        const off = story[first % story.length] ?? '';
        const rest = story.filter((key) => key !== off);
        const after = settle(some, [...before, ...splitConstraints([off], rest)]);
        expect(new Set(rest.map((key) => storyOf(key, after))).size).toBe(1);
        expect(storyOf(off, after)).not.toBe(storyOf(rest[0] ?? '', after));
      }),
      { numRuns: 20 },
    );
  });

  test('a later merge undoes a split, and the other way round', () => {
    const split = splitConstraints(agreed.slice(0, 1), agreed.slice(1));
    const merge = mergeConstraints(agreed.slice(0, 1), agreed.slice(1));
    const merged = settle(features, [...split, ...merge]);
    expect(new Set(agreed.map((key) => storyOf(key, merged))).size).toBe(1);
    const parted = settle(features, [...merge, ...split]);
    expect(storyOf(agreed[0] ?? '', parted)).not.toBe(storyOf(agreed[1] ?? '', parted));
  });

  test('an earlier tie through a third article gives way', () => {
    const { groups, apart } = settleConstraints([
      { kind: 'together', a: 'x', b: 'y' },
      { kind: 'together', a: 'y', b: 'z' },
      { kind: 'apart', a: 'x', b: 'z' },
    ]);
    expect(groups.map((group) => [...group].sort())).toEqual([['y', 'z']]);
    expect(apart).toEqual([['x', 'z']]);
    // Tied since, they need not be held apart; of an article and itself nothing can be decided.
    const undone = settleConstraints([
      { kind: 'apart', a: 'x', b: 'y' },
      { kind: 'together', a: 'y', b: 'x' },
      { kind: 'apart', a: 'x', b: 'x' },
    ]);
    expect(undone.apart).toEqual([]);
  });
});

test('two events of the same companies stay apart', () => {
  const events = [
    ['stellantis-leapmotor-2023-10', 'leapmotor-international-start-2024-05'],
    ['vw-jac-approval-2017-05', 'vw-jac-contract-2017-06'],
    ['ford-zotye-mou-2017-08', 'ford-zotye-contract-2017-11'],
    ['horse-framework-2022-11', 'horse-aramco-2023-03'],
    ['mercedes-baic-142-2024-09', 'mercedes-denza-exit-2024-09'],
  ];
  for (const [one = '', other = ''] of events) {
    const mine = new Set(keysOfStory(one).map((key) => storyOf(key)));
    expect(keysOfStory(other).filter((key) => mine.has(storyOf(key)))).toEqual([]);
  }
});

test('a story has the id of its earliest article and lists its articles in order', () => {
  const at = new Map(features.map((article): [string, StoryFeatures] => [article.key, article]));
  for (const { articles } of settled) {
    const dates = articles.map((key) => at.get(key)?.publishedAt ?? 0);
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
  }
});

test('articles without a date only join copies of themselves', () => {
  const [first] = features;
  if (first === undefined) throw new Error('no articles');
  const undated = { ...first, key: 'undated', publishedAt: null };
  const story = settle([...features, undated]).find(({ articles }) => articles.includes('undated'));
  expect(story?.articles).toContain(first.key);
  expect(story?.articles.at(-1)).toBe('undated');
  const other = { ...undated, fingerprint: { ...first.fingerprint, shingles: 0 } };
  expect(storyOf('undated', settle([...features, other]))).not.toBe(storyOf(first.key));
});
