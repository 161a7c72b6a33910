/** Finds the passage of a text that answers a query best, and the words in it to mark. */
import {
  foldWords,
  type Hyphenated,
  hyphenatedIn,
  PAIRED_RUN,
  queryTerms,
  type Term,
  type Unit,
  unitsOf,
} from './search-units.ts';

/** UTF-16 offsets into the snippet. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

export interface Highlight {
  /** One line; an ellipsis marks where the text was cut. */
  readonly snippet: string;
  readonly matches: readonly Match[];
}

interface Hit extends Match {
  readonly term: number;
}

/** Characters on either side of the middle of a snippet: two lines of a terminal in all. */
const RADIUS = 120;
/** The same for Chinese, Japanese and Korean, which are twice as wide and denser. */
const RADIUS_WIDE = 60;
/** Characters by which a text is judged wide or narrow. */
const LOOKED_AT = 400;
const THAI = /\p{sc=Thai}/u;
/** Hits beyond these add nothing to the choice of a passage. */
const MAX_HITS = 2_000;
/** How far a cut may move to fall between words. */
const SNAP = 20;

/**
 * Parses a query once and returns a function that marks its words in any number of texts. The snippet is the window of about
 * twice `radius` characters with the most different terms, then the most hits, then the earliest one; without a hit, the
 * beginning of the text.
 */
export function highlighter(userText: string): (text: string, options?: { radius?: number }) => Highlight {
  const terms = queryTerms(userText).filter(({ excluded }) => !excluded);
  return (text, { radius } = {}) => highlight(text, terms, radius);
}

function highlight(text: string, terms: readonly Term[], radius?: number): Highlight {
  const size = 2 * Math.max(10, radius ?? (isWide(text) ? RADIUS_WIDE : RADIUS));
  const hits = findHits(text, terms);
  const [from, to] = bounds(text, hits, size);
  const head = from > 0 ? '…' : '';
  const snippet = `${head}${text.slice(from, to).replace(/\s/g, ' ')}${to < text.length ? '…' : ''}`;
  const matches: Match[] = [];
  for (const hit of hits) {
    if (hit.start < from || hit.end > to) continue;
    const start = hit.start - from + head.length;
    const end = hit.end - from + head.length;
    const last = matches.at(-1);
    if (last !== undefined && start <= last.end) {
      matches[matches.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else matches.push({ start, end });
  }
  return { snippet, matches };
}

function isWide(text: string): boolean {
  const start = text.slice(0, LOOKED_AT);
  // Thai is as narrow as Latin.
  const narrow = start.replace(PAIRED_RUN, (run) => (THAI.test(run) ? run : ''));
  return narrow.length * 2 < start.length;
}

function findHits(text: string, terms: readonly Term[]): Hit[] {
  const hits: Hit[] = [];
  if (terms.length === 0) return hits;
  const units = unitsOf(text);
  const hyphenated = new Map(hyphenatedIn(text).map((word) => [word.start, word]));
  for (let at = 0; at < units.length && hits.length < MAX_HITS; at += 1) {
    const start = units[at]?.start ?? 0;
    const word = hyphenated.get(start);
    for (const [index, term] of terms.entries()) {
      const end =
        matchAt(units, at, term.units, term.prefix) ??
        (term.joined && matchAt(units, at, term.joined, term.prefix)) ??
        (word === undefined ? null : matchJoined(word, term));
      if (end !== null) hits.push({ start, end, term: index });
    }
  }
  return hits;
}

/** End offset of a hyphenated word if `term` is the same word without hyphens, else null. */
function matchJoined(word: Hyphenated, { units, joined, prefix }: Term): number | null {
  const [wanted, ...more] = joined ?? units;
  if (wanted === undefined || wanted.paired || more.length > 0) return null;
  return agrees(foldWords(word.joined), wanted, prefix) ? word.end : null;
}

/** Whether a unit is the wanted one, or with `open` begins like it. */
function agrees(folded: string, wanted: Unit, open: boolean): boolean {
  return open ? folded.startsWith(wanted.folded) : folded === wanted.folded;
}

/** End offset of the wanted units if they begin at unit `at`, else null. */
function matchAt(units: readonly Unit[], at: number, term: readonly Unit[], prefix: boolean): number | null {
  let end: number | null = null;
  for (const [offset, wanted] of term.entries()) {
    const found = units[at + offset];
    if (found === undefined) return null;
    if (!agrees(found.folded, wanted, prefix && offset === term.length - 1)) return null;
    const before = term[offset - 1];
    const together = before?.paired === true && wanted.paired && before.end === wanted.start;
    if (together && found.start !== end) return null;
    end = found.end;
  }
  return end;
}

/** [from, to) of the best window, cut between words where one is near. */
function bounds(text: string, hits: readonly Hit[], size: number): [number, number] {
  if (text.length <= size) return [0, text.length];
  const best = bestGroup(hits, size);
  const middle = best === null ? 0 : Math.floor((best.start + best.end) / 2);
  let from = Math.max(0, Math.min(middle - Math.floor(size / 2), text.length - size));
  let to = Math.min(text.length, from + size);
  if (from > 0) {
    const space = text.slice(from, Math.min(from + SNAP, best?.start ?? from + SNAP)).search(/\s/);
    from = space >= 0 ? from + space + 1 : whole(text, from);
  }
  if (to < text.length) {
    const low = Math.max(to - SNAP, best?.end ?? 0);
    const tail = text.slice(low, Math.max(low, to));
    const space = tail.search(/\s\S*$/);
    to = space >= 0 ? low + space : whole(text, to);
  }
  return [from, to];
}

/** The offset, moved out of a surrogate pair. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** The stretch of hits within `size` characters that covers most terms, then most hits, then comes first. */
function bestGroup(hits: readonly Hit[], size: number): Match | null {
  let best: (Match & { readonly terms: number; readonly count: number }) | null = null;
  const inside = new Map<number, number>();
  let left = 0;
  for (const [right, hit] of hits.entries()) {
    inside.set(hit.term, (inside.get(hit.term) ?? 0) + 1);
    let first = hits[left];
    while (first !== undefined && left < right && hit.end - first.start > size - 2 * SNAP) {
      const rest = (inside.get(first.term) ?? 1) - 1;
      if (rest === 0) inside.delete(first.term);
      else inside.set(first.term, rest);
      left += 1;
      first = hits[left];
    }
    const count = right - left + 1;
    const better =
      best === null || inside.size > best.terms || (inside.size === best.terms && count > best.count);
    if (better) best = { start: first?.start ?? hit.start, end: hit.end, terms: inside.size, count };
  }
  return best;
}
