/** The content of a test message when there is nothing real yet. */
import type { ArticleNews, FeedNews } from '../core/alerts.ts';

const AT = '2026-01-31T09:00:00.000Z';

export const SAMPLE_ARTICLE: ArticleNews = {
  id: 0,
  url: 'https://example.org/sample',
  title: 'A sample: two makers sign an electric joint venture',
  publishedAt: AT,
  publishedDay: AT.slice(0, 10),
  firstSeenAt: AT,
  source: 'Example Wire',
  siteName: 'Example Wire',
  feedId: 'example',
  evidence: { field: 'text', sentence: 'The two makers signed the contract for an electric joint venture.' },
  ventures: [
    {
      name: null,
      partners: [
        { name: 'One Maker', country: 'CN' },
        { name: 'Another Maker', country: 'DE' },
      ],
      stage: 'signed',
    },
  ],
  story: null,
};

export const SAMPLE_FEED_EVENT: FeedNews = {
  feedId: 'example',
  name: 'Example Wire',
  at: AT,
  kind: 'feed-state',
  message: 'ok -> failing: a sample',
};
