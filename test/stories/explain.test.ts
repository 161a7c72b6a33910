/** Why an article is in its story: the points, the keys and the decisions behind it. */
import { describe, expect, test } from 'vitest';
import { explainStory } from '../../src/stories/explain.ts';
import type { StoryFeatures } from '../../src/stories/features.ts';
import { LINK, LINK_BEST } from '../../src/stories/linkage.ts';
import { featuresOfLabelled, ownArticles } from './labelled.ts';

const labelled = ownArticles();
const of = (story: string, language: string): StoryFeatures => {
  const found = labelled.find((article) => article.story === story && article.language === language);
  if (found === undefined) throw new Error(`${story} ${language}`);
  return featuresOfLabelled(found);
};
const english = of('stellantis-catl-zaragoza-2024-12', 'en');
const chinese = of('stellantis-catl-zaragoza-2024-12', 'zh');
const earlier = of('stellantis-catl-mou-2023-11', 'en');
const story = { id: 'signing', articles: [english, chinese] };
const other = { id: 'memorandum', articles: [earlier] };

describe('an article of a story', () => {
  test('is close to it by these points, found by these keys; the next story is too far', () => {
    const { story: own, other: next, needed } = explainStory(chinese, 'signing', [other, story], []);
    expect(own).toMatchObject({ storyId: 'signing', reason: 'close', articles: [{ article: english.key }] });
    const [closest] = own?.articles ?? [];
    expect(closest?.affinity.points).toBeGreaterThanOrEqual(LINK_BEST);
    expect(closest?.shared).toEqual(expect.arrayContaining(['company catl stellantis', 'figure 4100000000']));
    expect(next).toMatchObject({
      storyId: 'memorandum',
      reason: 'far',
      articles: [{ article: earlier.key }],
    });
    expect(next?.articles[0]?.affinity.evidence.time).toBeLessThan(-1);
    expect(needed).toEqual({ average: LINK, best: LINK_BEST });
  });

  test('says what people decided', () => {
    const together = { kind: 'together', a: english.key, b: chinese.key } as const;
    const apart = { kind: 'apart', a: chinese.key, b: earlier.key } as const;
    const { story: own, other: next } = explainStory(chinese, 'signing', [other, story], [together, apart]);
    expect([own?.reason, next?.reason]).toEqual(['together', 'apart']);
  });

  test('that is close to another story has one that is closer', () => {
    const mine = { id: 'mine', articles: [chinese] };
    const copies = { id: 'copies', articles: [{ ...chinese, key: 'copy' }] };
    const { other: next } = explainStory(chinese, 'copies', [mine, story, copies], []);
    expect(next).toMatchObject({ storyId: 'signing', reason: 'closer' });
  });

  test('is told of the closest of other stories, which is far where most of it is', () => {
    const mine = { id: 'mine', articles: [chinese] };
    const { other: closest } = explainStory(chinese, 'mine', [mine, other, story], []);
    expect(closest).toMatchObject({ storyId: 'signing', reason: 'closer' });
    const rain = { ...earlier, principals: ['rain'], companies: [], ventures: [], figures: [] };
    const mixed = [english, ...['r', 's', 't'].map((key) => ({ ...rain, key }))];
    const { other: far } = explainStory(chinese, 'mine', [mine, { id: 'mixed', articles: mixed }], []);
    expect(far).toMatchObject({
      storyId: 'mixed',
      reason: 'far',
      articles: [{ article: english.key }, {}, {}, {}],
    });
    expect(far?.articles[0]?.affinity.points).toBeGreaterThanOrEqual(LINK_BEST);
  });

  test('alone has no reasons, and nothing near is nothing', () => {
    const alone = { id: 'alone', articles: [chinese] };
    expect(explainStory(chinese, 'alone', [alone], [])).toMatchObject({ story: null, other: null });
  });
});
