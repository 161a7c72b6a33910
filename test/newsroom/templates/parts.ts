/** The pieces that the page templates of the newsroom share: escaping, metadata, and what stands around an article. */
import type { Labels } from '../content.ts';

/** What a template needs to write one page. */
export interface PagePlan {
  readonly outlet: { readonly name: string; readonly language: string; readonly origin: string };
  readonly labels: Labels;
  readonly charset: string;
  /** Absolute and canonical. */
  readonly url: string;
  readonly title: string;
  /** ISO 8601 with its offset. */
  readonly date: string;
  readonly authors: readonly string[];
  readonly section: string;
  readonly paragraphs: readonly string[];
  readonly related: readonly { readonly title: string; readonly path: string }[];
  /** The text ends at a gate. */
  readonly gated: boolean;
}

export type Template = (page: PagePlan) => string;

/** Text for markup, attributes included. */
export function markup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The opening of an article as feeds show it. */
export function teaser(paragraphs: readonly string[]): string {
  const first = paragraphs[0] ?? '';
  return first.length <= 240 ? first : `${first.slice(0, 236).replace(/\s+\S*$/, '')} …`;
}

/** JSON for a script element: nothing in it can end the element, and every charset can carry it. */
export function jsonLd(value: object): string {
  const json = JSON.stringify(value).replace(/[<\u007f-\uffff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `<script type="application/ld+json">${json}</script>`;
}

/** The document's head; `extra` is the template's own metadata. */
export function head(page: PagePlan, extra: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="${page.outlet.language}">
<head>
<meta charset="${page.charset}">
<title>${markup(page.title)} | ${markup(page.outlet.name)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/site.css">
<link rel="canonical" href="${markup(page.url)}">
${extra.join('\n')}
<script>window.dataLayer = window.dataLayer || []; dataLayer.push({ pageType: "article" });</script>
</head>`;
}

export function openGraph(page: PagePlan): string[] {
  return [
    '<meta property="og:type" content="article">',
    `<meta property="og:title" content="${markup(page.title)}">`,
    `<meta property="og:site_name" content="${markup(page.outlet.name)}">`,
    `<meta property="og:url" content="${markup(page.url)}">`,
    `<meta property="og:description" content="${markup(teaser(page.paragraphs))}">`,
    `<meta property="og:image" content="${page.outlet.origin}/static/lead.jpg">`,
  ];
}

export function menu(page: PagePlan): string {
  const links = page.labels.menu.map(
    (label, at) => `<li><a href="/section/${at + 1}/">${markup(label)}</a></li>`,
  );
  return `<nav class="main-menu"><ul>${links.join('')}</ul></nav>`;
}

export function relatedList(page: PagePlan): string {
  const links = page.related.map(
    (other) => `<li><a href="${markup(other.path)}">${markup(other.title)}</a></li>`,
  );
  return `<ul>${links.join('\n')}</ul>`;
}

export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${markup(text)}</p>`).join('\n');
}

/** The day as people of the language write it. */
export function visibleDate(page: PagePlan): string {
  const day = new Date(`${page.date.slice(0, 10)}T12:00:00Z`);
  const format = new Intl.DateTimeFormat(page.outlet.language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(day);
}

export const clock = (page: PagePlan): string => page.date.slice(11, 16);

/** The published text: whole, or its first two paragraphs before a gate. */
export function shown(page: PagePlan): readonly string[] {
  return page.gated ? page.paragraphs.slice(0, 2) : page.paragraphs;
}
