/** What alerts are made of: whom to tell, when, and what is told; settings and values, no behaviour. */
import type { Failure } from './errors.ts';
import type { Stage } from './model.ts';

export const CHANNELS = ['webhook', 'slack', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Names of alerts and saved searches: fit for a command line, a mail header and an address. */
export const NAME_PATTERN = /^[a-z0-9][a-z0-9-]{0,59}$/;

/** Whom an alert tells. Whoever knows the target of a Slack hook can write to it: it is as secret as the secret. */
export interface Receiver {
  readonly channel: Channel;
  /** An http(s) address, or the e-mail address. */
  readonly target: string;
  /** Signs what is sent to a webhook: `whsec_` and base64; null for the others. */
  readonly secret: string | null;
}

/** When an alert may speak. Times of day are minutes after midnight by the clocks of `timeZone` (IANA name). */
export interface Timing {
  readonly timeZone: string;
  /** When everything of a day is told together; null: as it is found. */
  readonly daily: number | null;
  /** When nothing is sent; goes past midnight when `from` is later than `until`. */
  readonly quiet: { readonly from: number; readonly until: number } | null;
}

/** What is told of one article; whatever else the object has goes along into webhooks. */
export interface ArticleNews {
  readonly id: number;
  readonly url: string;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly publishedDay: string | null;
  readonly firstSeenAt: string;
  /** What its source is called. */
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
  /** The story that it tells, and how many articles do; null when it has none. */
  readonly story: { readonly id: string; readonly articles: number } | null;
}

/** A change in a feed's health, or, without a feed, in that of our own line. */
export interface FeedNews {
  readonly feedId: string | null;
  readonly name: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** `feed-state`, `network-down` or `network-up`. */
  readonly kind: string;
  readonly message: string;
}

/** What one message tells; `more`: how much else there was that it has no room for. */
export type News =
  | { readonly about: 'articles'; readonly articles: readonly ArticleNews[]; readonly more: number }
  | { readonly about: 'feeds'; readonly events: readonly FeedNews[]; readonly more: number };

/** One message to one receiver. Its id and content stay the same however often it is tried. */
export interface Notice {
  /** `msg_...`: what receivers know a repetition by. */
  readonly id: string;
  readonly alert: string;
  /** Epoch ms. */
  readonly madeAt: number;
  /** A sample that somebody asked for. */
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
  /** Of the notice. */
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
