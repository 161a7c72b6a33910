/** What an entry of our own feeds shows: whose words, of what day, and never markup that was stored. */
import * as cheerio from 'cheerio';
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/core/model.ts';
import { articleFeed } from '../../src/pipeline/feeds-out/article-feed.ts';
import { newestOf } from '../../src/pipeline/feeds-out/feed-page.ts';
import { storyFeed } from '../../src/pipeline/feeds-out/story-feed.ts';
import { ventureFeed } from '../../src/pipeline/feeds-out/venture-feed.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import type { ArticleFindings } from '../../src/store/lists/article-findings.ts';
import type { ArticleSummary } from '../../src/store/lists/article-queries.ts';
import { article, findings, story, venture } from './feed-contents.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const PLACE = { base: 'https://wire.example/', now: NOW };

const articleEntry = (told: Partial<ArticleFindings>, fields: Partial<ArticleSummary> = {}) =>
  articleFeed(
    { articles: [{ ...article, ...fields }], nextCursor: null },
    new Map([[article.id, { ...findings, ...told }]]),
    readFilter({}),
    PLACE,
  ).entries[0];
const storyEntry = (fields: Partial<typeof story>) =>
  storyFeed({ stories: [{ ...story, ...fields }], nextCursor: null }, { limit: 20 }, PLACE).entries[0];
const ventureEntry = (fields: Partial<typeof venture>) =>
  ventureFeed([{ ...venture, ...fields }], {}, PLACE).entries[0];

const quote = (field: 'title' | 'text', sentence: string): Evidence => ({
  field,
  sentence,
  start: 0,
  end: sentence.length,
  rule: 'test',
});
const quotesIn = (html = ''): string[] =>
  [...html.matchAll(/<blockquote[^>]*><p>(.*?)<\/p>/g)].map(([, sentence]) => sentence ?? '');

test.each<[string, Evidence[], string[]]>([
  [
    'three sentences of the text at most, and not the headline',
    [quote('title', 'T'), ...['a', 'b', 'c', 'd'].map((sentence) => quote('text', sentence))],
    ['a', 'b', 'c'],
  ],
  ['the headline where nothing else proves it', [quote('title', 'T')], ['T']],
  ['nothing where nothing is to be proven', [], []],
])('of an article an entry quotes %s', (_name, evidence, quotes) => {
  const html = articleEntry({ evidence })?.html;
  expect(quotesIn(html)).toEqual(quotes);
  expect(html?.includes('A summary.')).toBe(quotes.length === 0);
});

test('where nothing is to be proven stand the words searched for, or what the publisher says of it', () => {
  const bare = { evidence: [], ventures: [] };
  const begins = (told: Partial<ArticleFindings>, fields: Partial<ArticleSummary> = {}) =>
    /^<p>(.*?)<\/p>/.exec(articleEntry({ ...bare, ...told }, fields)?.html ?? '')?.[1];
  expect(begins({}, { snippet: 'the words' })).toBe('the words');
  expect(begins({})).toBe('A summary.');
  expect(begins({ summary: null })).toContain('<a href=');
});

test('an entry says that an article has changed, and that its page is gone', () => {
  const since = { changedAt: '2026-11-01T07:00:00.000Z', goneSince: '2026-11-02T07:00:00.000Z' };
  const notes = 'changed, seen 2026-11-01, page gone since 2026-11-02';
  expect(articleEntry({}, since)?.html).toContain(notes);
  const sources = story.sources.map((source) => ({ ...source, ...since }));
  expect(storyEntry({ sources, gone: 2 })?.html).toContain(notes);
  expect(storyEntry({ gone: 2 })?.html).toContain('<p><em>the pages of all its 2 articles are gone</em></p>');
  const events = venture.events.map((event) => ({
    ...event,
    quotes: event.quotes.map((one) => ({ ...one, ...since })),
  }));
  expect(ventureEntry({ events })?.html).toContain(notes);
  expect(ventureEntry({ gone: 1 })?.html).toContain(
    '<p><em>the page of 1 of its 3 articles is gone</em></p>',
  );
});

