/** Counts of the matching articles by company, stage, language and source, each a link that sets or removes a filter. */
import type { ArticleFilter, ListField } from '../query/article-filter.ts';
import { FACETS, type Facet, type FacetCount, type Facets } from '../query/facets.ts';
import { type Html, html, NONE } from './html.ts';
import { withoutValue, withValue } from './links.ts';
import type { Site } from './site.ts';
import { languageName, number } from './words.ts';

/** Values of each facet that are shown; the others are collapsed. */
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
  /** Null where no filter would leave exactly the articles that are counted. */
  readonly href: string | null;
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
      const lines = await Promise.all(
        facets.counts[facet].map(
          async ({ value, count }): Promise<Line> => ({
            value,
            count,
            text: await named[facet](value),
            ...narrowing(filter, facet, value),
          }),
        ),
      );
      return section(facet, lines);
    }),
  );
  return html`${sections}
${facets.complete ? NONE : html`<p class="muted">Counted over the newest ${number(facets.counted)}.</p>`}`;
}

/**
 * A second value of a field would widen the list, because several values mean any of them. Only companies can be
 * combined: `company` and every one of `with` must match.
 */
function narrowing(filter: ArticleFilter, facet: Facet, value: string): Pick<Line, 'chosen' | 'href'> {
  const fields: readonly ListField[] = facet === 'company' ? ['company', 'with'] : [facet];
  const chosenIn = (field: ListField): readonly string[] => filter[field]?.any ?? [];
  const chosenField = fields.find((field) => chosenIn(field).includes(value));
  if (chosenField !== undefined) return { chosen: true, href: withoutValue(filter, chosenField, value) };
  const freeField = fields.find((field) => field === 'with' || chosenIn(field).length === 0);
  return { chosen: false, href: freeField === undefined ? null : withValue(filter, freeField, value) };
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
  const line = html`<span dir="auto">${chosen ? html`<span class="visually-hidden">Remove filter: </span>` : NONE}${text}${chosen ? html` <span aria-hidden="true">×</span>` : NONE}</span> <span class="count">${number(count)}<span class="visually-hidden"> ${count === 1 ? 'article' : 'articles'}</span></span>`;
  if (href === null) return html`<li><div>${line}</div></li>`;
  return html`<li><a href="${href}" class="${chosen ? 'chosen' : ''}">${line}</a></li>`;
}
