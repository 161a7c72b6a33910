/** Finds the line breaks of prose that was broken at a fixed width, as exchange notices and mailed releases are. */
import { isSingle } from './tokens.ts';

const NARROWEST = 40;
const WIDEST = 100;
/** Columns by which a line may be shorter than the longest, because the next word did not fit. */
const SLACK = 25;
/** Share of breaks amid a sentence, as the next line shows, from which all are wraps; not higher, as German nouns have capitals. */
const GOING_ON = 0.4;
/** Fewer may be an address or a verse. */
const ENOUGH = 3;
/** Share of lines that could not have held the next word as well. */
const FULL = 0.9;

interface Line {
  readonly text: string;
  readonly width: number;
  /** Offset of the line break after it. */
  readonly end: number;
}

/** A line break that may be a hard wrap, with the lines around it. */
interface Break {
  readonly at: number;
  readonly line: Line;
  readonly next: Line;
  /** Of the longest line of the paragraph. */
  readonly width: number;
}

/** What replaces each such break, by its offset: a space, or nothing inside a compound or between Han or kana. Linear. */
export function wrapsIn(text: string): ReadonlyMap<number, ' ' | ''> {
  const paragraphs = paragraphsOf(text).map(breaksOf);
  const evident = paragraphs.flat().filter(goesOn).length;
  const usual = evident >= GOING_ON * paragraphs.flat().length;
  const wraps = paragraphs.filter((breaks) => areWraps(breaks, usual)).flat();
  return new Map(wraps.map((one) => [one.at, joint(one)]));
}

/** The text with one line for each paragraph, or null when none of its line breaks is a hard wrap. */
export function joinWrapped(text: string): string | null {
  const wraps = wrapsIn(text);
  if (wraps.size === 0) return null;
  return text.replace(/[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*/g, (gap: string, at: number) => {
    const found = wraps.get(at + gap.search(/[\r\n]/));
    return found ?? '\n';
  });
}

/** Runs of lines with something on them. */
function paragraphsOf(text: string): Line[][] {
  const paragraphs: Line[][] = [[]];
  let start = 0;
  const take = (end: number): void => {
    const line = text.slice(start, end);
    if (line.trim() === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push({ text: line.trim(), width: widthOf(line.trim()), end });
  };
  for (const match of text.matchAll(/\r\n?|\n/g)) {
    take(match.index);
    start = match.index + match[0].length;
  }
  take(text.length);
  return paragraphs.filter(({ length }) => length > 1);
}

/** Columns: Han, kana and Hangul take two. */
function widthOf(line: string): number {
  let width = line.length;
  for (let i = 0; i < line.length && width <= WIDEST; i++) if (isSingle(line.charCodeAt(i))) width++;
  return width;
}

/** Beginnings of list items, and signs of code or tables. */
const ITEM = /^(?:[-–—•·*#>+■●◆▪○]|\(?\d{1,3}[.)](?!\d)|\(?\p{L}[.)]\s)/u;
const NO_PROSE = /[{}|\t]|[;\\]$|\S {3,}\S|=>|\(\)/;

const SENTENCE_ENDS = /[。！？][”」』]?$/u;

function breaksOf(paragraph: readonly Line[]): Break[] {
  const width = paragraph.reduce((most, line) => Math.max(most, line.width), 0);
  if (width < NARROWEST || width > WIDEST || paragraph.some(({ text }) => NO_PROSE.test(text))) return [];
  const least = Math.max(NARROWEST, width - SLACK);
  const breaks = paragraph.slice(1).flatMap((next, i) => {
    const line = paragraph[i];
    if (line === undefined || line.width < least || ITEM.test(next.text)) return [];
    const one = { at: line.end, line, next, width };
    // the end of a paragraph that no empty line follows
    return SENTENCE_ENDS.test(line.text) && !isFull(one) ? [] : [one];
  });
  return 2 * breaks.length < paragraph.length - 1 ? [] : breaks;
}

/** Whether a paragraph's breaks are wraps; a few prove nothing, so then `usual`, which holds for the whole text, decides. */
function areWraps(breaks: readonly Break[], usual: boolean): boolean {
  if (breaks.length < ENOUGH) return usual;
  return (
    breaks.filter(goesOn).length >= GOING_ON * breaks.length ||
    breaks.filter(isFull).length >= FULL * breaks.length
  );
}

const OPEN_END = /[,(]$|(?:^|\s)\p{Ll}{1,3}$/u;

/** The next line begins with a small letter, or this one ends with a comma or a word like "of". */
function goesOn({ line, next }: Break): boolean {
  return /^\p{Ll}/u.test(next.text) || OPEN_END.test(line.text);
}

function isFull({ line, next, width }: Break): boolean {
  const word = isSingle(next.text.charCodeAt(0)) ? next.text.slice(0, 1) : next.text.split(' ', 1)[0];
  return line.width + widthOf(word ?? '') + (isSingle(next.text.charCodeAt(0)) ? 2 : 1) > width;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff00-\uffef]/u;

function joint({ line, next }: Break): ' ' | '' {
  const last = line.text.slice(-1);
  const first = next.text.charAt(0);
  if (UNSPACED.test(last) && UNSPACED.test(first)) return '';
  return /\p{L}-$/u.test(line.text) && /\p{L}/u.test(first) ? '' : ' ';
}
