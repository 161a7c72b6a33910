/** How the articles of a question divide, each count a link that narrows the list to it or takes that back. */
import type { ArticleFilter } from '../query/article-filter.ts';
import { FACETS, type Facet, type FacetCount, type Facets } from '../query/facets.ts';
import { type Html, html, NONE } from './html.ts';
import { withoutValue, withValue } from './links.ts';
import type { Site } from './site.ts';
import { languageName, number } from './words.ts';

/** Values that are shown at once; the others on demand. */
const SHOWN = 6;

const HEADINGS: Readonly<Record<Facet, string>> = {
  company: 'Company',
  stage: 'Stage',
  lang: 'Language',
  feed: 'Source',
};

interface Line extends FacetCount {
  readonly text: string;
  readonly chosen: boolean;
  readonly href: string;
}

export async function facetsOf(
  { names }: Pick<Site, 'names'>,
  filter: ArticleFilter,
  facets: Facets,
): Promise<Html> {
  const named: Readonly<Record<Facet, (value: string) => string | Promise<string>>> = {
    company: names.company,
    stage: String,
    lang: languageName,
    feed: names.feed,
  };
  const sections = await Promise.all(
    FACETS.map(async (facet) => {
      const chosen: readonly string[] = filter[facet]?.any ?? [];
      const lines = await Promise.all(
        facets.counts[facet].map(
          async ({ value, count }): Promise<Line> => ({
            value,
            count,
            text: await named[facet](value),
            chosen: chosen.includes(value),
            href: chosen.includes(value)
              ? withoutValue(filter, facet, value)
              : withValue(filter, facet, value),
          }),
        ),
      );
      return section(facet, lines);
    }),
  );
  return html`${sections}
${facets.complete ? NONE : html`<p class="muted">Counted over the newest ${number(facets.counted)}.</p>`}`;
}

function section(facet: Facet, lines: readonly Line[]): Html {
  if (lines.length === 0) return NONE;
  const [shown, rest] = [lines.slice(0, SHOWN), lines.slice(SHOWN)];
  return html`<section class="facet" aria-labelledby="facet-${facet}"><h2 id="facet-${facet}">${HEADINGS[facet]}</h2>
<ul class="plain">${shown.map(item)}</ul>
${rest.length === 0 ? NONE : html`<details${rest.some(({ chosen }) => chosen) ? html` open` : NONE}><summary>${rest.length} more</summary><ul class="plain">${rest.map(item)}</ul></details>`}
</section>`;
}

function item({ text, count, chosen, href }: Line): Html {
  return html`<li><a href="${href}" class="${chosen ? 'chosen' : ''}"><span dir="auto">${chosen ? html`<span class="visually-hidden">Remove filter: </span>` : NONE}${text}${chosen ? html` <span aria-hidden="true">×</span>` : NONE}</span> <span class="count">${number(count)}<span class="visually-hidden"> articles</span></span></a></li>`;
}
