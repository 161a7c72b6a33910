/** A notice as an e-mail, in plain text and HTML. */
import { html } from 'hono/html';
import type { ArticleNews, Notice, OutgoingMail } from '../core/alerts.ts';
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

const SUBJECT_CHARACTERS = 200;
const SAMPLE = 'This is a sample: somebody asked to see whether messages arrive.';

export function composeMail(to: string, notice: Notice, page: string | null): OutgoingMail {
  const { id, alert, madeAt } = notice;
  const summary = summaryOf(notice);
  return {
    kind: 'mail',
    id,
    alert,
    to,
    date: madeAt,
    subject: cut(summary, SUBJECT_CHARACTERS),
    text: `${[summary, ...textParts(notice, page), `-- \njvwire, alert ${alert}`].join('\n\n')}\n`,
    html: documentOf(summary, notice, page),
  };
}

function textParts({ news, test }: Notice, page: string | null): string[] {
  const items =
    news.about === 'articles'
      ? news.articles.map((article) => articleText(article, page))
      : [news.events.map(feedLine).join('\n'), ...(page === null ? [] : [inWords(feedsLink(page))])];
  const more = moreLine(news, news.more);
  return [...items, ...(more === null ? [] : [more]), ...(test ? [SAMPLE] : [])];
}

const inWords = ({ text, url }: ReturnType<typeof feedsLink>): string => `${text}: ${url}`;

function articleText(article: ArticleNews, page: string | null): string {
  const quote = quoteOf(article);
  return [
    headlineOf(article),
    sourceOf(article),
    ventureOf(article),
    quote === null ? '' : `“${quote}”`,
    article.url,
    ...linksOf(article, page).map(inWords),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function documentOf(summary: string, { alert, news, test }: Notice, page: string | null): string {
  const items =
    news.about === 'articles'
      ? news.articles.map((article) => articleHtml(article, page))
      : [
          ...news.events.map((event) => html`<p>${feedLine(event)}</p>`),
          ...(page === null ? [] : [html`<p>${linkTo(feedsLink(page))}</p>`]),
        ];
  const more = moreLine(news, news.more);
  return html`<!doctype html>
<html><head><meta charset="utf-8"><title>${summary}</title></head>
<body style="font-family: sans-serif; max-width: 40em; line-height: 1.4">
<h1 style="font-size: 1.2em">${summary}</h1>
${items}
${more === null ? '' : html`<p>${more}</p>`}
${test ? html`<p>${SAMPLE}</p>` : ''}
<p style="color: #666; font-size: 0.85em">jvwire, alert ${alert}</p>
</body></html>
`.toString();
}

const linkTo = ({ text, url }: ReturnType<typeof feedsLink>) => html`<a href="${url}">${text}</a>`;

function articleHtml(article: ArticleNews, page: string | null) {
  const quote = quoteOf(article);
  const venture = ventureOf(article);
  const links = linksOf(article, page);
  return html`<div style="margin: 1.2em 0">
<a href="${article.url}"><b>${headlineOf(article)}</b></a><br>
<span style="color: #666">${sourceOf(article)}</span>
${venture === '' ? '' : html`<br>${venture}`}
${quote === null ? '' : html`<blockquote style="margin: 0.4em 0 0; padding-left: 0.8em; border-left: 3px solid #ccc">${quote}</blockquote>`}
${links.length === 0 ? '' : html`<p style="margin: 0.4em 0 0; font-size: 0.85em">${links.map((link, at) => html`${at > 0 ? ' · ' : ''}${linkTo(link)}`)}</p>`}
</div>`;
}
