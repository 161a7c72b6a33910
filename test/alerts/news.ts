/** Notices for tests: what the web can put into an article, and one of each kind. */
import type { ArticleNews, News, Notice } from '../../src/core/alerts.ts';

export function article(fields: Partial<ArticleNews> = {}): ArticleNews {
  return {
    id: 42,
    url: 'https://volt-ledger.example/2026/saic-gm',
    title: 'SAIC and GM open an electric joint venture',
    publishedAt: '2026-11-01T08:00:00.000Z',
    publishedDay: '2026-11-01',
    firstSeenAt: '2026-11-01T08:05:00.000Z',
    source: 'Volt Ledger',
    siteName: 'Volt Ledger',
    feedId: 'volt-ledger',
    evidence: { field: 'text', sentence: 'SAIC and GM opened their electric joint venture.' },
    ventures: [
      {
        name: 'SAIC-GM',
        partners: [
          { name: 'SAIC', country: 'CN' },
          { name: 'GM', country: 'US' },
        ],
        stage: 'operating',
      },
    ],
    story: { id: 's1', articles: 3 },
    ...fields,
  };
}

export function notice(news: News, fields: Partial<Notice> = {}): Notice {
  const madeAt = Date.parse('2026-11-01T08:06:00Z');
  return { id: 'msg_1', alert: 'deals', madeAt, test: false, news, ...fields };
}

export const articles = (...told: ArticleNews[]): News => ({ about: 'articles', articles: told, more: 0 });

export const feeds: News = {
  about: 'feeds',
  events: [
    {
      feedId: 'volt-ledger',
      name: 'Volt Ledger',
      at: '2026-11-01T08:00:00.000Z',
      kind: 'feed-state',
      message: 'ok -> failing: http-5xx',
    },
    {
      feedId: null,
      name: null,
      at: '2026-11-01T09:00:00.000Z',
      kind: 'network-down',
      message: 'no host answers',
    },
  ],
  more: 0,
};
