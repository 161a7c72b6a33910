/** A magazine that marks its articles with microdata: a lead of its own, a pulled quote, an author box, comments. */
import {
  clock,
  head,
  markup,
  menu,
  openGraph,
  type PagePlan,
  paragraphs,
  relatedList,
  visibleDate,
} from './parts.ts';

export function magazine(page: PagePlan): string {
  const { labels } = page;
  const [lead = '', ...rest] = page.paragraphs;
  const comments = labels.comments.map(
    (text) =>
      `<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><p itemprop="text">${markup(text)}</p></div>`,
  );
  return `${head(page, [...openGraph(page), `<meta name="author" content="${markup(page.authors.join(', '))}">`])}
<body>
<div class="cookie-hint" role="dialog"><p>${markup(labels.consent)}</p><button>${markup(labels.accept)}</button></div>
<header><a href="/"><strong>${markup(page.outlet.name)}</strong></a>${menu(page)}</header>
<div itemscope itemtype="https://schema.org/NewsArticle" class="artikel">
<meta itemprop="mainEntityOfPage" content="${markup(page.url)}">
<p class="dachzeile">${markup(page.section)}</p>
<h1 itemprop="headline">${markup(page.title)}</h1>
<p class="vorspann" itemprop="description"><strong>${markup(lead)}</strong></p>
<div class="autorzeile">${markup(labels.by)} <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">${markup(page.authors.join(', '))}</span></span> · <time itemprop="datePublished" datetime="${page.date}">${markup(visibleDate(page))}, ${clock(page)}</time></div>
<figure><img itemprop="image" src="/static/lead.jpg" alt=""><figcaption>${markup(labels.caption)}</figcaption></figure>
<div itemprop="articleBody" class="fliesstext">
${paragraphs(rest)}
</div>
<div class="teilen"><span>${markup(labels.share)}</span><a href="#">Mastodon</a><a href="#">E-Mail</a></div>
</div>
<section class="themen"><h2>${markup(labels.related)}</h2>${relatedList(page)}</section>
<section class="kommentare"><h2>${markup(labels.commentsTitle)}</h2>${comments.join('\n')}</section>
<section class="newsletter"><p>${markup(labels.newsletter)}</p><button>${markup(labels.subscribe)}</button></section>
<footer><small>${markup(labels.footer)}</small></footer>
</body>
</html>
`;
}
