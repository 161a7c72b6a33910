/** Whether an article as a whole is about a venture's parties and about electric cars. */
import type { Anchor } from './anchor.ts';
import { drivesCars, movesCars } from './car-parts.ts';
import type { Line, Reading, Topic } from './line.ts';
import type { Parties } from './parties.ts';
import { unlistedInBoth } from './unlisted.ts';

/** What an article is about stands in its headline and its first sentences. */
const OPENING_LINES = 6;
/** A single sentence on electric cars may be an aside. */
const LEAST_SENTENCES = 2;
/** Sentences on batteries or charging that weigh as much as one on electric cars. */
const LEAST_PARTS = 2;

export function topicOf(lines: readonly Line[]): Topic {
  let electric = 0;
  let other = 0;
  let parts = 0;
  let lastElectric = -1;
  for (const line of lines) {
    const { index, words } = line;
    if (words.ev !== undefined || drivesCars(line) || movesCars(line)) {
      electric++;
      lastElectric = index;
    } else if ((words.combustion?.length ?? 0) > 0 || (words.hydrogen?.length ?? 0) > 0) other++;
    else if ((words.battery ?? words.charging) !== undefined && words.storage === undefined) parts++;
  }
  // One sentence says what the batteries of the others are for.
  if (electric > 0 && parts >= LEAST_PARTS) electric++;
  return { electric, other, lastElectric };
}

/** The venture, or one of its sides, opens the article, and more of it is about electric cars than about others. */
export function isTopic({ line }: Anchor, parties: Parties, { lines, topic }: Reading): boolean {
  if (topic.electric < LEAST_SENTENCES || topic.other >= topic.electric) return false;
  // What was told before may have been another matter.
  if (topic.lastElectric < line.index - 1) return false;
  if (line.index < OPENING_LINES) return true;
  return lines
    .slice(0, OPENING_LINES)
    .some(
      (opening) =>
        opening.companies.some(({ company }) =>
          parties.companies.some((at) => at.company.id === company.id),
        ) || unlistedInBoth(line, opening).length > 0,
    );
}

const OTHER_MATTER = ['combustion', 'hydrogen', 'otherIndustry', 'storage'] as const;
/** So many lines open an article: its headline, and what the news is. */
const NEWS_LINES = 5;
/** Shorter texts say at once what they are about. */
const LONG = 8;

/**
 * The venture is the news, and a sentence that is about nobody else says that it is about electric cars, however far on.
 */
export function isNews({ line }: Anchor, parties: Parties, { lines, topic }: Reading): boolean {
  if (lines.length < LONG || line.index >= NEWS_LINES || topic.other >= topic.electric) return false;
  const opening = lines.slice(0, NEWS_LINES);
  if (opening.some(({ words }) => OTHER_MATTER.some((name) => words[name] !== undefined))) return false;
  const theirs = new Set(parties.companies.map(({ company }) => company.id));
  const [title] = lines;
  const told =
    title !== undefined &&
    (title === line ||
      title.companies.some(({ company }) => theirs.has(company.id)) ||
      unlistedInBoth(line, title).length > 0);
  if (!told) return false;
  return lines.some(
    ({ words, companies }) =>
      words.ev !== undefined && companies.every(({ company }) => theirs.has(company.id)),
  );
}
