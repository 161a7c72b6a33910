/** An article finds its story as it arrives, in about the way in which settling will have it. */
import { describe, expect, test } from 'vitest';
import { assign, type CandidateStory, closeness } from '../../src/stories/assign.ts';
import { CandidateIndex } from '../../src/stories/candidate-index.ts';
import { keysOf } from '../../src/stories/candidate-keys.ts';
import type { StoryFeatures } from '../../src/stories/features.ts';
import { LINK, LINK_BEST } from '../../src/stories/linkage.ts';
import { byTime } from '../../src/stories/settle.ts';
import { bCubed } from './b-cubed.ts';
import { featuresOfLabelled, ownArticles, storiesOf } from './labelled.ts';

const labelled = ownArticles();
const features = labelled.map(featuresOfLabelled);
const of = (story: string, language: string): StoryFeatures => {
  const at = labelled.findIndex((article) => article.story === story && article.language === language);
  const found = features[at];
  if (found === undefined) throw new Error(`${story} ${language}`);
  return found;
};
const story = (...articles: StoryFeatures[]): CandidateStory => ({ id: `of ${articles[0]?.key}`, articles });

test('arriving in order of time, articles find nearly the stories that settling gives', () => {
  const ordered = [...features].sort(byTime);
  const index = new CandidateIndex();
  const stories = new Map<string, string>();
  for (const [number, article] of ordered.entries()) {
    const near = index
      .candidates(keysOf(article), article.publishedAt)
      .flatMap((candidate) => ordered[candidate] ?? []);
    const candidates = [...Map.groupBy(near, ({ key }) => stories.get(key) ?? '')].map(([id, articles]) => ({
      id,
      articles,
    }));
    stories.set(article.key, assign(article, candidates).storyId);
    index.add(number, keysOf(article), article.publishedAt);
  }
  expect(bCubed(storiesOf(features), stories).f1).toBeGreaterThan(0.97);
});

describe('assign', () => {
  const english = of('stellantis-catl-zaragoza-2024-12', 'en');
  const spanish = of('stellantis-catl-zaragoza-2024-12', 'es');
  const chinese = of('stellantis-catl-zaragoza-2024-12', 'zh');
  const earlier = of('stellantis-catl-mou-2023-11', 'en');

  test('joins across languages and says why', () => {
    const { storyId, joined, nearest } = assign(chinese, [story(earlier), story(english, spanish)]);
    expect({ storyId, joined }).toEqual({ storyId: `of ${english.key}`, joined: true });
    expect(nearest?.affinity.evidence).toMatchObject({ copy: 0, time: 0 });
    expect(nearest?.affinity.evidence.companies).toBeGreaterThan(0.3);
    expect(nearest?.affinity.evidence.figures).toBeGreaterThan(0.3);
  });

  test('does not join another event of the same companies', () => {
    expect(assign(chinese, [story(earlier)]).joined).toBe(false);
  });

  test('does not join a story of which one article alone is close, nor one that is nowhere close enough', () => {
    const rain = { ...earlier, principals: ['rain'], companies: [], ventures: [], figures: [] };
    const mixed = story(english, ...['r', 's', 't'].map((key) => ({ ...rain, key })));
    expect(assign(chinese, [mixed]).joined).toBe(false);
    const french = of('foxconn-geely-2021-01', 'fr');
    const { average } = closeness(french, story(of('foxconn-geely-2021-01', 'en')));
    expect(average).toBeGreaterThanOrEqual(LINK);
    expect(average).toBeLessThan(LINK_BEST);
    expect(assign(french, [story(of('foxconn-geely-2021-01', 'en'))]).joined).toBe(false);
  });

  test('of a long story those nearest in time are compared; what speaks against it counts as nothing', () => {
    const days = (key: string, away: number) => {
      return {
        ...earlier,
        key,
        principals: ['rain'],
        companies: [],
        publishedAt: (chinese.publishedAt ?? 0) + away * 86_400_000,
      };
    };
    const far = Array.from({ length: 20 }, (_, at) => days(`${at}`, 40 - at));
    const { average, members } = closeness(chinese, story(...far, english));
    expect(members.map(({ key }) => key)).toEqual(
      expect.arrayContaining([english.key, ...far.slice(5).map(({ key }) => key)]),
    );
    expect(members).toHaveLength(16);
    expect(members.at(-1)?.affinity.points).toBeLessThan(0);
    expect(average).toBeCloseTo((members[0]?.affinity.points ?? 0) / 16);
  });

  test('the order of candidates does not matter', () => {
    const candidates = [story(earlier), story(english), story(spanish)];
    expect(assign(chinese, candidates)).toEqual(assign(chinese, [...candidates].reverse()));
    const alike = ['b', 'a'].map((id) => ({ id, articles: [english] }));
    for (const list of [alike, [...alike].reverse()]) expect(assign(chinese, list).storyId).toBe('a');
  });

  test('the article that it is closest to is another one, wherever that stands in time', () => {
    const itself = assign(chinese, [story(chinese, english, spanish)]);
    expect(itself).toMatchObject({
      joined: true,
      nearest: assign(chinese, [story(english, spanish)]).nearest,
    });
    const soon = { ...english, key: 'soon', publishedAt: chinese.publishedAt };
    const later = { ...chinese, key: 'later', publishedAt: (chinese.publishedAt ?? 0) + 2 * 86_400_000 };
    expect(assign(chinese, [story(soon, later)]).nearest?.key).toBe('later');
  });

  test('what people decided comes first, the latest decision before earlier ones', () => {
    const apart = { kind: 'apart', a: chinese.key, b: english.key } as const;
    const together = { kind: 'together', a: earlier.key, b: chinese.key } as const;
    expect(assign(chinese, [story(english, spanish)], [apart]).joined).toBe(false);
    // Together with one and apart from another of its articles, it is not in that story; what others are counts for nothing.
    const tied = { kind: 'together', a: spanish.key, b: chinese.key } as const;
    expect(assign(chinese, [story(english, spanish)], [tied, apart]).joined).toBe(false);
    const others = { kind: 'apart', a: english.key, b: earlier.key } as const;
    expect(assign(chinese, [story(english, spanish)], [others]).joined).toBe(true);
    expect(assign(chinese, [story(english), story(earlier)], [together]).storyId).toBe(`of ${earlier.key}`);
    expect(assign(chinese, [story(english)], [apart, { ...apart, kind: 'together' }]).joined).toBe(true);
  });

  test('without candidates it begins a story', () => {
    expect(assign(chinese, [])).toMatchObject({ joined: false, nearest: null });
  });
});
