/** What changed between two versions of one article: headline, figures, ventures, and word by word. */
import { type Change as DiffPart, diffArrays } from 'diff';
import type { Tagging } from '../core/model.ts';
import { ventureKey } from '../core/venture-key.ts';
import { figuresIn } from './figures.ts';

export interface Version {
  readonly title: string;
  readonly text: string;
  readonly language: string | null;
  readonly tagging: Pick<Tagging, 'ventures'>;
}

export const CHANGES = ['headline', 'figures', 'ventures', 'text'] as const;
type ChangeKind = (typeof CHANGES)[number];

export interface ArticleChange {
  /** Empty when nothing that a reader sees has changed. */
  readonly kinds: readonly ChangeKind[];
  readonly headline: { readonly before: string; readonly after: string } | null;
  /** Values as they are compared: `%50`, `5800000000`. */
  readonly figures: { readonly removed: readonly string[]; readonly added: readonly string[] };
  /** Keys of ventures that are no longer, or newly, mentioned. */
  readonly ventures: { readonly removed: readonly string[]; readonly added: readonly string[] };
}

export interface DiffSpan {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Pure; white space and Unicode form do not count as changes. */
export function changeOf(before: Version, after: Version): ArticleChange {
  const headline =
    plain(before.title) === plain(after.title) ? null : { before: before.title, after: after.title };
  const figures = difference(figureKeys(before), figureKeys(after));
  const ventures = difference(ventureKeys(before), ventureKeys(after));
  const kinds: ChangeKind[] = [];
  if (headline !== null) kinds.push('headline');
  if (figures.removed.length + figures.added.length > 0) kinds.push('figures');
  if (ventures.removed.length + ventures.added.length > 0) kinds.push('ventures');
  if (plain(before.text) !== plain(after.text)) kinds.push('text');
  return { kinds, headline, figures, ventures };
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

function figureKeys({ title, text, language }: Version): string[] {
  return figuresIn(`${title}\n\n${text}`, language).map(({ key }) => key);
}

function ventureKeys({ tagging }: Version): string[] {
  return tagging.ventures.map(ventureKey);
}

function difference(
  before: readonly string[],
  after: readonly string[],
): { removed: string[]; added: string[] } {
  const [old, now] = [new Set(before), new Set(after)];
  return { removed: [...old.difference(now)].sort(), added: [...now.difference(old)].sort() };
}

/** With more single changes than this a text counts as rewritten: finding them would cost more than they are worth (O(n d)). */
const MOST_CHANGES = 2_000;
/** Longer texts are compared this far. */
const MOST_TEXT = 100_000;

/** Words, single characters of Chinese and Japanese, and everything between them. */
const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]]+|\s+|[^\p{L}\p{M}\p{N}\s]/gv;

/** The word diff of two texts; a rewritten text is removed whole and added whole. */
export function wordDiff(before: string, after: string): DiffSpan[] {
  const [old, now] = [before.slice(0, MOST_TEXT), after.slice(0, MOST_TEXT)];
  const [words, others] = [old.match(WORD) ?? [], now.match(WORD) ?? []];
  const parts =
    leastChanges(words, others) > MOST_CHANGES
      ? undefined
      : diffArrays(words, others, { maxEditLength: MOST_CHANGES });
  const spans: DiffSpan[] = parts?.map((part) => ({ kind: kindOf(part), text: part.value.join('') })) ?? [
    { kind: 'removed', text: old },
    { kind: 'added', text: now },
  ];
  return spans.filter(({ text }) => text !== '');
}

/** A lower bound of the number of changes, which ignores the order: the words that one of the texts has more often. */
function leastChanges(before: readonly string[], after: readonly string[]): number {
  const balance = new Map<string, number>();
  for (const word of before) balance.set(word, (balance.get(word) ?? 0) + 1);
  for (const word of after) balance.set(word, (balance.get(word) ?? 0) - 1);
  return balance.values().reduce((sum, difference) => sum + Math.abs(difference), 0);
}

function kindOf({ added, removed }: Pick<DiffPart, 'added' | 'removed'>): DiffSpan['kind'] {
  if (added) return 'added';
  return removed ? 'removed' : 'same';
}
