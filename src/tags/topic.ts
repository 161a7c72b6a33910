/** Whether an article as a whole is about a venture's parties and about electric cars. */
import type { Anchor } from './anchor.ts';
import type { Line, Reading } from './line.ts';
import type { Parties } from './parties.ts';
import type { WordClass } from './vocabulary.ts';

/** What an article is about stands in its headline and its first sentences. */
const OPENING_LINES = 5;
/** A single sentence on electric cars may be an aside. */
const LEAST_SENTENCES = 2;

const OTHER_CARS: readonly WordClass[] = ['combustion', 'hydrogen'];

const has = (line: Line, name: WordClass): boolean => (line.words[name]?.length ?? 0) > 0;

/** The venture, or one of its sides, opens the article, and more of it is about electric cars than about others. */
export function isTopic(anchor: Anchor, parties: Parties, { lines }: Reading): boolean {
  const electric = lines.filter((line) => has(line, 'ev'));
  const other = lines.filter((line) => !has(line, 'ev') && OTHER_CARS.some((name) => has(line, name)));
  if (electric.length < LEAST_SENTENCES || other.length >= electric.length) return false;
  // What was told before may have been another matter.
  if (!electric.some(({ index }) => index >= anchor.line.index - 1)) return false;
  if (anchor.line.index < OPENING_LINES) return true;
  return lines
    .slice(0, OPENING_LINES)
    .some((line) =>
      line.companies.some(({ company }) => parties.companies.some((at) => at.company.id === company.id)),
    );
}
