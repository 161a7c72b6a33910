/** A trade blog in the manner of a common publishing system: Open Graph, a JSON-LD graph, widgets between and after the text. */
import {
  clock,
  head,
  jsonLd,
  markup,
  menu,
  openGraph,
  type PagePlan,
  paragraphs,
  relatedList,
  visibleDate,
} from './parts.ts';

export function blog(page: PagePlan): string {
  const { labels } = page;
  const middle = Math.ceil(page.paragraphs.length / 2);
  const authors = page.authors.map(
    (name) => `<a class="url fn n" rel="author" href="/author/1/">${markup(name)}</a>`,
  );
  const graph = {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Article',
        headline: page.title,
        datePublished: page.date,
        dateModified: page.date,
        author: page.authors.map((name) => ({ '@type': 'Person', name })),
        inLanguage: page.outlet.language,
        mainEntityOfPage: { '@id': page.url },
      },
      { '@type': 'WebSite', name: page.outlet.name, url: page.outlet.origin },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [{ '@type': 'ListItem', position: 1, name: page.section }],
      },
    ],
  };
  const comments = labels.comments.map(
    (text, at) =>
      `<li id="comment-${at + 1}" class="comment"><cite class="fn">Reader ${at + 1}</cite><p>${markup(text)}</p></li>`,
  );
  return `${head(page, [...openGraph(page), `<meta property="article:published_time" content="${page.date}">`, jsonLd(graph)])}
<body class="post-template-default single single-post">
<a class="skip-link screen-reader-text" href="#content">Skip</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">${markup(page.outlet.name)}</a></p>${menu(page)}</header>
<div id="content" class="site-content">
<main id="main" class="site-main">
<article id="post-1" class="post type-post status-publish format-standard hentry">
<header class="entry-header">
<span class="cat-links"><a href="/category/1/" rel="category tag">${markup(page.section)}</a></span>
<h1 class="entry-title">${markup(page.title)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="${page.date}">${markup(visibleDate(page))}, ${clock(page)}</time></span> <span class="byline">${markup(labels.by)} ${authors.join(', ')}</span></div>
</header>
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">${markup(labels.share)}</h3><ul><li><a href="#">X</a></li><li><a href="#">LinkedIn</a></li><li><a href="#">WhatsApp</a></li></ul></div>
<figure class="wp-block-image"><img src="/static/lead.jpg" alt=""><figcaption class="wp-element-caption">${markup(labels.caption)}</figcaption></figure>
<div class="entry-content">
${paragraphs(page.paragraphs.slice(0, middle))}
<aside class="newsletter-signup"><h4>${markup(labels.newsletter)}</h4><form><input type="email" placeholder="e-mail"><button>${markup(labels.subscribe)}</button></form></aside>
${paragraphs(page.paragraphs.slice(middle))}
</div>
<footer class="entry-footer"><span class="tags-links">${markup(labels.tags)}: <a href="/tag/1/" rel="tag">${markup(page.section)}</a></span></footer>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>${markup(labels.related)}</h3>${relatedList(page)}</div>
</article>
<section id="comments" class="comments-area"><h2 class="comments-title">${markup(labels.commentsTitle)}</h2><ol class="comment-list">${comments.join('')}</ol></section>
</main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>${markup(labels.mostRead)}</h2>${relatedList(page)}</section></aside>
</div>
<footer id="colophon" class="site-footer"><p>${markup(labels.footer)}</p></footer>
</body>
</html>
`;
}
