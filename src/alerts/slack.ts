/** A notice as Slack's incoming webhooks take it: Slack shows `blocks`, what imitates it shows `text`. */
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

/** Slack refuses messages of more than 50 blocks and sections of more than 3,000 characters. */
const MOST_SECTIONS = 20;
const SECTION_CHARACTERS = 3_000;
/** Of `text`, beside its first line; what imitates Slack takes less than the 40,000 that Slack does. */
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
  const message = (told: readonly string[]): string[] => {
    const more = moreLine(news, news.more + lines.length - told.length);
    const all = news.about === 'feeds' && page !== null ? [linkTo(feedsLink(page))] : [];
    return [summary, ...told, ...(more === null ? [] : [more]), ...all];
  };
  return {
    text: message(fitting(lines, TEXT_CHARACTERS)).join('\n\n'),
    blocks: message(lines.slice(0, MOST_SECTIONS)).map(section),
  };
}

/** As many of the first as fit. */
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

/** The three characters that steer Slack's markup: links, mentions and commands stand in angle brackets. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A bar would end the address and begin the text of the link. */
const linkTo = ({ url, text }: { readonly url: string; readonly text: string }): string =>
  `<${escaped(url.replaceAll('|', '%7C'))}|${escaped(text)}>`;
