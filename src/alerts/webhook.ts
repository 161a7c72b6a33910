/** The body of a webhook: the notice as JSON, in the form that Standard Webhooks recommends. */
import type { ArticleNews, FeedNews, Notice } from '../core/alerts.ts';

export interface WebhookPayload {
  /** Stays the same when the delivery is repeated. */
  readonly id: string;
  readonly type: 'articles.found' | 'feeds.changed';
  /** When the message was made, ISO 8601. */
  readonly timestamp: string;
  readonly data: {
    readonly alert: string;
    readonly test: boolean;
    readonly articles?: readonly ArticleNews[];
    readonly events?: readonly FeedNews[];
    /** How many others were found that this message has no room for. */
    readonly more: number;
  };
}

export function webhookPayload({ id, alert, madeAt, test, news }: Notice): WebhookPayload {
  const { about, ...content } = news;
  return {
    id,
    type: about === 'articles' ? 'articles.found' : 'feeds.changed',
    timestamp: new Date(madeAt).toISOString(),
    data: { alert, test, ...content },
  };
}
