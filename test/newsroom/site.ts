/** Turns an outlet of the content into what its host serves and what a reader of it must end up with. */
import { encode } from './charset.ts';
import {
  type ContentArticle,
  type ContentFeed,
  type ContentOutlet,
  type Expectation,
  labelsOf,
} from './content.ts';
import { type FeedEntry, renderFeed } from './feeds.ts';
import type { Reply } from './http.ts';
import { blog } from './templates/blog.ts';
import { consent } from './templates/consent.ts';
import { magazine } from './templates/magazine.ts';
import { minimal } from './templates/minimal.ts';
import { paper } from './templates/paper.ts';
import { markup, type PagePlan, shown, type Template } from './templates/parts.ts';
import { portal } from './templates/portal.ts';
import { release } from './templates/release.ts';

export const TEMPLATES: Readonly<Record<ContentOutlet['template'], Template>> = {
  blog,
  magazine,
  minimal,
  paper,
  portal,
  release,
};

/** An article that exists, with the facts that a reader of its page must find. */
export interface PublishedArticle {
  readonly outlet: string;
  /** Canonical. */
  readonly url: string;
  /** The links under which feeds list it: a redirect or a tracked link may differ from `url`. */
  readonly listedAs: string;
  readonly feedUrls: readonly string[];
  readonly title: string;
  readonly language: string;
  readonly publishedAt: string;
  readonly publishedDay: string;
  readonly authors: readonly string[];
  /** What a reader can see of it, paragraphs separated by a blank line; empty behind a consent wall. */
  readonly text: string;
  readonly expect: Expectation;
}

/** A feed item that must not become an article. */
export interface AbsentItem {
  readonly outlet: string;
  readonly reason: 'gone' | 'robots' | 'no-link';
  readonly url: string | null;
  readonly title: string;
}

export interface Site {
  /** Answers by path. */
  readonly routes: ReadonlyMap<string, Reply>;
  readonly published: readonly PublishedArticle[];
  readonly absent: readonly AbsentItem[];
  /** Names of the oddities that this site serves, and where. */
  readonly oddities: Readonly<Record<string, string>>;
}

const ABSENT: ReadonlySet<string> = new Set(['gone', 'robots', 'no-link']);

/** Lays out a site at `origin`. */
export function buildSite(outlet: ContentOutlet, origin: string): Site {
  const routes = new Map<string, Reply>();
  const published: PublishedArticle[] = [];
  const absent: AbsentItem[] = [];
  const oddities: Record<string, string> = {};
  routes.set('/robots.txt', { type: 'text/plain', body: outlet.robots });
  routes.set('/', frontPage(outlet));
  for (const article of outlet.articles) {
    const serve = article.serve;
    const listedAs = linkOf(origin, article);
    if (serve !== undefined) oddities[serve.as] = listedAs ?? `${origin}${outlet.feeds[0]?.path}`;
    if (article.feeds.length > 1) oddities['two-feeds'] = `${origin}${article.path}`;
    if (serve?.as === 'redirect')
      routes.set(serve.from, { status: 301, location: `${origin}${article.path}` });
    if (serve?.as !== 'gone' && serve?.as !== 'no-link')
      routes.set(article.path, pageOf(outlet, origin, article));
    if (serve !== undefined && ABSENT.has(serve.as)) {
      absent.push({
        outlet: outlet.id,
        reason: serve.as as AbsentItem['reason'],
        url: listedAs,
        title: article.title,
      });
    } else {
      published.push(factsOf(outlet, origin, article, listedAs ?? `${origin}${article.path}`));
    }
  }
  outlet.feeds.forEach((feed, place) => {
    if (feed.damage !== undefined) oddities[`${feed.damage}-feed`] = `${origin}${feed.path}`;
    routes.set(feed.path, feedReply(outlet, origin, feed, place));
  });
  if (outlet.slow) oddities['slow-host'] = origin;
  return { routes, published, absent, oddities };
}

function linkOf(origin: string, article: ContentArticle): string | null {
  const serve = article.serve;
  if (serve?.as === 'no-link') return null;
  if (serve?.as === 'redirect') return `${origin}${serve.from}`;
  if (serve?.as === 'tracking') return `${origin}${article.path}?${serve.query}`;
  return `${origin}${article.path}`;
}