test('a source without a date says that its day is the one on which it was seen', () => {
  const [event] = venture.events;
  const [one] = event?.quotes ?? [];
  if (!event || !one) throw new Error('nothing is told');
  const events = [{ ...event, quotes: [one, { ...one, publishedAt: null }] }];
  const days = /News, (?:seen )?\d{4}-\d\d-\d\d:/g;
  expect(ventureEntry({ events })?.html.match(days)).toEqual(['News, 2026-10-31:', 'News, seen 2026-10-31:']);
  expect(storyEntry({})?.html).toContain('<li>seen 2024-12-11, b.example: ');
});

test.each([
  ['its name and its partners', {}, 'SAIC-GM: SAIC (CN) + GM, signed, 50:50'],
  ['its partners where it has no name', { name: null }, 'SAIC (CN) + GM, signed, 50:50'],
  ['its name where no partner is told', { partners: [] }, 'SAIC-GM, signed, 50:50'],
  ['that nothing is told of it', { name: null, partners: [], stage: null, stake: null }, 'Unnamed venture'],
])('an article\u2019s venture is shown by %s', (_name, fields, shown) => {
  const ventures = findings.ventures.map((one) => ({ ...one, ...fields }));
  expect(articleEntry({ ventures })?.html).toContain(`<ul><li>${shown}</li></ul>`);
});

test('an article has each category once, of a venture that the ledger knows its id', () => {
  const [one] = findings.ventures;
  if (!one) throw new Error('nothing is told');
  const candidate = { ...one, ventureId: null, name: 'New', sector: 'other' as const };
  const ventures = [one, candidate, { ...one, ventureId: 'unnamed', name: null }];
  const companies = [{ companyId: 'other', name: 'Other Motors', mentions: 1 }];
  const terms = (fields: Partial<ArticleSummary> = {}) =>
    articleEntry({ ventures, companies }, fields)?.categories.map(({ kind, term, label }) =>
      [kind, term, label].join(' '),
    );
  const found = [
    'venture saic-gm SAIC-GM',
    'stage signed signed',
    'sector vehicles vehicles',
    'sector other other',
    'venture unnamed unnamed',
    'company other Other Motors',
  ];
  expect(terms()).toEqual(['tag chinese-ev-jv Chinese EV joint venture', ...found]);
  expect(terms({ tagged: false })).toEqual(found);
});

test('a story is by whom had it first, from its first report to the latest, whatever their order', () => {
  const [first, copy] = story.sources;
  if (!first || !copy) throw new Error('nothing is told');
  const late = { ...first, articleId: 5, source: 'Late', publishedAt: '2024-12-11T09:00:00.000Z' };
  const changed = { ...copy, changedAt: '2024-12-11T08:00:00.000Z' };
  for (const sources of [
    [late, first, changed],
    [changed, first, late],
  ])
    expect(storyEntry({ sources })).toMatchObject({
      authors: ['A'],
      language: 'en',
      publishedAt: '2024-12-10T10:30:00.000Z',
      updatedAt: '2024-12-11T09:00:00.000Z',
    });
});

test('a story is quoted where the sentence says more than the headline; what it lacks is left out', () => {
  const sources = story.sources.map((source) => ({ ...source, evidence: quote('title', 'T'), copyOf: null }));
  const bare = { sources, stage: null, partners: [], ventures: [], figures: [] };
  expect(quotesIn(storyEntry({ sources })?.html)).toEqual([]);
  expect(storyEntry(bare)).toMatchObject({
    categories: [],
    html: expect.stringMatching(/^<ul><li>2024.*<\/li><\/ul>$/) as string,
  });
  expect(storyEntry({ figures: story.figures.map((one) => ({ ...one, differs: false })) })?.html).toContain(
    '<li>stake: 50:50 / 51%</li>',
  );
});

