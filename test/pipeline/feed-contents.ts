/** An article, a story and a venture as lists give them, for feeds made of them. */
import type { VentureTimeline } from '../../src/pipeline/answers/ledger.ts';
import type { ArticleFindings } from '../../src/store/lists/article-findings.ts';
import type { ArticleSummary } from '../../src/store/lists/article-queries.ts';
import type { StoryView } from '../../src/store/lists/story-queries.ts';

export const QUOTE = 'SAIC & GM said "50:50" <again>.';

export const article: ArticleSummary = {
  id: 7,
  url: 'https://news.example/a?b=1&c=2',
  title: 'SAIC & GM < a venture',
  publishedAt: '2026-10-31T08:00:00.000Z',
  publishedDay: '2026-10-31',
  firstSeenAt: '2026-10-31T09:00:00.000Z',
  changedAt: null,
  goneSince: null,
  language: 'zh',
  siteName: 'News',
  feedId: 'news',
  source: 'News',
  verdict: 'paywalled',
  wordCount: 10,
  tagged: true,
  confidence: 0.9,
  evidence: null,
  ventures: [],
};

export const findings: ArticleFindings = {
  updatedAt: '2026-10-31T10:00:00.000Z',
  authors: ['A. Writer', 'B. Writer'],
  summary: 'A summary.',
  verdictReason: 'subscribe',
  evidence: [
    { field: 'title', sentence: 'SAIC & GM < a venture', start: 0, end: 21, rule: 'test' },
    { field: 'text', sentence: QUOTE, start: 0, end: QUOTE.length, rule: 'test' },
  ],
  ventures: [
    {
      ventureId: 'saic-gm',
      name: 'SAIC-GM',
      partners: [
        { companyId: 'saic', name: 'SAIC', country: 'CN' },
        { companyId: null, name: 'GM', country: null },
      ],
      stage: 'signed',
      sector: 'vehicles',
      stake: '50:50',
      amount: null,
      confidence: 0.9,
      evidence: [],
    },
  ],
  companies: [{ companyId: 'saic', name: 'SAIC', mentions: 2 }],
};

export const story: StoryView = {
  id: 's369dc0a27e86',
  headline: 'CATL & Stellantis build',
  from: '2024-12-10',
  to: '2024-12-11',
  articles: 2,
  copies: 1,
  gone: 0,
  firstMover: 3,
  stage: 'signed',
  ventures: [{ id: 'cse', name: 'Contemporary Star Energy', partners: [], articles: [3] }],
  partners: [{ companyId: 'catl', name: 'CATL', country: 'CN', articles: [3] }],
  sources: [
    {
      articleId: 3,
      url: 'https://a.example/1',
      title: 'One',
      source: 'A',
      language: 'en',
      publishedAt: '2024-12-10T10:30:00.000Z',
      day: '2024-12-10',
      copyOf: null,
      changedAt: null,
      goneSince: null,
      evidence: { field: 'text', sentence: 'CATL & Stellantis signed.', start: 0, end: 25, rule: 'r' },
    },
    {
      articleId: 4,
      url: 'https://b.example/1',
      title: null,
      source: 'b.example',
      language: null,
      publishedAt: null,
      day: '2024-12-11',
      copyOf: 3,
      changedAt: null,
      goneSince: null,
      evidence: { field: 'text', sentence: 'CATL & Stellantis signed.', start: 0, end: 25, rule: 'r' },
    },
  ],
  figures: [
    {
      what: 'stake',
      currency: null,
      values: [
        { stated: '50:50', articles: [3] },
        { stated: '51%', articles: [4] },
      ],
      differs: true,
    },
  ],
};

export const venture: VentureTimeline = {
  id: 'new:gm+上汽',
  new: true,
  name: 'GM + 上汽 <again>',
  partners: [
    { companyId: 'gm', name: 'GM', country: 'US', stake: null },
    { companyId: null, name: '上汽 & Co', country: null, stake: 50 },
  ],
  country: null,
  sector: 'batteries',
  stage: 'signed',
  founded: null,
  firstDay: '2026-10-30',
  lastDay: '2026-11-01',
  articles: 3,
  gone: 0,
  events: [
    {
      stage: 'signed',
      day: '2026-10-31',
      quotes: [
        {
          articleId: 7,
          url: article.url,
          title: article.title,
          source: 'News',
          language: 'en',
          publishedAt: article.publishedAt,
          changedAt: null,
          goneSince: null,
          day: '2026-10-31',
          sentence: QUOTE,
          place: { field: 'text', start: 0, end: QUOTE.length },
        },
      ],
    },
  ],
};
