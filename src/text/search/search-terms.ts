/**
 * Prepares texts and user queries for an FTS5 table with the tokenizer `unicode61 remove_diacritics 2`.
 *
 * That tokenizer splits on spaces and punctuation, so it finds no Chinese, Japanese, Korean or Thai word inside a sentence.
 * Runs of those scripts are therefore indexed as overlapping pairs of characters and asked for as phrases of pairs.
 * Hangul is treated the same: its words are spaced, but particles stick to them and two syllables must be findable.
 * Traditional, Japanese and simplified forms of a character are one in the index, so that 合資 finds 合资. Words go into it
 * folded, since the tokenizer folds less than case and accents.
 */
import {
  foldWords,
  hyphenatedIn,
  PAIRED_RUN,
  pairable,
  queryTerms,
  type Term,
  type Unit,
} from './search-units.ts';

/**
 * The text to put into the index: pair-indexed runs become pairs and their last character, words are folded, and hyphenated
 * words are appended once more as one word. Changing this requires a migration that rebuilds the index.
 */
export function indexTerms(text: string): string {
  const folded = foldWords(text);
  const joined = new Set(hyphenatedIn(folded).map((word) => word.joined));
  const paired = folded.replace(PAIRED_RUN, (run) => ` ${pairs(pairable(run), true)} `);
  return joined.size === 0 ? paired : `${paired} ${[...joined].join(' ')}`;
}

/** Overlapping pairs; `closed` adds the last character, which the index has where a run ends. */
function pairs(characters: readonly string[], closed: boolean): string {
  const tokens: string[] = [];
  for (const [at, character] of characters.entries()) {
    const next = characters[at + 1];
    if (next !== undefined) tokens.push(character + next);
    else if (closed || at === 0) tokens.push(character);
  }
  return tokens.join(' ');
}

/**
 * A safe FTS5 MATCH expression for what a user types: words and quoted phrases, all required except those after a minus; `*`
 * at the end of a word makes it a prefix. `titled` requires them in the column `title`. Null when nothing searchable is
 * required: FTS5 has no expression for exclusions alone. Never throws.
 */
export function matchQuery(userText: string, { titled = false } = {}): string | null {
  const terms = queryTerms(userText);
  const wanted = terms.filter(({ excluded }) => !excluded).map(phraseQuery);
  const excluded = terms.filter((term) => term.excluded).map(phraseQuery);
  if (wanted.length === 0) return null;
  const all = titled ? `{title} : (${wanted.join(' AND ')})` : wanted.join(' AND ');
  return excluded.length === 0 ? all : `(${all}) NOT (${excluded.join(' OR ')})`;
}

/** One expression for each required term, for counting how common they are. */
export function matchTerms(userText: string): string[] {
  return queryTerms(userText)
    .filter(({ excluded }) => !excluded)
    .map(phraseQuery);
}

/** Whether a word or phrase follows a minus. */
export const leavesOut = (userText: string): boolean => queryTerms(userText).some(({ excluded }) => excluded);

function phraseQuery({ units, joined, prefix }: Term): string {
  const phrase = unitsQuery(units, prefix);
  return joined === null ? phrase : `(${phrase} OR ${unitsQuery(joined, prefix)})`;
}

function unitsQuery(units: readonly Unit[], prefix: boolean): string {
  const tokens: string[] = [];
  let run: string[] = [];
  for (const [at, unit] of units.entries()) {
    const next = units[at + 1];
    if (!unit.paired) {
      tokens.push(unit.folded);
      continue;
    }
    run.push(unit.folded);
    if (next?.paired === true && next.start === unit.end) continue;
    // A run that something follows has ended in the text too; the last one may go on there.
    tokens.push(pairs(run, next !== undefined));
    run = [];
  }
  const last = units.at(-1);
  const before = units.at(-2);
  const single = last?.paired === true && !(before?.paired === true && before.end === last.start);
  return `"${tokens.join(' ').replaceAll('"', '""')}"${prefix || single ? '*' : ''}`;
}