test('a venture is told of by its first event, dated by its latest; what it lacks is left out', () => {
  const [event] = venture.events;
  const [one] = event?.quotes ?? [];
  if (!event || !one) throw new Error('nothing is told');
  const said = (sentence: string | null, source = 'News') => ({ ...one, sentence, source });
  const events = [
    { ...event, quotes: [said('a', 'First'), said('b'), said(null), said('d')] },
    { ...event, stage: 'operating' as const, day: '2026-11-01', quotes: [said('later')] },
  ];
  const headline = { ...said('T'), place: { field: 'title' as const, start: 0, end: 1 } };
  // It stands in the link already.
  expect(quotesIn(ventureEntry({ events: [{ ...event, quotes: [headline] }] })?.html)).toEqual([]);
  const entry = ventureEntry({ events, new: false, founded: '2026', country: 'CN' });
  expect(quotesIn(entry?.html)).toEqual(['a', 'b']);
  expect(entry).toMatchObject({
    authors: ['First'],
    publishedAt: '2026-10-30T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    html: expect.stringContaining('<p>signed, batteries, CN, founded 2026</p>') as string,
    categories: [
      { kind: 'stage', term: 'signed', label: 'signed' },
      { kind: 'sector', term: 'batteries', label: 'batteries' },
      { kind: 'company', term: 'gm', label: 'GM' },
    ],
  });
  expect(entry?.html).not.toContain('made of what articles say');
  const bare = { events: [], partners: [], stage: null, sector: null, new: false };
  expect(ventureEntry(bare)).toMatchObject({
    authors: ['jvwire'],
    updatedAt: '2026-10-30T00:00:00.000Z',
    html: '',
    categories: [],
  });
});

test('no text that was stored is markup in what an entry shows', () => {
  const evil = `"'><img src=x onerror=alert(1)></p>&`;
  const url = `https://a.example/?q=${evil}`;
  const told = { ...quote('text', evil), field: 'text' as const };
  const partners = [{ companyId: null, name: evil, country: evil, articles: [], stake: null }];
  const mention = { name: evil, partners, stake: evil, amount: evil };
  const one = findings.ventures[0];
  const [event] = venture.events;
  if (!one || !event) throw new Error('nothing is told');
  const base = { url, title: evil, source: evil, language: evil };
  const quotes = event.quotes.map((said) => ({ ...said, ...base, sentence: evil }));
  const entries = [
    articleEntry({ evidence: [told], ventures: [{ ...one, ...mention }] }, base),
    articleEntry({ evidence: [], summary: evil, ventures: [{ ...one, ...mention, partners: [] }] }, base),
    storyEntry({
      partners,
      sources: story.sources.map((source) => ({ ...source, ...base, evidence: told })),
      figures: story.figures.map((figure) => ({ ...figure, values: [{ stated: evil, articles: [] }] })),
    }),
    ventureEntry({ partners, country: evil, founded: evil, events: [{ ...event, quotes }] }),
  ];
  const known = new Set(['p', 'ul', 'li', 'a', 'em', 'blockquote']);
  for (const entry of entries) {
    const $ = cheerio.load(entry?.html ?? '', {}, false);
    const elements = $('*').toArray();
    const names = elements.map((element) => $(element).prop('tagName')?.toLowerCase() ?? '');
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    const attributes = elements.flatMap((element) => Object.keys($(element).attr() ?? {}));
    expect(attributes.filter((name) => !['href', 'cite', 'dir', 'lang'].includes(name))).toEqual([]);
    expect($('a').first().attr('href')).toBe(url);
    expect($.text()).toContain('<img src=x onerror=alert(1)>');
  }
});

test('a feed is as new as the newest of its entries; one without any as its day', () => {
  const entries = ['2026-10-01', '2026-10-03', '2026-10-02'].flatMap((day) => {
    const entry = articleEntry({ updatedAt: `${day}T00:00:00.000Z` });
    return entry ? [entry] : [];
  });
  expect(newestOf(entries, NOW)).toBe('2026-10-03T00:00:00.000Z');
  expect(newestOf([], NOW)).toBe('2026-11-01T00:00:00.000Z');
});
