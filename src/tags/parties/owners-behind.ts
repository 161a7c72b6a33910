/** The owners that a sentence lists after its word for a venture: "joint venture of X and Y". */
import type { Anchor } from '../line/anchor.ts';
import { connectivesOf } from '../line/connectives.ts';
import type { CompanyAt, Reading, UnlistedAt } from '../line/line.ts';

// Between the anchor and its owners: "joint venture | company with | X", "between", "of".
const FIRM_OR_DEAL = '(?:company|firm|business|partners?|agreement|deal|contract)';
const OF =
  "(?:with|between|of|by|and|mit|von|zwischen|avec|entre|con|tra|fra|com|des|della|dello|del|de|du|di|das|da|dos|do|d['’])";
const THE = "(?:l['’]|la |le |el |o |a |os |as |i |il |lo )";
const WITH = new RegExp(String.raw`^[\s,]*(?:${FIRM_OR_DEAL}\s+)?${OF}\s?${THE}?`, 'iu');
// UTF-16 units from one name of the list to the next.
const CHAIN_GAP = 45;
// Between two names: the list has ended at a colon or semicolon, or at a comma with several words after it.
const ENDS_LIST = /[;:]|,\s*(?:\S+\s+){4}/u;

// Ignored between two names: "between Mercedes (Daimler, as the group was called) and Geely".
const PARENTHESIS = /\([^()]*\)|^[^()]*\)|\([^()]*$/gu;
const CLAUSE_STOP = /[;:,]\s|\.\s/u;

export interface Owners {
  readonly known: CompanyAt[];
  readonly unlisted: readonly UnlistedAt[];
  /** UTF-16 offset in the field where the list begins; null when no connective introduces one. */
  readonly from: number | null;
}

/** The owners in the list after "venture with", "between", "of"; without a connective, those coupled by dashes. */
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
    const gap = line.text.slice(edge - line.start, at.start - line.start).replace(PARENTHESIS, '');
    if (gap.length > CHAIN_GAP || ENDS_LIST.test(gap)) break;
    known.push(at);
    edge = at.end;
  }
  const tail = line.text.slice(edge - line.start, edge + CHAIN_GAP - line.start);
  const stop = (by?.stop ?? CLAUSE_STOP).exec(tail)?.index ?? tail.length;
  const unlisted = line.unlisted.filter((at) => at.start >= from && at.end <= edge + stop);
  return { known, unlisted, from };
}

// Between two owners: "the joint venture General Motors (GM) - SAIC - Wuling", "joint venture Stellantis/CATL"
const DASHED = /^\s?(?:\([^()]{1,30}\)\s?)?[-–/+]\s?$/u;

/** The owners in such a name right after the anchor; empty for fewer than two. */
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
