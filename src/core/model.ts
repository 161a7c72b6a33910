/** The values that flow through the pipeline; every stage takes some of these and returns others. */

/** The most feeds imported from one list, such as an OPML file; the longest public lists have a few thousand. */
export const MAX_LISTED_FEEDS = 50_000;

export const FEED_FORMATS = ['rss', 'atom', 'rdf', 'json', 'sitemap', 'html'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** One entry of a feed as the document has it; null for what it lacks. Times are ISO 8601 UTC. */
export interface FeedItem {
  readonly guid: string | null;
  /** Absolute http(s) link of the article. */
  readonly url: string | null;
  /** Plain text, entities resolved, one line. */
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  /** Plain text or HTML as the feed gave it. */
  readonly summary: string | null;
  /** The full body as HTML, when the feed carries one. */
  readonly contentHtml: string | null;
  readonly categories: readonly string[];
}

/** A feed document after parsing, every item that it has included. */
export interface FeedDocument {
  readonly format: FeedFormat;
  readonly title: string | null;
  /** BCP 47 tag the document declares. */
  readonly language: string | null;
  /** How long the publisher asks readers to wait between polls (ttl, sy:updatePeriod), in minutes. */
  readonly ttlMinutes: number | null;
  /** Hours (0 to 23) and days (0 is Sunday) of UTC at which the publisher asks nobody to poll (RSS 2.0). */
  readonly skipHours?: readonly number[];
  readonly skipDays?: readonly number[];
  readonly items: readonly FeedItem[];
  /** The document breaks off before its end: items may be missing. */
  readonly cutOff?: boolean;
  /** What had to be repaired or given up, for people to read. */
  readonly warnings: readonly string[];
}

/** CSS selectors: `item` on the page, the others within an item; without `title` and `link` its first link is used. */
export interface HtmlSelectors {
  readonly item: string;
  readonly title?: string;
  readonly link?: string;
  readonly date?: string;
}

export const VERDICTS = ['full', 'thin', 'paywalled', 'consent', 'blocked', 'not-article'] as const;
/** What the text of an article is worth. */
export type Verdict = (typeof VERDICTS)[number];

/** Parts of a site's rule (src/article/site-rules.json) that should match something on every page of the site. */
export const RULE_PARTS = ['body', 'title', 'author', 'date'] as const;
export type RulePart = (typeof RULE_PARTS)[number];

/** How the rule for its site fared on one page. */
export interface SiteRuleOutcome {
  /** Id of the rule. */
  readonly id: string;
  /** Parts that matched nothing usable; generic extraction was used in their place. */
  readonly missed: readonly RulePart[];
}

/** An article as read from its page. `text` is plain text, paragraphs separated by a blank line. */
export interface Article {
  readonly url: string;
  readonly canonicalUrl: string;
  readonly title: string | null;
  readonly authors: readonly string[];
  /** ISO 8601 UTC instant; midnight UTC of the publisher's day when only a day is known. */
  readonly publishedAt: string | null;
  /** The publisher's own calendar day, YYYY-MM-DD. */
  readonly publishedDay: string | null;
  readonly modifiedAt: string | null;
  /** BCP 47 primary tag in lower case: en, zh, de ... */
  readonly language: string | null;
  readonly siteName: string | null;
  readonly summary: string | null;
  readonly image: string | null;
  readonly text: string;
  /** Words; in Chinese and Japanese two characters count as one. */
  readonly wordCount: number;
  readonly verdict: Verdict;
  /** Why that verdict, in a few words. */
  readonly verdictReason: string;
  /** Which reader produced the text: `blocks`, `site-rule`, `json-ld`, `feed` ... */
  readonly extractor: string;
  /** 0..1: how sure the reader is that `text` is the article and nothing else. */
  readonly confidence: number;
  /** Only for pages of sites that have a rule, and only when the page is an article. */
  readonly siteRule?: SiteRuleOutcome;
}

export const STAGES = [
  'rumoured',
  'talks',
  'mou',
  'signed',
  'approved',
  'operating',
  'expanded',
  'restructured',
  'dissolved',
] as const;
export type Stage = (typeof STAGES)[number];

export const SECTORS = [
  'vehicles',
  'batteries',
  'powertrain',
  'charging',
  'software',
  'mobility',
  'other',
] as const;
export type Sector = (typeof SECTORS)[number];

/** A quote that stands in the field named at exactly [start, end), in UTF-16 units; at most 400 characters. */
export interface Evidence {
  readonly field: 'title' | 'text';
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
  /** Name of the rule that chose it. */
  readonly rule: string;
}

/** The one tag: the text mentions a Chinese EV joint venture. `articles.tagged` stands for it. */
export const TAG = 'chinese-ev-jv';

export interface Tag {
  readonly tag: typeof TAG;
  /** 0..1. */
  readonly confidence: number;
  /** Best first. */
  readonly evidence: readonly Evidence[];
}

export interface Partner {
  /** Id in the gazetteer; null for a company it does not know. */
  readonly companyId: string | null;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** A joint venture that an article speaks of: a known one, or a candidate made of its partners. */
export interface VentureMention {
  readonly ventureId: string | null;
  readonly name: string | null;
  readonly partners: readonly Partner[];
  readonly stage: Stage | null;
  readonly sector: Sector | null;
  /** As stated: "50:50", "51%". */
  readonly stake: string | null;
  /** As stated with its currency: "5 billion yuan". */
  readonly amount: string | null;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

export interface CompanyMention {
  readonly companyId: string;
  readonly name: string;
  readonly mentions: number;
}

/** What the tagger says of one article. */
export interface Tagging {
  readonly tagged: boolean;
  readonly tags: readonly Tag[];
  /** The most central venture first. */
  readonly ventures: readonly VentureMention[];
  readonly companies: readonly CompanyMention[];
  readonly language: string | null;
}

/** What the tagger reads. `publishedAt` may be any date text; what cannot be read is ignored. */
export interface TagInput {
  readonly title?: string | undefined;
  readonly text: string;
  readonly lang?: string | undefined;
  readonly publishedAt?: string | undefined;
}

/** An address where a feed may be, and how it was found. */
export interface FeedCandidate {
  readonly url: string;
  readonly title: string | null;
  /** In the page's head, by a link, as an address in its text, or only at a customary path. */
  readonly source: 'declared' | 'linked' | 'written' | 'guessed';
}
