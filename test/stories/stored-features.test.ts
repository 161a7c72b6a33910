import { expect, test } from 'vitest';
import { affinity } from '../../src/stories/affinity.ts';
import { keysOf } from '../../src/stories/candidate-keys.ts';
import { FEATURES_VERSION, readFeatures, storeFeatures } from '../../src/stories/stored-features.ts';
import { featuresOfLabelled, ownArticles } from './labelled.ts';

const features = ownArticles().map(featuresOfLabelled);

test('features read back are the features that were stored', () => {
  for (const one of features) {
    const read = readFeatures(storeFeatures(one));
    expect(read).toEqual(one);
    expect(read === null ? [] : keysOf(read)).toEqual(keysOf(one));
    expect(read === null ? null : affinity(read, one)).toEqual(affinity(one, one));
  }
});

test('they take a few kilobytes', () => {
  const sizes = features.map((one) => storeFeatures(one).length);
  expect(Math.max(...sizes)).toBeLessThan(3_500);
});

test('features of another version are made again', () => {
  const [one] = features;
  if (one === undefined) throw new Error('no features');
  expect(readFeatures(storeFeatures(one).replace(`"v":${FEATURES_VERSION}`, '"v":0'))).toBeNull();
});
