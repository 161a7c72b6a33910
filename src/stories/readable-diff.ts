/** What changed between two versions, as people read it. Pure. */
import { figuresIn } from './figures.ts';
import type { ArticleChange, DiffSpan } from './revision.ts';

/** A figure by its key: `%50`, `GWh12`, `y2026`, `5800000000`. */
function figureText(key: string): string {
  const [, kind = '', value = key] = /^(%|GWh|y)?(.*)$/.exec(key) ?? [];
  if (kind === 'y') return value;
  const number = Number(value).toLocaleString('en', { maximumFractionDigits: 6 });
  return kind === '%' ? `${number}%` : kind === 'GWh' ? `${number} GWh` : number;
}

/** Characters before a change that are searched for the beginning of its figure; longer runs of digits are no figure. */
const FIGURE_START = 40;

/**
 * Merges changes with nothing between them but a space or a sign into one: the removed text, then the added. A change within
 * a figure is extended to the whole figure.
 */
export function readableSpans(spans: readonly DiffSpan[]): DiffSpan[] {
  const out: DiffSpan[] = [];
  const open = { removed: '', added: '' };
  const both = (text: string): void => {
    open.removed += text;
    open.added += text;
  };
  const close = (): void => {
    for (const kind of ['removed', 'added'] as const) {
      if (open[kind] !== '') out.push({ kind, text: open[kind] });
      open[kind] = '';
    }
  };
  for (const [index, { kind, text }] of spans.entries()) {
    if (kind !== 'same') {
      open[kind] += text;
      continue;
    }
    const [before, after] = [spans[index - 1]?.text ?? '', spans[index + 1]?.text ?? ''];
    if (before !== '' && after !== '' && /^[^\p{L}\p{N}\n]$/u.test(text)) {
      both(text);
      continue;
    }
    const head = /\p{N}$/u.test(before) ? (/^(?:[.,]\p{N}+)+/u.exec(text)?.[0] ?? '') : '';
    const end = text.slice(head.length).slice(-FIGURE_START);
    const tail = /^\p{N}/u.test(after) ? (/(?:\p{N}+[.,])+$/u.exec(end)?.[0] ?? '') : '';
    both(head);
    close();
    out.push({ kind, text: text.slice(head.length, text.length - tail.length) });
    both(tail);
  }
  close();
  return out;
}

/** The fragment of a word at a cut; in a script without spaces a cut between two characters leaves none. */
const CUT_AT_END = /[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]*$/u;
const CUT_AT_START = /^[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]*/u;

/** Shortens a long unchanged stretch to `context` characters after the change before it and before the one after it. */
export function nearChanges(
  text: string,
  context: number,
  { before, after }: { readonly before: boolean; readonly after: boolean },
): string {
  const kept = (before ? context : 0) + (after ? context : 0);
  if (text.length <= kept + context) return text;
  const chars = Array.from(text);
  const head = before ? chars.slice(0, context).join('').replace(CUT_AT_END, '') : '';
  const tail = after ? chars.slice(-context).join('').replace(CUT_AT_START, '') : '';
  return `${head}…${tail}`;
}

/** Figures that were removed, and those that replaced them, as people read them. */
export interface FigureExchange {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The unit or scale right after a number. */
const UNIT = /^[^\p{N}\n]{0,24}/u;

/**
 * The figures of a change in the order of the text, each with what replaced it: sorted lists would not show which share
 * replaced which. Figures that the diffs do not contain come last.
 */
export function figureExchanges(
  { removed, added }: ArticleChange['figures'],
  diffs: readonly (readonly DiffSpan[])[],
  language: string | null,
): FigureExchange[] {
  const left = { removed: new Set(removed.filter(isStated)), added: new Set(added.filter(isStated)) };
  const out: FigureExchange[] = [];
  for (const spans of diffs.map(readableSpans))
    for (const [index, span] of spans.entries()) {
      if (span.kind === 'same' || (span.kind === 'added' && spans[index - 1]?.kind === 'removed')) continue;
      const next = spans[index + 1];
      const came = span.kind === 'added' ? span : next?.kind === 'added' ? next : null;
      const unit = UNIT.exec(spans[index + (came === null || came === span ? 1 : 2)]?.text ?? '')?.[0] ?? '';
      const keysOf = (part: DiffSpan | null) => (part === null ? [] : statedIn(part.text + unit, language));
      const [before, after] = [keysOf(span.kind === 'removed' ? span : null), keysOf(came)];
      const gone = before.filter((key) => !after.includes(key));
      const newly = after.filter((key) => !before.includes(key));
      if (!gone.some((key) => left.removed.has(key)) && !newly.some((key) => left.added.has(key))) continue;
      for (const key of gone) left.removed.delete(key);
      for (const key of newly) left.added.delete(key);
      out.push({ removed: gone.map(figureText), added: newly.map(figureText) });
    }
  const rest = { removed: [...left.removed].map(figureText), added: [...left.added].map(figureText) };
  return rest.removed.length + rest.added.length === 0 ? out : [...out, rest];
}

/** Years are left out: they say when, not how much. */
const isStated = (key: string): boolean => !key.startsWith('y');

const statedIn = (text: string, language: string | null): string[] =>
  figuresIn(text, language)
    .map(({ key }) => key)
    .filter(isStated);
