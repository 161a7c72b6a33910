/** The wall that some sites show in the article's place until cookies are accepted. */
import { head, markup, type PagePlan } from './parts.ts';

export function consent(page: PagePlan): string {
  const { labels } = page;
  return `${head(page, ['<meta name="robots" content="noindex">'])}
<body class="cmp-open">
<div id="consent-wall" class="cmp-wall" role="dialog" aria-modal="true">
<h1>${markup(page.outlet.name)}</h1>
<p>${markup(labels.consent)}</p>
<button id="accept-all">${markup(labels.accept)}</button>
<p><a href="/privacy">Privacy</a> <a href="/imprint">Imprint</a></p>
</div>
<noscript><p>JavaScript</p></noscript>
</body>
</html>
`;
}
