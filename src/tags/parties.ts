/** Who is in the venture an anchor speaks of, and whether one side of it is Chinese. */
import { type Anchor, CJK_STRETCH, distance } from './anchors.ts';
import { isChinese } from './knowledge.ts';
import type { CompanyAt, Line, Reading } from './line.ts';

export interface Parties {
  readonly companies: readonly CompanyAt[];
  /** Partners that the gazetteer does not know, as written. */
  readonly unknown: readonly string[];
  /** 0..1: how surely a Chinese side takes part, or the venture stands in China. */
  readonly chinese: number;
  /** Where the Chinese side was found, for people to read. */
  readonly why: string;
}

// A place or adjective within so many words of "joint venture" belongs to it.
const ADJECTIVE_REACH = 6;
// "joint venture (company) with X", "between X and Y", "of X": what follows are its owners.
const WITH =
  /^[\s,]*(?:(?:company|firm|business|partners?|agreement|deal|contract)\s+)?(?:with|between|of|by|and|mit|von|zwischen|avec|entre|con|tra|fra|com|de)\s/iu;
const CHAIN_GAP = 45;
const UNKNOWN_NAME = /\p{Lu}[\p{L}\p{N}&.'’-]*(?:\s\p{Lu}[\p{L}\p{N}&.'’-]*){0,3}/gu;

/** The sides of the venture at `anchor`, from the nearest words outwards. */
export function partiesOf(anchor: Anchor, reading: Reading): Parties {
  const { line } = anchor;
  const stretch = reading.cjk ? CJK_STRETCH : 1;
  const own = line.companies;
  const chain = chainAfter(anchor, line, reading);
  const result = (companies: readonly CompanyAt[], chinese: number, why: string): Parties => ({
    companies,
    unknown: chain.unknown,
    chinese,
    why,
  });
  if (anchor.venture !== null) return result(own, 1, 'ledger');

  const named = chain.known.length + chain.unknown.length;
  const subject = own.filter((at) => at.end <= anchor.start).at(-1);
  const china = line.words.china ?? [];
  const adjective = china.some((at) => distance(at, anchor) <= ADJECTIVE_REACH * stretch);
  if (named > 0) {
    const sides = subject === undefined ? chain.known : [subject, ...chain.known];
    if (sides.some((at) => isChinese(at.company))) return result(own, 1, 'named partner');
    if (adjective) return result(own, 0.9, 'China next to the venture');
    if (named >= 2 || subject !== undefined) {
      const beside = own.some((at) => isChinese(at.company)) || china.length > 0;
      return result(own, beside ? 0.4 : 0.1, 'partners named, none Chinese');
    }
  }
  if (own.some((at) => isChinese(at.company)))
    return result(own, line.foreign ? 0.4 : 1, 'company in sentence');
  if (line.foreign) return result(own, 0.1, 'venture without a Chinese side');
  if (adjective) return result(own, 0.95, 'China next to the venture');
  if (distinct(own).length >= 2)
    return result(own, china.length > 0 ? 0.6 : 0.1, 'partners named, none Chinese');
  if (china.length > 0) return result(own, 0.8, 'China in sentence');
  return fromContext(anchor, reading, own, result);
}

function fromContext(
  anchor: Anchor,
  reading: Reading,
  own: readonly CompanyAt[],
  result: (companies: readonly CompanyAt[], chinese: number, why: string) => Parties,
): Parties {
  const { index } = anchor.line;
  const before = nearbyCompanies(anchor, reading);
  const all = [...own, ...before];
  const previous = [reading.lines[index - 1], reading.lines[index - 2]];
  if (before.some((at) => isChinese(at.company))) return result(all, 0.9, 'company in sentences before');
  if (previous.some((line) => (line?.words.china?.length ?? 0) > 0))
    return result(all, 0.75, 'China in sentences before');
  const lead = reading.lines.slice(0, 3);
  const leadChina = lead.some(
    (line) => (line.words.china?.length ?? 0) > 0 || line.companies.some((at) => isChinese(at.company)),
  );
  if (leadChina && index <= 4) return result(all, 0.7, 'China in the lead');
  // Written for a Chinese public: a venture without a named place is a local one.
  if (reading.language === 'zh') return result(all, 0.55, 'Chinese press');
  return result(all, 0.1, 'no Chinese side');
}

/** Owners in the chain that follows "venture with", "between", "of"; capitalised words that are no known name too. */
function chainAfter(anchor: Anchor, line: Line, reading: Reading): { known: CompanyAt[]; unknown: string[] } {
  const known: CompanyAt[] = [];
  const unknown: string[] = [];
  const after = line.text.slice(anchor.end - line.start);
  const match = WITH.exec(after);
  if (match === null) return { known, unknown };
  const from = anchor.end + match[0].length;
  let edge = from;
  for (const at of line.companies) {
    if (at.start < from) continue;
    if (at.start - edge > CHAIN_GAP) break;
    known.push(at);
    edge = at.end;
  }
  // German writes every noun with a capital: only known names count there.
  if (reading.cjk || reading.language === 'de') return { known, unknown };
  const stretch = line.text.slice(from - line.start, edge + CHAIN_GAP - line.start);
  for (const name of stretch.matchAll(UNKNOWN_NAME)) {
    const start = from + name.index;
    const end = start + name[0].length;
    const taken = [
      ...line.companies,
      ...(line.words.china ?? []),
      ...(line.words.ev ?? []),
      ...(line.words.venture ?? []),
    ];
    if (taken.some((at) => at.start < end && start < at.end)) continue;
    if (name[0].length > 2 && unknown.length < 3) unknown.push(name[0]);
  }
  return { known, unknown };
}

/** Companies of the two sentences before, nearest first, and of the headline. */
export function nearbyCompanies(anchor: Anchor, reading: Reading): CompanyAt[] {
  const { index } = anchor.line;
  const found: CompanyAt[] = [];
  for (const back of [1, 2]) {
    const line = reading.lines[index - back];
    if (line !== undefined) found.push(...line.companies);
  }
  const title = reading.lines[0];
  if (title !== undefined && title.field === 'title' && index > 2) found.push(...title.companies);
  return found;
}

/** Companies without repeats; a subsidiary named beside its parent is one side with it. */
export function distinct(mentions: readonly CompanyAt[]): CompanyAt[] {
  const seen = new Map<string, CompanyAt>();
  for (const at of mentions) if (!seen.has(at.company.id)) seen.set(at.company.id, at);
  return [...seen.values()].filter(
    ({ company }) =>
      company.parent === undefined || company.parent === company.id || !seen.has(company.parent),
  );
}
