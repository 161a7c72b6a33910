/** The rules for single sites as data: whole, about sites we read, and each finds what it says on a page so made. */
import { describe, expect, test } from 'vitest';
import { applyRule } from '../../src/article/apply-site-rule.ts';
import { extractArticle } from '../../src/article/extract.ts';
import { parsePage } from '../../src/article/parse-page.ts';
import { builtInSiteRules, parseSiteRules, siteRuleFor } from '../../src/article/site-rules.ts';
import { builtInCatalogue } from '../../src/feed/catalogue.ts';
import { pagesForRule, RULE_AUTHOR, RULE_INSTANT, RULE_TITLE } from './page-for-rule.ts';

const rule = {
  id: 'bus-posts',
  hosts: ['busposts.example'],
  body: ['.story'],
  reason: 'Stories of other days stand beside the text.',
  sources: ['someone/somewhere rules/bus.txt @0123abcd'],
  checked: '2026-11-21',
};

test('at least 30 outlets of the catalogue have a rule, and every rule is for outlets of the catalogue', () => {
  const sites = builtInCatalogue().map((feed) => new URL(feed.site).hostname);
  const outlets = builtInSiteRules().flatMap((one) => one.hosts);
  const unknown = outlets.filter((host) => !sites.some((site) => site === host || site.endsWith(`.${host}`)));
  expect(unknown).toEqual([]);
  expect(outlets.length).toBeGreaterThanOrEqual(30);
});

test('hosts and junk are sorted, so that a change shows as one line', () => {
  for (const { id, hosts, junk = [] } of builtInSiteRules()) {
    expect(hosts, id).toEqual([...hosts].sort());
    expect(junk, id).toEqual([...junk].sort());
  }
});

describe.each(builtInSiteRules().map((one) => [one.id, one] as const))('the rule for %s', (_, one) => {
  test.each(pagesForRule(one).map((page, turn) => [turn + 1, page] as const))(
    'finds what it says on page %i',
    (_turn, { html, url, text }) => {
      const read = extractArticle(html, { url });
      expect(read.siteRule).toEqual({ id: one.id, missed: [] });
      expect(read).toMatchObject({ text, title: RULE_TITLE, extractor: 'site-rule', verdict: 'full' });
      if (one.author) expect(read.authors).toEqual([RULE_AUTHOR]);
      if (one.date) expect(read.publishedAt).toBe(RULE_INSTANT);
      expect(extractArticle(html, { url: 'https://busposts.example/news/1' }).text).not.toBe(text);
    },
  );

  test.runIf(one.junk !== undefined).each(one.junk ?? [])('takes out %s', (selector) => {
    const [{ html } = { html: '' }] = pagesForRule(one);
    const page = parsePage(html);
    expect(page.select(selector).length).toBeGreaterThan(0);
    applyRule(one, page, '');
    expect(page.select(selector).length).toBe(0);
  });
});

test.for([
  ['no list', {}, 'r.json: not a list of rules'],
  ['an entry that is no object', ['x'], 'r.json: entry 0: entry: .*object'],
  ['a missing reason', [{ ...rule, reason: undefined }], 'r.json: bus-posts: reason: '],
  ['no source', [{ ...rule, sources: [] }], 'r.json: bus-posts: sources: '],
  ['a source without a path', [{ ...rule, sources: ['a/b'] }], 'sources.0: not "owner/repository path'],
  ['a day that is none', [{ ...rule, checked: '2026-02-30' }], 'r.json: bus-posts: checked: '],
  ['an unknown field', [{ ...rule, colour: 'red' }], 'r.json: bus-posts: .*colour'],
  ['an id with capitals', [{ ...rule, id: 'Bus' }], 'r.json: Bus: id: not a kebab-case slug'],
  ['a host with www.', [{ ...rule, hosts: ['www.a.example'] }], 'hosts.0: not a host name without www'],
  ['an empty selector', [{ ...rule, body: [' '] }], 'r.json: bus-posts: body.0: '],
  ['a rule that selects nothing', [{ ...rule, body: undefined }], 'r.json: bus-posts: selects nothing'],
  [
    'a time zone without a date',
    [{ ...rule, timeZone: 'Asia/Shanghai' }],
    'r.json: bus-posts: a time zone without a date',
  ],
  ['a host twice', [rule, { ...rule, id: 'c' }], 'r.json: c: busposts.example has the rule bus-posts'],
  [
    'entries in disorder',
    [rule, { ...rule, id: 'a', hosts: ['a.example'] }],
    'r.json: a: stands after bus-posts: not sorted',
  ],
] as const)('refuses %s', ([, json, reason]) => {
  expect(() => parseSiteRules(json, 'r.json')).toThrow(new RegExp(reason));
});

test('every fault is told at once', () => {
  const json = [
    { ...rule, hosts: [] },
    { ...rule, id: 'c', junk: [] },
  ];
  expect(() => parseSiteRules(json)).toThrow(
    /^site-rules\.json: bus-posts: hosts.*\nsite-rules\.json: c: junk/,
  );
});

test.each([
  ['the host', 'https://electrek.co/2026/11/03/x', 'electrek'],
  ['www.', 'https://www.heise.de/news/x', 'heise'],
  ['a host under it', 'https://auto.ithome.com/0/1.htm', 'ithome'],
  ['a name with the same end', 'https://notelectrek.co/x', null],
  ['another site', 'https://busposts.example/x', null],
  ['a path of the rule', 'https://36kr.com/p/1', '36kr'],
  ['a path that the rule is not for', 'https://36kr.com/newsflashes/1', null],
  ['an address in numbers', 'https://192.0.2.7/x', null],
])('looks up %s', (_, url, id) => {
  expect(siteRuleFor(new URL(url))?.id ?? null).toBe(id);
});

test('a look-up costs far less than 0.2 ms', () => {
  const url = new URL('https://a.very.long.name.of.a.site.busposts.example/2026/11/03/weihe');
  const before = process.cpuUsage();
  for (let i = 0; i < 10_000; i++) siteRuleFor(url);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000 / 10_000).toBeLessThan(0.05);
});
