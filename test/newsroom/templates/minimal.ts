/** A lean site: one main element, Open Graph times, short side matter. */
import {
  head,
  markup,
  menu,
  openGraph,
  type PagePlan,
  paragraphs,
  relatedList,
  visibleDate,
} from './parts.ts';

export function minimal(page: PagePlan): string {
  const { labels } = page;
  const extra = [
    ...openGraph(page),
    `<meta property="article:published_time" content="${page.date}">`,
    ...page.authors.map((name) => `<meta property="article:author" content="${markup(name)}">`),
  ];
  return `${head(page, extra)}
<body>
<header><a href="/">${markup(page.outlet.name)}</a>${menu(page)}</header>
<main>
<h1>${markup(page.title)}</h1>
<p class="meta">${markup(visibleDate(page))} · ${markup(labels.by)} ${markup(page.authors.join(', '))} · ${markup(page.section)}</p>
<img src="/static/lead.jpg" alt="">
${paragraphs(page.paragraphs)}
<p class="share"><a href="#">${markup(labels.share)}</a></p>
</main>
<aside class="next"><h2>${markup(labels.related)}</h2>${relatedList(page)}</aside>
<footer><p>${markup(labels.newsletter)}</p><p>${markup(labels.footer)}</p></footer>
</body>
</html>
`;
}
