/** A notice as the payload of Slack's incoming webhooks: Slack shows `blocks`, compatible services show `text`. */
import type { ArticleNews, Notice } from '../core/alerts.ts';
import {
  cut,
  feedLine,
  feedsLink,
  headlineOf,
  linksOf,
  moreLine,
  quoteOf,
  sourceOf,
  summaryOf,
  ventureOf,
} from './wording.ts';

/** Slack rejects messages of more than 50 blocks and sections of more than 3,000 characters. */
const MOST_SECTIONS = 20;
const SECTION_CHARACTERS = 3_000;
/** Characters of `text` after its first line; compatible services accept less than the 40,000 of Slack. */
const TEXT_CHARACTERS = 3_000;

interface Section {
  readonly type: 'section';
  readonly text: { readonly type: 'mrkdwn'; readonly text: string };
}

interface SlackPayload {
  readonly text: string;
  readonly blocks: readonly Section[];
}

export function slackPayload(notice: Notice, page: string | null): SlackPayload {
  const { news } = notice;
  const lines =
    news.about === 'articles'
      ? news.articles.map((article) => articleText(article, page))
      : news.events.map((event) => escaped(feedLine(event)));
  const summary = escaped(summaryOf(notice));
  const message = (included: readonly string[]): string[] => {
    const more = moreLine(news, news.more + lines.length - included.length);
    const all = news.about === 'feeds' && page !== null ? [linkTo(feedsLink(page))] : [];
    return [summary, ...included, ...(more === null ? [] : [more]), ...all];
  };
  return {
    text: message(fitting(lines, TEXT_CHARACTERS)).join('\n\n'),
    blocks: message(lines.slice(0, MOST_SECTIONS)).map(section),
  };
}

/** The first lines, as many as fit. */
function fitting(lines: readonly string[], characters: number): readonly string[] {
  let length = 0;
  const end = lines.findIndex((line) => {
    length += line.length;
    return length > characters;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

function articleText(article: ArticleNews, page: string | null): string {
  const quote = quoteOf(article);
  const venture = ventureOf(article);
  const links = linksOf(article, page);
  return [
    linkTo({ url: article.url, text: headlineOf(article) }),
    escaped(venture === '' ? sourceOf(article) : `${sourceOf(article)} · ${venture}`),
    ...(quote === null ? [] : [`> ${escaped(quote)}`]),
    ...(links.length === 0 ? [] : [links.map(linkTo).join(' · ')]),
  ].join('\n');
}

const section = (text: string): Section => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, SECTION_CHARACTERS) },
});

/** Escapes the three control characters of Slack's markup: links, mentions and commands are in angle brackets. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A link in Slack's markup. A bar is encoded, as it would end the address. */
const linkTo = ({ url, text }: { readonly url: string; readonly text: string }): string =>
  `<${escaped(url.replaceAll('|', '%7C'))}|${escaped(text)}>`;
