/** A notice as an e-mail, in plain text and HTML. */
import { html } from 'hono/html';
import type { ArticleNews, Notice, OutgoingMail } from '../core/alerts.ts';
import { cut, feedLine, headlineOf, moreLine, quoteOf, sourceOf, summaryOf, ventureOf } from './wording.ts';

const SUBJECT_CHARACTERS = 200;
const SAMPLE = 'This is a sample: somebody asked to see whether messages arrive.';

export function composeMail(to: string, notice: Notice): OutgoingMail {
  const { id, alert, madeAt } = notice;
  const summary = summaryOf(notice);
  return {
    kind: 'mail',
    id,
    alert,
    to,
    date: madeAt,
    subject: cut(summary, SUBJECT_CHARACTERS),
    text: `${[summary, ...textParts(notice), `-- \njvwire, alert ${alert}`].join('\n\n')}\n`,
    html: page(summary, notice),
  };
}

function textParts({ news, test }: Notice): string[] {
  const told =
    news.about === 'articles' ? news.articles.map(articleText) : [news.events.map(feedLine).join('\n')];
  const more = moreLine(news, news.more);
  return [...told, ...(more === null ? [] : [more]), ...(test ? [SAMPLE] : [])];
}

function articleText(article: ArticleNews): string {
  const quote = quoteOf(article);
  return [
    headlineOf(article),
    sourceOf(article),
    ventureOf(article),
    quote === null ? '' : `“${quote}”`,
    article.url,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function page(summary: string, { alert, news, test }: Notice): string {
  const told =
    news.about === 'articles'
      ? news.articles.map(articleHtml)
      : news.events.map((event) => html`<p>${feedLine(event)}</p>`);
  const more = moreLine(news, news.more);
  return html`<!doctype html>
<html><head><meta charset="utf-8"><title>${summary}</title></head>
<body style="font-family: sans-serif; max-width: 40em; line-height: 1.4">
<h1 style="font-size: 1.2em">${summary}</h1>
${told}
${more === null ? '' : html`<p>${more}</p>`}
${test ? html`<p>${SAMPLE}</p>` : ''}
<p style="color: #666; font-size: 0.85em">jvwire, alert ${alert}</p>
</body></html>
`.toString();
}

function articleHtml(article: ArticleNews) {
  const quote = quoteOf(article);
  const venture = ventureOf(article);
  return html`<div style="margin: 1.2em 0">
<a href="${article.url}"><b>${headlineOf(article)}</b></a><br>
<span style="color: #666">${sourceOf(article)}</span>
${venture === '' ? '' : html`<br>${venture}`}
${quote === null ? '' : html`<blockquote style="margin: 0.4em 0 0; padding-left: 0.8em; border-left: 3px solid #ccc">${quote}</blockquote>`}
</div>`;
}
