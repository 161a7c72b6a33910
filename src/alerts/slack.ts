/** A notice as Slack's incoming webhooks take it, and what imitates them: `text` for all, `blocks` for those that can. */
import type { ArticleNews, Notice } from '../core/alerts.ts';
import { cut, feedLine, headlineOf, moreLine, quoteOf, sourceOf, summaryOf, ventureOf } from './wording.ts';

/** Slack refuses messages of more than 50 blocks and sections of more than 3,000 characters. */
const MOST_SECTIONS = 20;
const SECTION_CHARACTERS = 3_000;

interface Section {
  readonly type: 'section';
  readonly text: { readonly type: 'mrkdwn'; readonly text: string };
}

export interface SlackPayload {
  /** What notifications show. */
  readonly text: string;
  readonly blocks: readonly Section[];
}

export function slackPayload(notice: Notice): SlackPayload {
  const { news } = notice;
  const lines =
    news.about === 'articles'
      ? news.articles.map(articleText)
      : news.events.map((event) => escaped(feedLine(event)));
  const shown = lines.slice(0, MOST_SECTIONS);
  const more = moreLine(news.more + lines.length - shown.length);
  const summary = escaped(summaryOf(notice));
  return { text: summary, blocks: [summary, ...shown, ...(more === null ? [] : [more])].map(section) };
}

function articleText(article: ArticleNews): string {
  const quote = quoteOf(article);
  const venture = ventureOf(article);
  return [
    `<${linkTarget(article.url)}|${escaped(headlineOf(article))}>`,
    escaped(venture === '' ? sourceOf(article) : `${sourceOf(article)} · ${venture}`),
    ...(quote === null ? [] : [`> ${escaped(quote)}`]),
  ].join('\n');
}

const section = (text: string): Section => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, SECTION_CHARACTERS) },
});

/** The three characters that steer Slack's markup: links, mentions and commands stand in angle brackets. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A bar would end the address and begin the text of the link. */
const linkTarget = (url: string): string => escaped(url.replaceAll('|', '%7C'));
