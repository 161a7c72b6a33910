/** Text with passages marked in place: the words searched for, or the sentences that are evidence. */
import { type Html, html } from './html.ts';

/** UTF-16 offsets; what lies outside the text is ignored. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

/** A piece of text that is marked as a whole, or not at all. */
export interface Stretch {
  readonly text: string;
  /** Index of its passage in the list of joined passages; null for plain text. */
  readonly passage: number | null;
  /** Whether the passage begins here, and not in an earlier paragraph. */
  readonly first: boolean;
}

/** The passages in order of their start, those that overlap or touch joined into one. */
export function joinPassages(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = [];
  for (const { start, end } of [...passages].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (end <= start) continue;
    if (last !== undefined && start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else joined.push({ start, end });
  }
  return joined;
}

/** The paragraphs of a text, which blank lines separate, as stretches; `joined` must come from joinPassages(). */
export function paragraphsOf(text: string, joined: readonly Passage[]): Stretch[][] {
  const paragraphs: Stretch[][] = [];
  let from = 0;
  for (const paragraph of text.split('\n\n')) {
    const to = from + paragraph.length;
    if (paragraph.trim() !== '') paragraphs.push(stretches(text, from, to, joined));
    from = to + 2;
  }
  return paragraphs;
}

function stretches(text: string, from: number, to: number, joined: readonly Passage[]): Stretch[] {
  const found: Stretch[] = [];
  let at = from;
  for (const [passage, { start, end }] of joined.entries()) {
    const begins = Math.max(start, from);
    const ends = Math.min(end, to);
    if (begins >= ends) continue;
    if (begins > at) found.push({ text: text.slice(at, begins), passage: null, first: false });
    found.push({ text: text.slice(begins, ends), passage, first: start >= from });
    at = ends;
  }
  if (at < to) found.push({ text: text.slice(at, to), passage: null, first: false });
  return found;
}

/** The stretches of a line as HTML. With a `name`, passages get the anchors `name-1`, `name-2` ... */
export function marked(line: readonly Stretch[], name: string | null = null): Html {
  return html`${line.map(({ text, passage, first }) => {
    if (passage === null) return text;
    if (name === null || !first) return html`<mark>${text}</mark>`;
    return html`<mark id="${name}-${passage + 1}" tabindex="-1">${text}</mark>`;
  })}`;
}

/** One line of text with matches marked. */
export function withMatches(text: string, matches: readonly Passage[]): Html {
  return marked(stretches(text, 0, text.length, joinPassages(matches)));
}

/** A text of one line, such as a headline, as stretches. */
export function lineOf(text: string, joined: readonly Passage[]): Stretch[] {
  return stretches(text, 0, text.length, joined);
}
