/** Lets the rules read an article in usual writing, and tells what they found at its place in the article as it was given. */
import type { Evidence, TagInput } from '../core/model.ts';
import { cutAround } from '../text/words/sentences.ts';
import type { Span } from '../text/words/span.ts';
import { placeGiven, usualWriting } from '../text/words/usual-writing.ts';
import { LONGEST_TEXT } from './reading.ts';
import { LONGEST_QUOTE } from './scoring/evidence.ts';
import type { Scored } from './scoring/score.ts';

type Field = Evidence['field'];

export interface UsualInput {
  /** What the rules read. */
  readonly input: TagInput;
  /** The same place in the field as it was given, and what stands there. */
  readonly written: (field: Field, place: Span) => Span & { readonly text: string };
  /** The quote in the field given; where it is longer there than a quote may be, it is cut around the words that prove it. */
  readonly quote: (found: Evidence, scored: readonly Scored[]) => Evidence;
}

/** How an article is written, as by its blanks, hyphens, digits or accents, is no part of what it says. */
export function inUsualWriting(given: TagInput): UsualInput {
  const body = { title: (given.title ?? '').slice(0, LONGEST_TEXT), text: given.text.slice(0, LONGEST_TEXT) };
  const usual = { title: usualWriting(body.title), text: usualWriting(body.text) };
  const placed = (field: Field, place: Span): Span => placeGiven(usual[field], place);
  const same = usual.title.text === body.title && usual.text.text === body.text;
  return {
    input: { ...given, title: usual.title.text, text: usual.text.text },
    written: (field, place) => {
      const { start, end } = placed(field, place);
      return { start, end, text: body[field].slice(start, end) };
    },
    quote: (found, scored) => {
      if (same) return found;
      const { field } = found;
      const proof = placed(field, proofOf(found, scored));
      const { start, end } = cutAround(body[field], placed(field, found), proof, LONGEST_QUOTE);
      return { ...found, start, end, sentence: body[field].slice(start, end) };
    },
  };
}

/** The words in the quote that its rule found. */
function proofOf({ field, start, end, rule }: Evidence, scored: readonly Scored[]): Span {
  const proof = scored.find(
    ({ anchor }) =>
      anchor.rule === rule && anchor.line.field === field && anchor.start >= start && anchor.end <= end,
  );
  return proof === undefined ? { start, end } : proof.anchor;
}
