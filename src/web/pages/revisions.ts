/** `/articles/:id/revisions`: what a publisher changed, word by word. */
import type { VersionChange } from '../../pipeline/answers/article-versions.ts';
import { nearChanges, readableSpans } from '../../stories/readable-diff.ts';
import type { DiffSpan } from '../../stories/revision.ts';
import { type Html, html, NONE } from '../html.ts';
import { articleHref } from '../links.ts';
import { empty, foreign, titleOf } from '../parts.ts';
import type { Page } from '../site.ts';
import { moment } from '../words.ts';

/** The latest changes are shown. */
const MAX_CHANGES = 20;
/** Characters of unchanged text that are shown on either side of a change. */
const CONTEXT = 200;

export const revisionsPage: Page = ({ answers }, { id }) => {
  const { id: article, versions, changes } = answers.versions(id);
  const { language } = answers.article(id);
  const title = titleOf(versions.at(-1)?.title ?? null);
  const shown = changes.slice(-MAX_CHANGES).reverse();
  return {
    title: `Changes: ${title}`,
    section: 'articles',
    main: html`<p class="meta"><a href="${articleHref(article)}">Back to the article</a></p>
<h1>What changed: ${foreign(title, language)}</h1>
${shown.length === 0 ? empty('Its publisher has not changed it as far as we saw.') : NONE}
${shown.length < changes.length ? html`<p class="muted">The latest ${shown.length} of ${changes.length} changes.</p>` : NONE}
${shown.map((change) => changed(change, language))}`,
  };
};

function changed(
  { from, to, at, kinds, diff, exchanges, ventures }: VersionChange,
  language: string | null,
): Html {
  return html`<section class="card" aria-labelledby="change-${from}"><h2 id="change-${from}">Version ${from} to ${to}</h2>
<p class="meta">Found ${moment(at)}: ${kinds.join(', ')}</p>
${kinds.includes('headline') ? html`<h3>Headline</h3><p class="diff">${foreign(spans(readableSpans(diff.title)), language)}</p>` : NONE}
${exchanged('Figures', exchanges)}
${exchanged('Ventures', [ventures])}
${kinds.includes('text') ? html`<h3>Text</h3><p class="diff">${foreign(spans(shortened(readableSpans(diff.text))), language)}</p>` : NONE}
</section>`;
}

function exchanged(
  name: string,
  exchanges: readonly { readonly removed: readonly string[]; readonly added: readonly string[] }[],
): Html {
  const lines = exchanges.filter(({ removed, added }) => removed.length + added.length > 0);
  if (lines.length === 0) return NONE;
  return html`<h3>${name}</h3>${lines.map(({ removed, added }) => html`<p class="diff">${removed.map((text) => html`<del>${text}</del> `)}${added.map((text) => html`<ins>${text}</ins> `)}</p>`)}`;
}

const spans = (diff: readonly DiffSpan[]): Html =>
  html`${diff.map(({ kind, text }, index) => {
    if (kind === 'same') return text;
    if (kind === 'removed') return html`<del>${text}</del>`;
    // Without a space, removed text and what replaces it would read as one word.
    const gap = diff[index - 1]?.kind === 'removed' && !/\s$/.test(diff[index - 1]?.text ?? '') ? ' ' : NONE;
    return html`${gap}<ins>${text}</ins>`;
  })}`;

/** Cuts long unchanged text to the context of the changes. */
function shortened(diff: readonly DiffSpan[]): DiffSpan[] {
  return diff.map(({ kind, text }, index) => {
    const near = { before: index > 0, after: index < diff.length - 1 };
    return { kind, text: kind === 'same' ? nearChanges(text, CONTEXT, near) : text };
  });
}
