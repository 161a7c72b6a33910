/** The frame around every page: head, header with navigation and search, footer. */
import { MAX_TEXT } from '../query/query-text.ts';
import type { Assets } from './assets.ts';
import { attribute, type Html, html, NONE } from './html.ts';
import { type Reader, SECTIONS, type View } from './site.ts';

/** Without a reader there are no links and no search, all of which need a token. */
export function layout(
  { hrefs }: Assets,
  { title, section, main, charts, searches }: View,
  reader: Reader | null,
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · jvwire</title>
<link rel="icon" type="image/svg+xml" href="${hrefs.icon}">
<link rel="stylesheet" href="${hrefs.style}">
${charts ? html`<link rel="stylesheet" href="${hrefs.chartStyle}">` : ''}
<link rel="alternate" type="application/atom+xml" title="Tagged articles" href="/feeds/articles.atom?tag=chinese-ev-jv">
<script src="${hrefs.script}" type="module"></script>
${charts ? html`<script src="${hrefs.chartLibrary}" defer></script><script src="${hrefs.chartScript}" type="module"></script>` : ''}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="site">
<div class="frame">
<a class="brand" href="/">jvwire</a>
${reader === null ? NONE : navigation(section)}
${reader === null || searches ? NONE : headerSearch()}
${reader?.session ? signOut : NONE}
</div>
</header>
<main id="main" tabindex="-1" class="frame">
${main}
</main>
<footer class="site">
<div class="frame">
<p>Times are UTC. Quotes are taken from the articles word for word.</p>
${reader === null ? NONE : footerLinks()}
</div>
</footer>
<p class="progress" role="status" data-progress></p>
</body>
</html>`;
}

function navigation(section: View['section']): Html {
  return html`<nav aria-label="Main">
<ul>${SECTIONS.map(
    ({ id, href, name }) =>
      html`<li><a href="${href}"${attribute('aria-current', id === section ? 'true' : null)}>${name}</a></li>`,
  )}</ul>
</nav>`;
}

const signOut: Html = html`<form method="post" action="/logout" class="sign-out" data-busy="Signing out">
<button type="submit" class="quiet">Sign out</button>
</form>`;

function footerLinks(): Html {
  return html`<ul>
<li><a href="/docs">API</a></li>
<li><a href="/feeds/articles.atom?tag=chinese-ev-jv">Atom feed</a></li>
<li data-shortcut hidden><button type="button" class="quiet"></button></li>
</ul>`;
}

function headerSearch(): Html {
  return html`<form role="search" action="/search" method="get" class="site-search">
<label class="visually-hidden" for="site-search">Search articles</label>
<input id="site-search" name="query" type="search" maxlength="${MAX_TEXT}" placeholder="Search articles" autocomplete="off" data-search>
<button type="submit">Search</button>
</form>`;
}
