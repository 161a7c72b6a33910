/** What changed between two versions, as people read it. Pure. */
import type { DiffSpan } from './revision.ts';

/** A figure by its key: `%50`, `GWh12`, `y2026`, `5800000000`. */
export function figureText(key: string): string {
  const [, kind = '', value = key] = /^(%|GWh|y)?(.*)$/.exec(key) ?? [];
  if (kind === 'y') return value;
  const number = Number(value).toLocaleString('en', { maximumFractionDigits: 6 });
  return kind === '%' ? `${number}%` : kind === 'GWh' ? `${number} GWh` : number;
}

/** What of a figure stands before a change in it; longer runs of digits are none, and are not searched for where they begin. */
const FIGURE_START = 40;

/**
 * Changes with nothing between them but a space or a sign are one, what went, then what came; and a
 * figure changes whole, not by its last digits.
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
