/** The owners that a sentence names behind its word for a venture. */
import type { Anchor } from '../line/anchor.ts';
import { connectivesOf } from '../line/connectives.ts';
import type { CompanyAt, Reading, UnlistedAt } from '../line/line.ts';

// "joint venture (company) with X", "between X and Y", "of X": what follows are its owners.
const FIRM_OR_DEAL = '(?:company|firm|business|partners?|agreement|deal|contract)';
const OF =
  "(?:with|between|of|by|and|mit|von|zwischen|avec|entre|con|tra|fra|com|des|della|dello|del|de|du|di|das|da|dos|do|d['’])";
const THE = "(?:l['’]|la |le |el |o |a |os |as |i |il |lo )";
const WITH = new RegExp(String.raw`^[\s,]*(?:${FIRM_OR_DEAL}\s+)?${OF}\s?${THE}?`, 'iu');
// In UTF-16 units, from one name to the next.
const CHAIN_GAP = 45;
// A stop, or a comma with more than a name's own words after it, ends the list of owners.
const LEAVES = /[;:]|,\s*(?:\S+\s+){4}/u;

// "between Mercedes (Daimler, as the group was called) and Geely"
const ASIDE = /\([^()]*\)|^[^()]*\)|\([^()]*$/gu;
const CLAUSE_STOP = /[;:,]\s|\.\s/u;

export interface Owners {
  readonly known: CompanyAt[];
  readonly unlisted: readonly UnlistedAt[];
  /** Where the owners begin; null when no word introduces any. */
  readonly from: number | null;
}

/** Owners in the chain that follows "venture with", "between", "of"; companies that no list has, too. */
export function ownersBehind(anchor: Anchor, reading: Reading): Owners {
  const { line } = anchor;
  const known: CompanyAt[] = [];
  const after = line.text.slice(anchor.end - line.start);
  const by = connectivesOf(reading.language);
  const match = by === undefined ? WITH.exec(after) : (by.chain?.exec(after) ?? null);
  if (match === null) return { known: coupledBehind(anchor), unlisted: [], from: null };
  const from = anchor.end + match[0].length;
  let edge = from;
  for (const at of line.companies) {
    if (at.start < from) continue;
    const gap = line.text.slice(edge - line.start, at.start - line.start).replace(ASIDE, '');
    if (gap.length > CHAIN_GAP || LEAVES.test(gap)) break;
    known.push(at);
    edge = at.end;
  }
  const tail = line.text.slice(edge - line.start, edge + CHAIN_GAP - line.start);
  const stop = (by?.stop ?? CLAUSE_STOP).exec(tail)?.index ?? tail.length;
  const unlisted = line.unlisted.filter((at) => at.start >= from && at.end <= edge + stop);
  return { known, unlisted, from };
}

// "the joint venture General Motors (GM) - SAIC - Wuling", "joint venture Stellantis/CATL"
const DASHED = /^\s?(?:\([^()]{1,30}\)\s?)?[-–/+]\s?$/u;

/** The owners that stand right behind the venture as its name does. */
function coupledBehind({ line, end }: Anchor): CompanyAt[] {
  const text = (from: number, to: number): string => line.text.slice(from - line.start, to - line.start);
  const known: CompanyAt[] = [];
  let edge = end;
  for (const at of line.companies) {
    if (at.start < end || known.some(({ company }) => company.id === at.company.id)) continue;
    const gap = text(edge, at.start);
    if (known.length === 0 ? gap.trim() !== '' : !DASHED.test(gap)) break;
    known.push(at);
    edge = at.end;
  }
  return known.length > 1 ? known : [];
}
