/** When a site's rule counts as out of date. */
import { expect, test } from 'vitest';
import { type RuledPage, siteRuleFaultText, siteRuleHealth } from '../../src/article/site-rule-health.ts';
import type { RulePart } from '../../src/core/model.ts';

/** One page a minute, the oldest first. */
const pages = (missed: readonly (readonly RulePart[])[], id = 'bus-posts', start = 0): RuledPage[] =>
  missed.map((parts, minute) => ({ at: start + minute * 60_000, siteRule: { id, missed: parts } }));
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test('says nothing while the parts match', () => {
  expect(siteRuleHealth(pages(times(40, [])))).toBeNull();
  expect(siteRuleHealth([])).toBeNull();
});

test('one match among the last ten is enough', () => {
  const recent = times<readonly RulePart[]>(30, ['body']);
  expect(siteRuleHealth(pages(recent.with(20, [])))).toBeNull();
  expect(siteRuleHealth(pages(recent.with(19, [])))).not.toBeNull();
});

test('nine pages are too few to say', () => {
  expect(siteRuleHealth(pages(times(9, ['body'])))).toBeNull();
});

test('names the part, since when, and on how many pages', () => {
  const fault = siteRuleHealth(pages([...times(5, []), ...times<RulePart[]>(12, ['date'])]));
  expect(fault).toEqual({ rule: 'bus-posts', part: 'date', missedOf: 12, since: 5 * 60_000 });
  expect(fault && siteRuleFaultText(fault)).toBe(
    'the site rule bus-posts is out of date: its date matched 0 of the last 12 pages',
  );
});

test('the text comes before the other parts', () => {
  expect(siteRuleHealth(pages(times(10, ['author', 'body'])))?.part).toBe('body');
});

test('the order of the pages does not matter', () => {
  const missed = pages([...times(5, []), ...times<RulePart[]>(10, ['title'])]);
  expect(siteRuleHealth(missed.toReversed())).toEqual(siteRuleHealth(missed));
});

test('pages of an earlier rule do not count', () => {
  const before = pages(times(10, ['body']), 'bus-posts-old');
  expect(siteRuleHealth([...before, ...pages(times(9, ['body']), 'bus-posts', 3_600_000)])).toBeNull();
});
