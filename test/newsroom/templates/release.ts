/** A press room of the old kind: a table layout, a dateline, a note about the publisher and a contact. */
import { head, markup, menu, type PagePlan, paragraphs, relatedList, visibleDate } from './parts.ts';

export function release(page: PagePlan): string {
  const { labels } = page;
  return `${head(page, [])}
<body bgcolor="#ffffff">
<table width="100%"><tr><td colspan="2"><a href="/"><b>${markup(page.outlet.name)}</b></a></td></tr>
<tr><td width="180" valign="top">${menu(page)}<p>${markup(labels.related)}</p>${relatedList(page)}</td>
<td valign="top">
<h2>${markup(page.title)}</h2>
<p class="dateline"><i>${markup(visibleDate(page))}</i></p>
${paragraphs(page.paragraphs)}
<hr>
<p class="contact">${markup(page.authors.join(', '))}<br>press@example.invalid<br>+00 000 0000</p>
</td></tr>
<tr><td colspan="2"><font size="1">${markup(labels.footer)}</font></td></tr></table>
</body>
</html>
`;
}
