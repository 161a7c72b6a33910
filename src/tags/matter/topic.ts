/** Whether an article as a whole is about electric cars and about the parties of a venture. */
import type { Anchor, AnchorRule } from '../line/anchor.ts';
import type { Line, Reading, Topic } from '../line/line.ts';
import { unlistedInBoth } from '../names/unlisted.ts';
import type { Parties } from '../parties/parties.ts';
import { hasBatteriesForCars, hasMotorsForCars } from './car-parts.ts';

/** First lines, which show what an article is about. */
const OPENING_LINES = 6;
/** Sentences on electric cars; a single one may be an aside. */
const LEAST_SENTENCES = 2;
/** Sentences on batteries or charging that together count as one on electric cars. */
const LEAST_PARTS = 2;

export function topicOf(lines: readonly Line[]): Topic {
  let electric = 0;
  let other = 0;
  let parts = 0;
  let lastElectric = -1;
  for (const line of lines) {
    const { index, words } = line;
    if (words.ev !== undefined || hasBatteriesForCars(line) || hasMotorsForCars(line)) {
      electric++;
      lastElectric = index;
    } else if ((words.combustion?.length ?? 0) > 0 || (words.hydrogen?.length ?? 0) > 0) other++;
    else if ((words.battery ?? words.charging) !== undefined && words.storage === undefined) parts++;
  }
  // One sentence on electric cars shows what the batteries in the others are for.
  if (electric > 0 && parts >= LEAST_PARTS) electric++;
  return { electric, other, lastElectric };
}

/** True when the article opens with the venture or one of its sides, and is more about electric cars than about others. */
export function isTopic({ line }: Anchor, parties: Parties, { lines, topic }: Reading): boolean {
  if (topic.electric < LEAST_SENTENCES || topic.other >= topic.electric) return false;
  // Electric cars mentioned only well before the anchor may have been another matter.
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

/** First lines, which have the headline and the news itself. */
const NEWS_LINES = 5;
/**
 * Lines of a long article. Shorter ones mention electric cars at once if they matter; but a venture of two carmakers makes
 * cars anyway, so that a late mention of electric ones suffices.
 */
const LONG = 8;
const OTHER_MATTER = ['combustion', 'hydrogen', 'otherIndustry', 'storage'] as const;
const SHARES: readonly AnchorRule[] = ['equal-shares', 'split-shares'];

/**
 * True when the article is about this venture (the headline names a side; or the anchor gives the owners' shares and no other
 * company is named anywhere), and some sentence that names nobody else is about electric cars, wherever it stands.
 */
export function isNews({ line, rule }: Anchor, parties: Parties, { lines, topic }: Reading): boolean {
  const byShares = SHARES.includes(rule);
  if (lines.length < LONG && !ofTwoCarmakers(parties)) return false;
  // Where the owners are known, as many sentences on engines are allowed: they may make parts for those as well.
  if (topic.other - (byShares ? 1 : 0) >= topic.electric) return false;
  const opening = lines.slice(0, NEWS_LINES);
  if (opening.some(({ words }) => OTHER_MATTER.some((name) => words[name] !== undefined))) return false;
  const sides = new Set(parties.companies.map(({ company }) => company.id));
  const namesOnlySides = ({ companies }: Line): boolean =>
    companies.every(({ company }) => sides.has(company.id));
  const aboutVenture = byShares
    ? lines.every(namesOnlySides)
    : line.index < NEWS_LINES && inHeadline(line, sides, lines[0]);
  return aboutVenture && lines.some((other) => other.words.ev !== undefined && namesOnlySides(other));
}

const ofTwoCarmakers = ({ companies }: Parties): boolean =>
  new Set(companies.flatMap(({ company }) => (company.kind === 'carmaker' ? [company.id] : []))).size > 1;

/** True when the first line names one of the sides, or an unlisted company of the line, or is the line itself. */
function inHeadline(line: Line, sides: ReadonlySet<string>, title: Line | undefined): boolean {
  if (title === undefined) return false;
  const named = title.companies.some(({ company }) => sides.has(company.id));
  return title === line || named || unlistedInBoth(line, title).length > 0;
}
