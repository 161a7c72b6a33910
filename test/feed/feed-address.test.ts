/** Addresses of feeds as people give them. */
import { expect, test } from 'vitest';
import { readFeedAddress } from '../../src/feed/feed-address.ts';

test.for([
  ['https://a.example/feed', 'https://a.example/feed'],
  [' https://A.example/feed?a=1&amp;b=2#rss ', 'https://a.example/feed?a=1&b=2'],
])('%s is watched as %s', ([text, url]) => {
  expect(readFeedAddress(text ?? '')).toEqual({ url, problem: null });
});

test.for([
  ['ftp://a.example/feed', /^"ftp:\/\/a\.example\/feed" is not an http or https address$/],
  ['nonsense', /not an http/],
  ['', /^"" is not an http/],
  ['http://user:secret@a.example/x', /^http:\/\/a\.example\/x .*behind a password cannot be watched$/],
  ['http://user@a.example/x', /cannot be watched/],
  [`http://user:secret@a.example/${'x'.repeat(3000)}`, /cannot be watched/],
  [`http://a.example/${'x'.repeat(3000)}`, /\.\.\." is 3017 characters long/],
] as const)('%s is refused', ([text, told]) => {
  const { url, problem } = readFeedAddress(text);
  expect(url).toBeNull();
  expect(problem).toMatch(told);
  expect(problem).not.toContain('secret');
});
