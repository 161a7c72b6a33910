/** Decides which of the names found in a text count as mentions. */
import type { PhraseHit } from '../../text/words/phrases.ts';
import { isChinese } from '../knowledge/knowledge.ts';
import { near } from '../line/distance.ts';
import type { CompanyAt, Line, VentureAt } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import type { Name } from './names.ts';
import { meansElse } from './other-meanings.ts';

export interface NameHit extends PhraseHit<Name> {
  /** The base form of an inflected name; absent for any other. */
  readonly surface?: string;
}

/**
 * Of overlapping names of one kind, the first, and of those that begin together the longest. Names of different kinds
 * may overlap: a venture's name keeps the companies within it.
 */
export function longest(hits: readonly NameHit[]): NameHit[] {
  const kept: NameHit[] = [];
  const ends = { company: -1, venture: -1, model: -1, foreign: -1 };
  const ordered = [...hits].sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  for (const hit of ordered) {
    const { kind } = hit.value;
    if (hit.end <= ends[kind]) continue;
    // Of two that partly overlap, the earlier one counts, as names are read from the left.
    if (hit.start < ends[kind]) continue;
    ends[kind] = hit.end;
    kept.push(hit);
  }
  return kept;
}

/** Of names at the same place, unambiguous ones come first. */
function rank(hit: NameHit): number {
  return hit.value.ambiguous ? 1 : 0;
}

/** The mentions of companies and ventures among the names found in a line of `body`. */
export function namesOf(
  hits: readonly NameHit[],
  body: string,
): { companies: CompanyAt[]; ventures: VentureAt[] } {
  const ventures: VentureAt[] = [];
  const companies: CompanyAt[] = [];
  for (const hit of hits) {
    const { venture, ambiguous, kind } = hit.value;
    if (kind !== 'venture') continue;
    const place = { start: hit.start, end: hit.end, first: hit.first, last: hit.last };
    if (venture !== null)
      ventures.push({ ...place, venture, surface: hit.surface ?? body.slice(hit.start, hit.end), ambiguous });
  }
  for (const hit of hits) {
    const { company } = hit.value;
    if (company === null || meansElse(hit.value, body, hit.start, hit.end)) continue;
    const inVenture = ventures.some((at) => at.start <= hit.start && hit.end <= at.end);
    const surface = hit.surface ?? written(body, hit.start, hit.end);
    const place = { start: hit.start, end: hit.end, first: hit.first, last: hit.last };
    companies.push({ ...place, company, surface, inVenture, ambiguous: hit.value.ambiguous });
  }
  return { companies, ventures };
}

/** The name as written, with its closing bracket, which is not part of the match: "GM (China)". */
function written(body: string, start: number, end: number): string {
  const name = body.slice(start, end);
  const open = /[(（][^)）]*$/u.test(name);
  return open && /[)）]/u.test(body.charAt(end)) ? name + body.charAt(end) : name;
}

// Units between "China" and a name that it supports: "China's SAIC".
const BESIDE = 1;
const SUPPORT: readonly WordClass[] = ['auto', 'battery', 'charging', 'ev', 'vehicle'];

/**
 * Drops ambiguous names without support: a word of the industry in the line, "China's" before a Chinese company, or a
 * certain name in the line, a line next to it or the headline.
 */
export function settleAmbiguous(lines: readonly Line[]): Line[] {
  const title = lines[0]?.field === 'title' ? lines[0] : undefined;
  const certain = (line: Line): boolean =>
    line.companies.some((at) => !at.ambiguous) || line.ventures.some((at) => !at.ambiguous);
  const supported = (line: Line): boolean =>
    certain(line) ||
    line.companies.some((at) => isChinese(at.company) && near(at, line.words.china, BESIDE)) ||
    SUPPORT.some((name) => (line.words[name]?.length ?? 0) > 0);
  return lines.map((line) => {
    const doubtful = line.companies.some((at) => at.ambiguous) || line.ventures.some((at) => at.ambiguous);
    if (!doubtful) return line;
    const besideCertain = [lines[line.index - 1], lines[line.index + 1]].some(
      (other) => other !== undefined && certain(other),
    );
    const titleCertain = title !== undefined && title !== line && certain(title);
    if (besideCertain || supported(line) || titleCertain) return line;
    return {
      ...line,
      companies: line.companies.filter((at) => !at.ambiguous),
      ventures: line.ventures.filter((at) => !at.ambiguous),
    };
  });
}
