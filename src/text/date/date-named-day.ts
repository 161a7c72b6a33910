/** Finds a day whose month is a word: "6 January 2025", "Jan. 6, 2025", "6 de enero de 2025", "2025. január 6." */
import { type FoundDay, fullYear, without } from './found-day.ts';
import MONTH_NAMES from './month-names.json' with { type: 'json' };

const MONTHS: ReadonlyMap<string, number> = new Map(Object.entries(MONTH_NAMES));

/** Words between the parts of a date: ordinal endings, articles, "of". */
const FILLERS = new Set('st nd rd th er re o a e de del do da of the den le el dia di d r г p'.split(' '));

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly number: boolean;
  /** Part of a clock time or an offset, so neither day nor year. */
  readonly clock: boolean;
}

interface Parts {
  readonly year: Token;
  readonly day: Token;
}

/** A month between or before its day and year; `text` is in simplified form (see date.ts). The first one counts. */
export function findNamedDay(text: string): FoundDay | null {
  return find(text, adjacentParts);
}

/** A month next to its day with the year elsewhere: "Mon Jan 6 10:20:30 +0800 2025". */
export function findScatteredDay(text: string): FoundDay | null {
  return find(text, distantParts);
}

function find(text: string, search: (tokens: readonly Token[], at: number) => Parts | null): FoundDay | null {
  const tokens = tokenise(text);
  for (const [at, token] of tokens.entries()) {
    const month = token.number ? undefined : MONTHS.get(token.text);
    const parts = month === undefined ? null : search(tokens, at);
    if (month === undefined || parts === null) continue;
    const spans = [token, parts.day, parts.year].sort((a, b) => b.start - a.start);
    const rest = spans.reduce((left, span) => without(left, span.start, span.end), text);
    return { year: fullYear(parts.year.text), month, day: Number(parts.day.text), rest };
  }
  return null;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/\d+|\p{L}+/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    const number = /\d/.test(match[0]);
    const before = text[start - 1];
    const clock =
      before === ':' ||
      before === '+' ||
      (match[0].length <= 2 && /^(?::\d|h\d| ?uhr\b| ?[ap]\.? ?m\b)/.test(text.slice(end, end + 6)));
    // "t9:15": the letter that joins day and time is no word.
    if (!(match[0] === 't' && /\d/.test(text[end] ?? '')))
      tokens.push({ text: match[0], start, end, number, clock });
  }
  return tokens;
}

/** The number next to the month on one side, fillers skipped, and its place. */
function beside(tokens: readonly Token[], from: number, step: 1 | -1): { token: Token; at: number } | null {
  for (let at = from + step, skipped = 0; skipped < 4; at += step, skipped += 1) {
    const token = tokens[at];
    if (token === undefined) return null;
    if (token.number) return token.clock ? null : { token, at };
    if (!FILLERS.has(token.text)) return null;
  }
  return null;
}

function isDay(token: Token): boolean {
  return token.text.length <= 2 && Number(token.text) >= 1 && Number(token.text) <= 31;
}

function isYear(token: Token): boolean {
  return token.text.length === 4 && /^(?:19|20)/.test(token.text);
}

/** Day and year on either side of the month: d m y, m d y, y m d. */
function adjacentParts(tokens: readonly Token[], at: number): Parts | null {
  const left = beside(tokens, at, -1)?.token;
  const right = beside(tokens, at, 1);
  if (left !== undefined && isDay(left) && right !== null) {
    if (isYear(right.token) || right.token.text.length === 2) return { day: left, year: right.token };
  }
  if (right === null || !isDay(right.token)) return null;
  if (left !== undefined && isYear(left)) return { day: right.token, year: left };
  const next = beside(tokens, right.at, 1)?.token;
  return next !== undefined && isYear(next) ? { day: right.token, year: next } : null;
}

function distantParts(tokens: readonly Token[], at: number): Parts | null {
  const right = beside(tokens, at, 1)?.token;
  const left = beside(tokens, at, -1)?.token;
  const day = [right, left].find((token) => token !== undefined && isDay(token));
  const year = tokens.find((token) => token.number && !token.clock && isYear(token));
  return day === undefined || year === undefined ? null : { day, year };
}
