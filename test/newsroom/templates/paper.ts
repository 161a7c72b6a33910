/** A daily paper: a NewsArticle in JSON-LD, a byline block, captions, a link box in the text, and sometimes a gate. */
import {
  clock,
  head,
  jsonLd,
  markup,
  menu,
  openGraph,
  type PagePlan,
  relatedList,
  shown,
  visibleDate,
} from './parts.ts';

export function paper(page: PagePlan): string {
  const { labels } = page;
  const news = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: page.title,
    datePublished: page.date,
    author: page.authors.map((name) => ({ '@type': 'Person', name })),
    publisher: { '@type': 'Organization', name: page.outlet.name },
    articleSection: page.section,
    inLanguage: page.outlet.language,
    isAccessibleForFree: !page.gated,
    ...(page.gated
      ? { hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.story__rest' } }
      : {}),
  };
  const first = page.related[0];
  const box =
    first === undefined || page.gated
      ? ''
      : `<div class="story__inline-link"><span>${markup(labels.related)}</span> <a href="${markup(first.path)}">${markup(first.title)}</a></div>`;
  const body = shown(page).map((text, at) => `<p class="story__p">${markup(text)}</p>${at === 1 ? box : ''}`);
  const gate = page.gated
    ? `<div class="paywall" data-gate="metered"><h2>${markup(labels.gate)}</h2><button>${markup(labels.subscribe)}</button></div>`
    : '';
  return `${head(page, [...openGraph(page), jsonLd(news)])}
<body>
<div class="topbar"><a href="/login">Log in</a> <a href="/subscribe">${markup(labels.subscribe)}</a></div>
<header class="mast"><a class="mast__name" href="/">${markup(page.outlet.name)}</a>${menu(page)}</header>
<main>
<article class="story">
<div class="story__kicker">${markup(page.section)}</div>
<h1 class="story__headline">${markup(page.title)}</h1>
<div class="story__byline"><span class="story__author">${markup(labels.by)} ${markup(page.authors.join(', '))}</span> <time datetime="${page.date}">${markup(visibleDate(page))} ${clock(page)}</time></div>
<ul class="story__tools"><li><button>${markup(labels.share)}</button></li><li><button>Aa</button></li></ul>
<figure class="story__media"><img src="/static/lead.jpg" alt="${markup(labels.caption)}"><figcaption>${markup(labels.caption)}</figcaption></figure>
<div class="story__body">
${body.join('\n')}
</div>
${gate}
</article>
<section class="more"><h2>${markup(labels.related)}</h2>${relatedList(page)}</section>
<section class="ranked"><h2>${markup(labels.mostRead)}</h2>${relatedList(page)}</section>
</main>
<footer class="foot"><p>${markup(labels.footer)}</p><ul><li><a href="/terms">Terms</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>
</body>
</html>
`;
}
