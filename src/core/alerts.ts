/** The types of alerts: who is notified, when, and of what. Settings and values, no behaviour. */
import type { Failure } from './errors.ts';
import type { Stage } from './model.ts';

export const CHANNELS = ['webhook', 'slack', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Names of alerts and saved searches: safe on a command line, in a mail header and in a URL. */
export const NAME_PATTERN = /^[a-z0-9][a-z0-9-]{0,59}$/;

/** Where an alert is sent. Anyone who knows the URL of a Slack hook can post to it, so `target` is a secret too. */
export interface Receiver {
  readonly channel: Channel;
  /** An http(s) address, or the e-mail address. */
  readonly target: string;
  /** Signs what is sent to a webhook: `whsec_` and base64; null for the others. */
  readonly secret: string | null;
}

/** When an alert may send. Times of day are minutes after midnight in `timeZone` (IANA name). */
export interface Timing {
  readonly timeZone: string;
  /** Time of a daily digest; null sends news as they are found. */
  readonly daily: number | null;
  /** Quiet hours, in which nothing is sent; they span midnight when `from` is later than `until`. */
  readonly quiet: { readonly from: number; readonly until: number } | null;
}

/** What a message says about one article; any further fields of the object are passed on in webhooks. */
export interface ArticleNews {
  readonly id: number;
  readonly url: string;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly publishedDay: string | null;
  readonly firstSeenAt: string;
  /** Name of its source. */
  readonly source: string;
  readonly siteName: string | null;
  readonly feedId: string | null;
  /** The best quote, see shownQuote(). */
  readonly evidence: { readonly field: 'title' | 'text'; readonly sentence: string } | null;
  readonly ventures: readonly {
    readonly name: string | null;
    readonly partners: readonly { readonly name: string; readonly country: string | null }[];
    readonly stage: Stage | null;
  }[];
  /** The story that it belongs to, and how many articles that has; null when it belongs to none. */
  readonly story: { readonly id: string; readonly articles: number } | null;
}

/** A change in a feed's health or, when `feedId` is null, in our own network connection. */
export interface FeedNews {
  readonly feedId: string | null;
  readonly name: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** `feed-state`, `network-down` or `network-up`. */
  readonly kind: string;
  readonly message: string;
}

/** The content of one message; `more` counts what it had no room for. */
export type News =
  | { readonly about: 'articles'; readonly articles: readonly ArticleNews[]; readonly more: number }
  | { readonly about: 'feeds'; readonly events: readonly FeedNews[]; readonly more: number };

/** One message to one receiver. Its id and content stay the same over all retries. */
export interface Notice {
  /** `msg_...`: receivers deduplicate by it. */
  readonly id: string;
  readonly alert: string;
  /** Epoch ms. */
  readonly madeAt: number;
  /** A sample that a user asked for (`jvwire alerts test`). */
  readonly test: boolean;
  readonly news: News;
}

/** A notice in the form of its channel. */
export type Outgoing = OutgoingPost | OutgoingMail;

export interface OutgoingPost {
  readonly kind: 'post';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

export interface OutgoingMail {
  readonly kind: 'mail';
  /** Id of the notice. */
  readonly id: string;
  readonly alert: string;
  readonly to: string;
  /** Epoch ms. */
  readonly date: number;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `answer`: what the receiver said, one line for people. */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly answer: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends one message once. Never throws: what goes wrong outside is an outcome. */
export interface Notifier {
  send(message: Outgoing): Promise<SendOutcome>;
}
