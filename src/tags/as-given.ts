/** Normalises an article for the rules ("usual writing"), and maps what they find back to the article as it was given. */
import type { Evidence, TagInput } from '../core/model.ts';
import { cutAround } from '../text/words/sentences.ts';
import type { Span } from '../text/words/span.ts';
import { placeGiven, usualWriting } from '../text/words/usual-writing.ts';
import { LONGEST_TEXT } from './reading.ts';
import { LONGEST_QUOTE } from './scoring/evidence.ts';
import type { Scored } from './scoring/score.ts';

type Field = Evidence['field'];

export interface UsualInput {
  /** The normalised article, which the rules read. */
  readonly input: TagInput;
  /** Maps a place in a normalised field to the field as given, with the text there. */
  readonly written: (field: Field, place: Span) => Span & { readonly text: string };
  /** Maps a quote to the field as given; one that becomes too long is cut around the anchor that it proves. */
  readonly quote: (found: Evidence, scored: readonly Scored[]) => Evidence;
}

/** The article with blanks, hyphens, digits and accents in one form, as these do not change what it says. */
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

/** The anchor in the quote that its rule found; the whole quote where there is none. */
function proofOf({ field, start, end, rule }: Evidence, scored: readonly Scored[]): Span {
  const proof = scored.find(
    ({ anchor }) =>
      anchor.rule === rule && anchor.line.field === field && anchor.start >= start && anchor.end <= end,
  );
  return proof === undefined ? { start, end } : proof.anchor;
}
