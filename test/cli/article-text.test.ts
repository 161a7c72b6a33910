/** An article as text: wrapped to a terminal, whole where there is none. */
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { describeArticle } from '../../src/cli/article-text.ts';
import type { ArticleDetail } from '../../src/store/lists/article-detail.ts';

const english = 'Volkswagen and JAC will build electric cars in a joint venture in Hefei. '.repeat(3).trim();
const chinese = '奥迪与上汽在上海共同发布专为中国市场打造的电动品牌。'.repeat(4);
const address = `https://wire.example/2026/${'a-long-way-to-go-'.repeat(4)}`;
const article = {
  title: english,
  canonicalUrl: address,
  siteName: 'Wire',
  authors: [],
  publishedAt: '2026-11-20T09:12:40.000Z',
  language: 'en',
  wordCount: 40,
  state: 'stored',
  verdict: 'full',
  verdictReason: '',
  visits: { revisions: 0, linkRot: null },
  tags: [
    {
      tag: 'chinese-ev-jv',
      confidence: 0.9,
      evidence: [{ field: 'text', sentence: english, start: 0, end: 72, rule: 'named-venture' }],
    },
  ],
  ventures: [],
  companies: [],
  sightings: [{ feedId: 'wire', firstSeenAt: '2026-11-20T09:12:40.000Z' }],
  text: `${english}\n\n${chinese}`,
} as unknown as ArticleDetail;

test('without a terminal a paragraph is a line', () => {
  const lines = describeArticle(article, null).split('\n');
  expect(lines.slice(-4)).toEqual([english, '', chinese, '']);
});

test('on a terminal no line is wider, no word is broken, and the address stays whole', () => {
  const text = describeArticle(article, 60);
  const lines = text.split('\n');
  for (const line of lines) if (line !== address) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  expect(lines).toContain(address);
  const [, body = ''] = text.split('2026-11-20 09:12:40Z\n\n');
  const [first = '', second = ''] = body.split('\n\n');
  expect(first.replaceAll('\n', ' ')).toBe(english);
  expect(second.replaceAll('\n', '').trim()).toBe(chinese);
  expect(lines.filter((line) => line.startsWith('  ')).length).toBeGreaterThan(3);
});

test('no line is made narrower than a word needs', () => {
  const widths = describeArticle(article, 10)
    .split('\n')
    .filter((line) => line !== address)
    .map((line) => stringWidth(line));
  expect(Math.max(...widths)).toBeLessThanOrEqual(40);
  expect(Math.max(...widths)).toBeGreaterThan(30);
});

test('what is not known or kept is said in its place', () => {
  const undated = describeArticle({ ...article, publishedAt: null, source: 'Wire', title: null }, null);
  expect(undated).toMatch(/^\(no title\)\n.*\nWire · no usable date · en · 40 words · text full\n/);
  const pruned = describeArticle({ ...article, text: '' }, null);
  expect(pruned).toMatch(/\n\n\(its text was pruned; `jvwire ingest` with its address fetches it again\)\n$/);
});

test('a partner that only the ledger has is told as one', () => {
  const partners = [
    { companyId: 'saic', name: 'SAIC', country: 'CN' },
    { companyId: 'gm', name: 'GM', country: 'US' },
  ];
  const venture = {
    ventureId: 'saic-gm',
    name: 'SAIC-GM',
    partners,
    stage: null,
    sector: null,
    evidence: [],
  };
  const named = [{ companyId: 'saic', name: 'SAIC', mentions: 2 }];
  const told = { ...article, ventures: [venture], companies: named } as unknown as ArticleDetail;
  expect(describeArticle(told, null)).toContain('\n  GM by the ledger: the article does not name it\n');
  const both = { ...told, companies: [...named, { companyId: 'gm', name: 'GM', mentions: 1 }] };
  expect(describeArticle(both, null)).not.toContain('by the ledger');
});

test('a venture without partners stands by its name, with the two best sentences', () => {
  const said = ['One.', 'Two.', 'Three.'].map((sentence) => ({ field: 'text', sentence, start: 0, end: 5 }));
  const venture = { ventureId: 'saic-gm', name: 'SAIC-GM', partners: [], stage: 'signed', evidence: said };
  const told = { ...article, ventures: [venture] } as unknown as ArticleDetail;
  expect(describeArticle(told, null)).toContain(
    '\n\nventure: SAIC-GM · signed\n  “One.” (text 0-5)\n  “Two.” (text 0-5)\n\n',
  );
});
