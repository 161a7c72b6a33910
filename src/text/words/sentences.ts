/** Finds the sentences of a text in any of the supported languages, by offsets. */
import type { Span } from './span.ts';
import { hasThai, thaiSentences } from './thai-sentences.ts';

export interface Sentence extends Span {
  /** Number of the paragraph (separated by line breaks) that the sentence is in. */
  readonly paragraph: number;
}

// Words before a full stop that do not end a sentence; lower case, without the stop.
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof sen rep gov gen st no nos vs inc ltd co corp bros cos plc llc jr sr approx est fig al ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mass mich conn calif fla ill ind tenn ky ala ga va pa wash ' +
    'nr bzw ca mio mrd tsd usw etc dipl ing evtl ggf inkl zzgl tel str abs bsp vgl sog ' +
    'mm mme mlle env av bd p art cf sig dott ing spa srl sa sr sra sres ud uds dna ee uu av'
  ).split(' '),
);
const BREAK = 1;
const CJK_STOP = 2;
const LATIN_STOP = 3;
const CLOSER = 4;
// The role of each UTF-16 unit at the end of a sentence; 0 for none.
const roles = new Uint8Array(65536);
for (const char of '\n\r\u2028\u2029') roles[char.charCodeAt(0)] = BREAK;
for (const char of '。！？｡') roles[char.charCodeAt(0)] = CJK_STOP;
for (const char of '.!?…') roles[char.charCodeAt(0)] = LATIN_STOP;
for (const char of '"\'”’»)）]」』】〉》›') roles[char.charCodeAt(0)] = CLOSER;
const upper = /[\p{Lu}\p{N}\p{Lo}"'“‘«(¿¡【「『〈《‹]/u;
const letter = /\p{L}/u;

/** Sentences in order, trimmed of white space; never empty, never overlapping. Linear in the text's length. */
export function sentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  let paragraph = 0;
  let end = 0;
  const thai = hasThai(text);
  const close = (at: number): void => {
    const span = trimmed(text, start, at);
    if (span.start < span.end) {
      if (thai) for (const part of thaiSentences(text, span)) found.push({ ...part, paragraph });
      else found.push({ ...span, paragraph });
    }
    start = at;
  };
  for (let i = 0; i < text.length; i++) {
    const role = roles[text.charCodeAt(i)];
    if (role === 0 || role === CLOSER) continue;
    if (role === BREAK) {
      close(i);
      paragraph++;
      continue;
    }
    // consecutive stops share one end, which is looked up once
    if (i + 1 > end) end = afterClosers(text, i + 1);
    if (role === CJK_STOP || endsHere(text, i, end)) {
      close(end);
      i = end - 1;
    }
  }
  close(text.length);
  return found;
}

function afterClosers(text: string, from: number): number {
  let at = from;
  while (at < text.length && (roles[text.charCodeAt(at)] ?? 0) >= CJK_STOP) at++;
  return at;
}

function endsHere(text: string, stop: number, end: number): boolean {
  const next = text.charAt(end);
  if (next !== '' && !/\s/.test(next)) return false;
  const following = firstAfter(text, end);
  if (following === '') return true;
  if (!upper.test(following)) return false;
  if (text.charAt(stop) !== '.') return true;
  return !isAbbreviation(text, stop, following);
}

function firstAfter(text: string, from: number): string {
  for (let i = from; i < text.length && i < from + 20; i++)
    if (!/\s/.test(text.charAt(i))) return text.charAt(i);
  return '';
}

/** The word before the stop: a title, a single initial, "U.S", a German ordinal before a month or noun, anything Thai. */
function isAbbreviation(text: string, stop: number, following: string): boolean {
  let from = stop;
  // Thai has no full stop: พ.ศ. 2568, 10.30 น.
  if (hasThai(text.charAt(stop - 1))) return true;
  while (from > 0 && stop - from < 12 && /[\p{L}\p{N}.]/u.test(text.charAt(from - 1))) from--;
  const word = text.slice(from, stop);
  if (word === '') return false;
  if (/^\p{Script=Latin}$/u.test(word)) return true;
  if (/^(\p{L}\.)+\p{L}$/u.test(word)) return letter.test(following);
  // "7. Mai", "1. Quartal": short numbers only, as a sentence may well end in a year.
  if (/^\d{1,2}$/.test(word)) return /\p{Lu}/u.test(following);
  const lower = word.toLowerCase();
  // A company's "Co." or "Inc." before a capital is far more often inside a sentence than at its end.
  return ABBREVIATIONS.has(lower);
}

/** The span without the white space at its ends. */
export function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return { start: from, end: to };
}

const CLAUSE_END =
  /[;；,，、:：]|\s[-–—]\s|(?<=[\u0e01-\u0e4e])\s(?=[\u0e01-\u0e4e])|\s(?=(?:and|but|while|which|und|aber|et|mais|y|pero|e|ma|mas)\s)/gu;

/**
 * The part of [start, end) around [keepStart, keepEnd) that is at most `limit` units long, cut where clauses
 * meet; cut hard where there is no such place.
 */
export function cutAround(text: string, span: Span, keep: Span, limit: number): Span {
  if (span.end - span.start <= limit) return span;
  const edges = [span.start];
  const body = text.slice(span.start, span.end);
  for (const match of body.matchAll(CLAUSE_END)) edges.push(span.start + match.index + match[0].length);
  edges.push(span.end);
  let from = edges.findLastIndex((edge) => edge <= keep.start);
  let to = edges.findIndex((edge) => edge >= keep.end);
  if (from < 0) from = 0;
  if (to < 0) to = edges.length - 1;
  const at = (index: number): number => edges[index] ?? span.end;
  if (at(to) - at(from) > limit) return hardCut(text, span, keep, limit);
  for (;;) {
    const before = from > 0 ? at(to) - at(from - 1) : Number.POSITIVE_INFINITY;
    const after = to < edges.length - 1 ? at(to + 1) - at(from) : Number.POSITIVE_INFINITY;
    if (after <= limit) to++;
    else if (before <= limit) from--;
    else break;
  }
  return trimmed(text, at(from), at(to));
}

function hardCut(text: string, span: Span, keep: Span, limit: number): Span {
  const room = Math.max(0, limit - (keep.end - keep.start));
  let from = Math.max(span.start, keep.start - Math.floor(room / 2));
  let to = Math.min(span.end, from + limit);
  // A cut must not split a surrogate pair.
  if (isLow(text.charCodeAt(from))) from++;
  if (isLow(text.charCodeAt(to))) to--;
  return trimmed(text, from, to);
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
