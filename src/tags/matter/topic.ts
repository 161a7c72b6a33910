/** Whether an article as a whole is about a venture's parties and about electric cars. */
import type { Anchor, AnchorRule } from '../line/anchor.ts';
import type { Line, Reading, Topic } from '../line/line.ts';
import { unlistedInBoth } from '../names/unlisted.ts';
import type { Parties } from '../parties/parties.ts';
import { drivesCars, movesCars } from './car-parts.ts';

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

/** So many lines open an article: its headline, and what the news is. */
const NEWS_LINES = 5;
/** Shorter texts say at once what they are about; but a venture of two carmakers makes what they tell of its cars in the end. */
const LONG = 8;
const OTHER_MATTER = ['combustion', 'hydrogen', 'otherIndustry', 'storage'] as const;
const SHARES: readonly AnchorRule[] = ['equal-shares', 'split-shares'];

/**
 * The article is about this venture, as its headline says, or as it tells who owns it and names no other company; and
 * a sentence on nobody else says that it is about electric cars, however far on.
 */
export function isNews({ line, rule }: Anchor, parties: Parties, { lines, topic }: Reading): boolean {
  const byShares = SHARES.includes(rule);
  // Owners may make parts for engines as well, and tell of them as often.
  if (lines.length < LONG && !ofTwoCarmakers(parties)) return false;
  if (topic.other - (byShares ? 1 : 0) >= topic.electric) return false;
  const opening = lines.slice(0, NEWS_LINES);
  if (opening.some(({ words }) => OTHER_MATTER.some((name) => words[name] !== undefined))) return false;
  const theirs = new Set(parties.companies.map(({ company }) => company.id));
  const onTheirs = ({ companies }: Line): boolean => companies.every(({ company }) => theirs.has(company.id));
  const told = byShares
    ? lines.every(onTheirs)
    : line.index < NEWS_LINES && inHeadline(line, theirs, lines[0]);
  return told && lines.some((other) => other.words.ev !== undefined && onTheirs(other));
}

const ofTwoCarmakers = ({ companies }: Parties): boolean =>
  new Set(companies.flatMap(({ company }) => (company.kind === 'carmaker' ? [company.id] : []))).size > 1;

function inHeadline(line: Line, theirs: ReadonlySet<string>, title: Line | undefined): boolean {
  if (title === undefined) return false;
  const named = title.companies.some(({ company }) => theirs.has(company.id));
  return title === line || named || unlistedInBoth(line, title).length > 0;
}
