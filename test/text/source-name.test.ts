/** What sources are called. */
import { expect, test } from 'vitest';
import { sourceOf } from '../../src/text/shown/source-name.ts';

test.each([
  [
    'the publisher',
    { siteName: 'Volt Desk News', feedName: 'Volt Desk', feedId: 'volt-desk' },
    'Volt Desk News',
  ],
  ['the feed', { siteName: null, feedName: 'Volt Desk', feedId: 'volt-desk' }, 'Volt Desk'],
  ['the id of a feed that was removed', { siteName: null, feedName: null, feedId: 'volt-desk' }, 'volt-desk'],
  ['the host', { siteName: null, feedName: null, feedId: null }, 'volt.example'],
])('a source is called after %s', (_, named, name) => {
  expect(sourceOf({ ...named, url: 'https://volt.example/1' })).toBe(name);
});