function pageOf(outlet: ContentOutlet, origin: string, article: ContentArticle): Reply {
  const plan = planOf(outlet, origin, article);
  const text = article.serve?.as === 'consent' ? consent(plan) : TEMPLATES[outlet.template](plan);
  return { type: htmlType(outlet), body: encode(text, outlet.charset), modified: article.date };
}

function planOf(outlet: ContentOutlet, origin: string, article: ContentArticle): PagePlan {
  const at = outlet.articles.indexOf(article);
  const others = [...outlet.articles.slice(at + 1), ...outlet.articles.slice(0, at)];
  return {
    outlet: { name: outlet.name, language: outlet.language, origin },
    labels: labelsOf(outlet.language),
    charset: outlet.charset,
    url: `${origin}${article.path}`,
    title: article.title,
    date: article.date,
    authors: article.authors,
    section: article.section,
    paragraphs: article.paragraphs,
    related: others.filter((other) => !ABSENT.has(other.serve?.as ?? '')).slice(0, 3),
    gated: article.serve?.as === 'paywall',
  };
}

function factsOf(
  outlet: ContentOutlet,
  origin: string,
  article: ContentArticle,
  listedAs: string,
): PublishedArticle {
  const visible = article.serve?.as === 'consent' ? [] : shown(planOf(outlet, origin, article));
  return {
    outlet: outlet.id,
    url: `${origin}${article.path}`,
    listedAs,
    feedUrls: article.feeds.map((place) => `${origin}${outlet.feeds[place]?.path}`),
    title: article.title,
    language: outlet.language,
    publishedAt: new Date(article.date).toISOString(),
    publishedDay: article.date.slice(0, 10),
    authors: article.authors,
    text: visible.join('\n\n'),
    expect: article.expect,
  };
}

function feedReply(outlet: ContentOutlet, origin: string, feed: ContentFeed, place: number): Reply {
  if (feed.damage === 'html') {
    const body = `<!doctype html><html lang="en"><head><title>${markup(outlet.name)}</title></head><body><h1>We will be back shortly</h1><p>The page you asked for is being maintained.</p></body></html>`;
    return { type: 'text/html; charset=utf-8', body };
  }
  const listed = outlet.articles
    .filter((article) => article.feeds.includes(place))
    .sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
  const entries = listed.map((article): FeedEntry => ({ ...article, url: linkOf(origin, article) }));
  const first = entries[0];
  if (feed.damage === 'cut' && first !== undefined) entries.push(first);
  const { body, type } = renderFeed({
    ...feed,
    language: outlet.language,
    site: `${origin}/`,
    url: `${origin}${feed.path}`,
    entries,
  });
  const modified = listed[0]?.date;
  return {
    type,
    body: feed.damage === 'cut' ? cut(body) : body,
    ...(modified === undefined ? {} : { modified }),
  };
}

/** Bare ampersands, and the tail lost inside the last item, which only repeats the first. */
function cut(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString('utf8').replaceAll('&amp;', '&');
  return Buffer.from(text.slice(0, text.lastIndexOf('<description>') + 40));
}

/** Legacy hosts leave the charset to the page's own meta element, as many do. */
function htmlType(outlet: ContentOutlet): string {
  return outlet.charset === 'utf-8' ? 'text/html; charset=utf-8' : 'text/html';
}

function frontPage(outlet: ContentOutlet): Reply {
  const links = outlet.feeds.map(
    (feed) =>
      `<link rel="alternate" type="${feed.format === 'json' ? 'application/feed+json' : `application/${feed.format}+xml`}" title="${markup(feed.title)}" href="${feed.path}">`,
  );
  const items = outlet.articles.map(
    (article) => `<li><a href="${markup(article.path)}">${markup(article.title)}</a></li>`,
  );
  const page = `<!DOCTYPE html>
<html lang="${outlet.language}">
<head>
<meta charset="${outlet.charset}">
<title>${markup(outlet.name)}</title>
${links.join('\n')}
</head>
<body><h1>${markup(outlet.name)}</h1><ul>${items.join('\n')}</ul></body>
</html>
`;
  return { type: htmlType(outlet), body: encode(page, outlet.charset) };
}
