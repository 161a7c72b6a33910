/**
 * Prepares texts and user queries for an FTS5 table with the tokenizer `unicode61 remove_diacritics 2`.
 *
 * That tokenizer splits on spaces and punctuation, so it finds no Chinese, Japanese or Korean word inside a sentence.
 * Runs of those scripts are therefore indexed as overlapping pairs of characters and asked for as phrases of pairs.
 * Hangul is treated alike: its words are spaced, but particles stick to them and two syllables must be findable.
 */

import { PAIRED_RUN, queryTerms, type Term } from './search-units.ts';

export { highlight } from './highlight.ts';

/** The text to put into the index: pair-indexed runs become pairs and their last character, the rest stays. */
export function indexTerms(text: string): string {
  return text.normalize('NFKC').replace(PAIRED_RUN, (run) => ` ${pairs([...run], true)} `);
}

/** Overlapping pairs; `closed` adds the last character, which stands in the index where a run ends. */
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
 * A safe FTS5 MATCH expression for what a user types: words and quoted phrases, all of them wanted, `*` at the end of
 * a word for every word that starts so. Null when nothing searchable remains. Never throws.
 */
export function matchQuery(userText: string): string | null {
  const terms = queryTerms(userText).map(phraseQuery);
  return terms.length === 0 ? null : terms.join(' AND ');
}

function phraseQuery(term: Term): string {
  const tokens: string[] = [];
  let run: string[] = [];
  for (const [at, unit] of term.units.entries()) {
    const next = term.units[at + 1];
    if (!unit.paired) {
      tokens.push(unit.text);
      continue;
    }
    run.push(unit.text);
    if (next?.paired === true && next.start === unit.end) continue;
    // A run that something follows has ended in the text too; the last one may go on there.
    tokens.push(pairs(run, next !== undefined));
    run = [];
  }
  const last = term.units.at(-1);
  const before = term.units.at(-2);
  const single = last?.paired === true && !(before?.paired === true && before.end === last.start);
  return `"${tokens.join(' ').replaceAll('"', '""')}"${term.prefix || single ? '*' : ''}`;
}
