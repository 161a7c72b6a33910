/** Who asks for the country of the news, not of the feed, is told so. */
import { expect, test } from 'vitest';
import { countryHint } from '../../src/query/country-hint.ts';

const regions = () => ['DE', 'global', null];

test('only of countries that no feed is of', () => {
  expect(countryHint({ any: ['TH', 'VN'], none: [] }, regions)).toMatch(
    /^no feed is of TH or VN, .*ventures$/,
  );
  expect(countryHint({ any: ['DE', 'TH'], none: [] }, regions)).toBeNull();
  expect(countryHint({ any: ['GLOBAL'], none: [] }, regions)).toBeNull();
  expect(countryHint({ any: [], none: ['TH'] }, regions)).toBeNull();
});

test('the feeds are read only for a country', () => {
  const none = () => {
    throw new Error('read');
  };
  expect(countryHint(undefined, none)).toBeNull();
});
