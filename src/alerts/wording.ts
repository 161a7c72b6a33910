/** The wording of messages in plain text, which each channel then formats. */
import type { ArticleNews, FeedNews, News, Notice } from '../core/alerts.ts';
import { addsToHeadline } from '../core/shown-quote.ts';
import { ventureName } from '../core/venture-key.ts';
import { publishedDayText } from '../text/shown/time-text.ts';
import { SAMPLE_ARTICLE } from './sample.ts';

/** Characters of a headline or quote in a message; what comes from the web may be of any length. */
const MOST_CHARACTERS = 500;

/** Most partners named of one venture. */
const MOST_PARTNERS = 4;

/** Text from the web on one line, without control characters that affect a terminal or the text direction. */
function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  return cut(line.trim(), MOST_CHARACTERS);
}

export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // not inside a surrogate pair
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export const headlineOf = ({ title, url }: ArticleNews): string => oneLine(title ?? url);

/** Publisher and day: `Volt Ledger · 2026-11-01`; `seen 2026-11-01` where the date of publication is unknown. */
export function sourceOf(article: ArticleNews): string {
  return `${oneLine(article.source)} · ${publishedDayText(article)}`;
}

/** The most central venture, and how many articles its story has: `SAIC (CN) + GM (US), operating · told by 3 articles`; may be empty. */
export function ventureOf({ ventures, story }: ArticleNews): string {
  const [venture] = ventures;
  const parts: string[] = [];
  if (venture) {
    const partners = venture.partners
      .slice(0, MOST_PARTNERS)
      .map(({ name, country }) => (country ? `${name} (${country})` : name));
    const names = partners.length > 0 ? partners.join(' + ') : ventureName(venture);
    parts.push([names, venture.stage].filter(Boolean).join(', '));
  }
  if (story && story.articles > 1) parts.push(`told by ${story.articles} articles`);
  return oneLine(parts.filter(Boolean).join(' · '));
}

/** The sentence that is the evidence; null where there is none beyond the headline. */
export const quoteOf = ({ evidence }: ArticleNews): string | null =>
  evidence !== null && addsToHeadline(evidence) ? oneLine(evidence.sentence) : null;

interface PageLink {
  readonly text: string;
  readonly url: string;
}

/** Links to our web page: to the article with its evidence, and to its story if that has several; none without a page, or for the sample. */
export function linksOf({ id, story }: Pick<ArticleNews, 'id' | 'story'>, page: string | null): PageLink[] {
  if (page === null || id === SAMPLE_ARTICLE.id) return [];
  const own = { text: 'with its evidence', url: `${page}articles/${id}` };
  if (story === null || story.articles < 2) return [own];
  return [own, { text: `all ${story.articles} articles`, url: `${page}stories/${story.id}` }];
}

/** The link of a message about feeds. */
export const feedsLink = (page: string): PageLink => ({ text: 'all feeds', url: `${page}feeds` });

/** `Volt Ledger, 2026-11-01 09:30Z: ok -> failing: ...` */
export function feedLine({ feedId, name, at, message }: FeedNews): string {
  const who = feedId === null ? 'our own line' : (name ?? feedId);
  return oneLine(`${who}, ${at.slice(0, 16).replace('T', ' ')}Z: ${message}`);
}

/** One line that says what a message is about: the headline of the one article, or how many there are. */
export function summaryOf({ alert, test, news }: Notice): string {
  const included = news.about === 'articles' ? news.articles.length : news.events.length;
  const all = included + news.more;
  const what = news.about === 'articles' ? 'article' : 'change of feeds';
  const several = what.replace(/^(article|change)/, '$1s');
  const [article] = news.about === 'articles' ? news.articles : [];
  const line =
    all === 1 && article
      ? `${alert}: ${headlineOf(article)}`
      : `${alert}: ${all} ${all === 1 ? what : several}`;
  return test ? `[test] ${line}` : line;
}

/** The line about those that the message has no room for; null when there are none. */
export function moreLine({ about }: News, more: number): string | null {
  const list = about === 'articles' ? 'jvwire articles` lists' : 'jvwire feeds health` has';
  return more === 0 ? null : `and ${more} more; \`${list} them`;
}
