/** Settles which of the names found in a text count as mentions. */
import type { PhraseHit } from '../../text/words/phrases.ts';
import { isChinese } from '../knowledge/knowledge.ts';
import { near } from '../line/distance.ts';
import type { CompanyAt, Line, VentureAt } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import type { Name } from './names.ts';
import { meansElse } from './other-meanings.ts';

export interface NameHit extends PhraseHit<Name> {
  /** The name without its ending; as written where it has none. */
  readonly surface?: string;
}

/** Of names that overlap, the longest; of equals, the first. A venture's name keeps the companies within it. */
export function longest(hits: readonly NameHit[]): NameHit[] {
  const kept: NameHit[] = [];
  const ends = { company: -1, venture: -1, model: -1, foreign: -1 };
  const ordered = [...hits].sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  for (const hit of ordered) {
    const { kind } = hit.value;
    if (hit.end <= ends[kind]) continue;
    if (hit.start < ends[kind]) {
      // Partly overlapping: the earlier one stands, as names are read from the left.
      continue;
    }
    ends[kind] = hit.end;
    kept.push(hit);
  }
  return kept;
}

function rank(hit: NameHit): number {
  return hit.value.ambiguous ? 1 : 0;
}

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

/** The name with the bracket that closes it, which is no part of a word. */
function written(body: string, start: number, end: number): string {
  const name = body.slice(start, end);
  const open = /[(（][^)）]*$/u.test(name);
  return open && /[)）]/u.test(body.charAt(end)) ? name + body.charAt(end) : name;
}

// "China's SAIC"
const BESIDE = 1;
const SUPPORT: readonly WordClass[] = ['auto', 'battery', 'charging', 'ev', 'vehicle'];

/** Drops ambiguous names that nothing near them supports: no industry word and no certain name in line or title. */
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
    // The sentence before or after names one of the trade for certain.
    const beside = [lines[line.index - 1], lines[line.index + 1]].some((l) => l !== undefined && certain(l));
    if (beside || supported(line) || (title !== undefined && title !== line && certain(title))) return line;
    return {
      ...line,
      companies: line.companies.filter((at) => !at.ambiguous),
      ventures: line.ventures.filter((at) => !at.ambiguous),
    };
  });
}
