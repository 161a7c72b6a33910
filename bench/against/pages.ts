/** The articles of the comparison: real pages, and copies of each in which the rare words are replaced. */

import { developmentPages, present } from '../../test/article/development-pages.ts';
import { labelsOf } from '../../test/newsroom/content.ts';
import { prose } from '../../test/newsroom/prose.ts';
import { TEMPLATES } from '../../test/newsroom/site.ts';

export interface BenchPage {
  /** Path on its host. */
  readonly path: string;
  readonly title: string;
  readonly html: string;
  /** The known text; null where none is known, and for copies. */
  readonly text: string | null;
}

/** A word in at most so many pages is about the article's subject; others belong to the language or the layout. */
const RARE = 3;
/** Whole words of text: not parts of addresses, names of classes, entities or tags. */
const WORD = /(?<![\p{L}\d_\-/.=#&%@+<\\])[A-Za-z]{5,}(?![\p{L}\d_\-/=(\\]|\.\p{L})/gu;
const LETTERS = 26;

/** The development pages where present, else pages of the generated newsroom; `copies` of each, the original included. */
export function benchPages(copies: number): BenchPage[] {
  return withCopies(present ? realPages() : generatedPages(), copies);
}

export function withCopies(originals: readonly BenchPage[], copies: number): BenchPage[] {
  const rare = rareWords(originals);
  const numbers = Array.from({ length: copies }, (_, copy) => copy);
  return numbers.flatMap((copy) =>
    originals.flatMap((page) => (copy === 0 ? [page] : copyOf(page, copy, rare))),
  );
}

function realPages(): BenchPage[] {
  return developmentPages().map(({ html, truth }, at) => ({
    path: `/${at}/article.html`,
    title: (/<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? '').replace(/\s+/g, ' ').trim() || `Article ${at}`,
    html,
    text: truth.articleBody ?? null,
  }));
}

const GENERATED = 272;
const LAYOUTS = ['blog', 'paper', 'magazine', 'minimal', 'release'] as const;

function generatedPages(): BenchPage[] {
  return Array.from({ length: GENERATED }, (_, number) => {
    const { title, paragraphs } = prose(1, number);
    const html = TEMPLATES[LAYOUTS[number % LAYOUTS.length] ?? 'blog']({
      outlet: { name: 'Bench', language: 'en', origin: '' },
      labels: labelsOf('en'),
      charset: 'utf-8',
      url: '',
      title,
      date: '2026-06-01T12:00:00Z',
      authors: ['Desk'],
      section: 'Industry',
      paragraphs,
      related: [],
      gated: false,
    });
    return { path: `/${number}/article.html`, title, html: String(html), text: paragraphs.join('\n\n') };
  });
}

function rareWords(pages: readonly BenchPage[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { html } of pages)
    for (const word of new Set(html.match(WORD))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count <= RARE).map(([word]) => word));
}

/**
 * The page with all of its rare words replaced by others of the same length: a different article of the same shape. None
 * when the title would stay the same, since that would be the same article.
 */
function copyOf(page: BenchPage, copy: number, rare: ReadonlySet<string>): BenchPage[] {
  const rewrite = (text: string): string =>
    text.replace(WORD, (word) => (rare.has(word) ? shifted(word, copy) : word));
  const title = rewrite(page.title);
  if (title === page.title) return [];
  return [{ path: `/copy-${copy}${page.path}`, title, html: rewrite(page.html), text: null }];
}

function shifted(word: string, by: number): string {
  return word.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + by) % LETTERS));
  });
}
