/** Components that several pages share. */
import type { Partner, Stage, Verdict } from '../core/model.ts';
import { addsToHeadline } from '../core/shown-quote.ts';
import type { ArticleSummary } from '../store/lists/article-summaries.ts';
import { type SincePublished, sinceNotes } from '../text/shown/since-published.ts';
import { attribute, type Html, html, joined, NONE } from './html.ts';
import { articleHref, companyHref } from './links.ts';
import { withMatches } from './marked-text.ts';
import { countryName, direction, languageName, languageTag, published, sentence } from './words.ts';

export const DOT = html` <span class="dot" aria-hidden="true">·</span> `;

/** The course of a venture in four steps, for colours and charts. */
export const PHASES = {
  early: { name: 'in talks', stages: ['rumoured', 'talks', 'mou'] },
  deal: { name: 'agreed', stages: ['signed', 'approved'] },
  running: { name: 'running', stages: ['operating', 'expanded'] },
  end: { name: 'changed or ended', stages: ['restructured', 'dissolved'] },
} as const satisfies Readonly<Record<string, { name: string; stages: readonly Stage[] }>>;
export type Phase = keyof typeof PHASES;

const PHASE_OF = Object.fromEntries(
  Object.entries(PHASES).flatMap(([phase, { stages }]) => stages.map((stage) => [stage, phase])),
) as Readonly<Record<Stage, Phase>>;

export const phaseOf = (stage: Stage): Phase => PHASE_OF[stage];

export function stageBadge(stage: Stage | null): Html {
  return stage === null
    ? html`<span class="muted">not said</span>`
    : html`<span class="badge phase-${phaseOf(stage)}">${stage}</span>`;
}

const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  full: 'full text',
  thin: 'little text',
  paywalled: 'paywalled',
  consent: 'consent wall',
  blocked: 'blocked',
  'not-article': 'not an article',
};

export const verdictText = (verdict: Verdict): string => VERDICT_TEXT[verdict];

/** The `lang` and `dir` attributes of an element around stored text. */
export const spoken = (text: Html | string, language: string | null): Html =>
  html`${attribute('lang', languageTag(language))} dir="${direction(String(text), language)}"`;

/** Stored text in an element that declares its language and direction. */
export function foreign(
  text: Html | string,
  language: string | null,
  element: 'span' | 'p' | 'q' = 'span',
): Html {
  const own = spoken(text, language);
  switch (element) {
    case 'p':
      return html`<p${own}>${text}</p>`;
    case 'q':
      return html`<q${own}>${text}</q>`;
    case 'span':
      return html`<span${own}>${text}</span>`;
  }
}

/** A stored name within a line of ours, isolated so that a right-to-left name does not reorder what stands beside it. */
export const nameOf = (name: string): Html => html`<bdi>${name}</bdi>`;

export const sourceName = (source: string): Html => html`<bdi class="source">${source}</bdi>`;

export const titleOf = (title: string | null): string =>
  title === null || title.trim() === '' ? '(no title)' : title;

export function languageMark(language: string | null): Html | null {
  return language === null ? null : html`<span class="language">${languageName(language)}</span>`;
}

/** Facts about something in one line, with badges behind them. */
export function metaLine(
  facts: readonly (Html | string | null | false)[],
  badges: readonly (Html | null | false)[] = [],
): Html {
  return html`<p class="meta">${joined(facts, DOT)} ${joined(badges, html` `)}</p>`;
}

/** Badges for an article that was changed or taken down since it was published, shown wherever it is cited. */
export const sinceBadges = (article: SincePublished): Html =>
  html`${sinceNotes(article).map((note) => html` <span class="badge bad">${note}</span>`)}`;

/** An article in a list: where and when, its title, and the sentence that proves it or that was searched for. */
export function articleItem(article: ArticleSummary, level: 'h2' | 'h3'): Html {
  const { id, source, language, verdict, confidence, titleMatches } = article;
  const title = html`<a href="${articleHref(id)}">${foreign(withMatches(titleOf(article.title), titleMatches ?? []), language)}</a>`;
  const quote = quoteOf(article);
  return html`<article class="item">
${metaLine(
  [sourceName(source), published(article), languageMark(language)],
  [
    verdict !== null && verdict !== 'full' && html`<span class="badge">${verdictText(verdict)}</span>`,
    confidence !== null && html`<span class="badge tagged">tagged ${confidence.toFixed(2)}</span>`,
    sinceBadges(article),
  ],
)}
${level === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${quote === null ? NONE : html`<blockquote>${foreign(quote, language, 'p')}</blockquote>`}
</article>`;
}

/** The search snippet, or else the best evidence; null where only the headline has either. */
function quoteOf({ snippet, snippetMatches, evidence }: ArticleSummary): Html | string | null {
  if (snippet !== undefined) return snippet === '' ? null : withMatches(snippet, snippetMatches ?? []);
  return evidence !== null && addsToHeadline(evidence) ? evidence.sentence : null;
}

/** `BYD (China) 50 % + Toyota (Japan) 50 %`; companies that are known are links. */
export function partnersText(partners: readonly (Partner & { readonly stake?: number | null })[]): Html {
  if (partners.length === 0) return html`<span class="muted">not known</span>`;
  return joined(
    partners.map(({ companyId, name, country, stake }) => {
      const named =
        companyId === null
          ? html`<span dir="auto">${name}</span>`
          : html`<a href="${companyHref(companyId)}" dir="auto">${name}</a>`;
      const from = country === null ? null : html`<abbr title="${countryName(country)}">${country}</abbr>`;
      const share = stake === null || stake === undefined ? null : `${stake} %`;
      if (from === null && share === null) return html`<span class="partner">${named}</span>`;
      // No line break before the country or share: at the start of a line it would seem to belong to the next partner.
      return html`<span class="partner">${named}\u00a0<span class="nowrap">${joined([from, share], html` `)}</span></span>`;
    }),
    html`<span class="plus"> + </span>`,
  );
}

/** A list of names with their values; rows whose value is null or empty are left out. */
export function facts(rows: readonly (readonly [string, Html | string | null])[]): Html {
  const present = rows.filter(([, value]) => value !== null && value !== '');
  return html`<dl class="facts">${present.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function empty(text: Html | string, more: Html = NONE): Html {
  return html`<div class="empty"><p>${text}</p>${more}</div>`;
}

/** Notes on a question, such as a name in it that nothing goes by; nothing when there are none. */
export function unknownNote(unknown: readonly string[]): Html {
  return html`${unknown.map((line) => html`<p class="note" role="status" dir="auto">${sentence(line)}</p>`)}`;
}

export const EVERYTHING_PAUSED = 'Everything is paused: nothing new is started.';

/** What a list may lack because sources were not watched all the time; nothing for null. */
export function coverageNote(line: string | null): Html {
  return line === null
    ? NONE
    : html`<p class="note coverage"><strong>What may be missing:</strong> ${line}. <a href="/feeds">Feed health</a></p>`;
}

/** A table that scrolls in a box of its own where it is wider than the page; focusable, to scroll it by keyboard. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}
