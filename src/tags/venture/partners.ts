/** The partners of a venture: from the ledger, from its own sentence, from the sentences around it. */
import type { Partner } from '../../core/model.ts';
import { type Company, isChinese, MAKERS, type Venture } from '../knowledge/knowledge.ts';
import { distance } from '../line/distance.ts';
import type { CompanyAt, Reading, UnlistedAt } from '../line/line.ts';
import { distinct, nearbyCompanies } from '../parties/parties.ts';
import type { Scored } from '../scoring/score.ts';

const MAX_PARTNERS = 6;

/**
 * At least two where the article names two, at most six; first those of the ledger's venture, then as the article mentions
 * them. `mentions`: the venture's scored anchors, best first.
 */
export function partnersOf(
  mentions: readonly [Scored, ...Scored[]],
  venture: Venture | null,
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
): Partner[] {
  const [best] = mentions;
  const found = new Map<string, Partner>();
  const surfaces = surfacesOf(reading, best);
  const add = (company: Company): void => {
    if (found.has(company.id) || found.size >= MAX_PARTNERS) return;
    const name = surfaces.get(company.id) ?? company.name;
    found.set(company.id, { companyId: company.id, name, country: company.country });
  };
  for (const partner of venture?.partners ?? []) {
    const company = companies.get(partner.company);
    if (company !== undefined) add(company);
  }
  // The ledger may have the parent and the article a subsidiary, or the reverse. Brands and carmakers are no sides of their own.
  for (const { company } of best.parties.companies)
    if (!MAKERS.includes(company.kind) && isParentOrSubsidiary(company, found, surfaces, companies))
      add(company);
  if (found.size >= 2) return [...found.values()];
  // In place of a brand its parent, if the article names it, too.
  const maker = ({ kind, parent = '' }: Company): Company | undefined =>
    kind === 'brand' && surfaces.has(parent) ? companies.get(parent) : undefined;
  for (const company of signatories(best.parties.companies)) add(maker(company) ?? company);
  let chinese = false;
  const unlisted = (sides: readonly UnlistedAt[]): void => {
    for (const side of sides)
      if (found.size < 2 || (side.holds && found.size < MAX_PARTNERS)) {
        found.set(side.name, { companyId: null, name: side.name, country: null });
        chinese ||= side.chinese;
      }
  };
  unlisted(unlistedBeside(best));
  const sources = [nearbyCompanies(best.anchor, reading), topical(reading), frequent(reading)];
  for (const source of sources) {
    if (found.size >= 2) break;
    for (const at of distinct(source)) add(at.company);
  }
  unlisted(unlistedAround(mentions, reading));
  chinese ||= [...found.values()].some(({ country }) => country === 'CN' || country === 'HK');
  if (found.size < MAX_PARTNERS && !chinese) {
    const local = sources.flat().find((at) => isChinese(at.company));
    if (local !== undefined) add(local.company);
  }
  return [...found.values()];
}

/** Unlisted companies in the best anchor's sentence, the nearest first. */
function unlistedBeside({ anchor }: Scored): readonly UnlistedAt[] {
  return [...anchor.line.unlisted].sort((a, b) => distance(a, anchor) - distance(b, anchor));
}

/** Unlisted companies in the other anchors' sentences, in those next to the best one's, in the headline and the lead. */
function unlistedAround(
  [best, ...others]: readonly [Scored, ...Scored[]],
  { lines }: Reading,
): readonly UnlistedAt[] {
  const { index } = best.anchor.line;
  const around = [index - 1, index + 1, 0, 1, 2].map((at) => lines[at]);
  return [...others.map(({ anchor }) => anchor.line), ...around].flatMap((line) => line?.unlisted ?? []);
}

/** One company for each side: of a supplier and its parent the supplier, of a brand or maker and its parent the parent. */
function signatories(mentions: readonly CompanyAt[]): Company[] {
  const named = new Map(mentions.map(({ company }) => [company.id, company]));
  const owners = new Set<string>();
  for (const { parent, kind } of named.values())
    if (parent !== undefined && !MAKERS.includes(kind)) owners.add(parent);
  return [...named.values()].filter(
    ({ id, parent, kind }) =>
      !owners.has(id) && !(parent !== undefined && MAKERS.includes(kind) && named.has(parent)),
  );
}

/** True for a subsidiary of a partner found, or the parent of one that the article does not name. */
function isParentOrSubsidiary(
  company: Company,
  found: ReadonlyMap<string, Partner>,
  named: ReadonlyMap<string, string>,
  companies: ReadonlyMap<string, Company>,
): boolean {
  if (company.parent !== undefined && found.has(company.parent)) return true;
  return [...found.keys()].some((id) => !named.has(id) && companies.get(id)?.parent === company.id);
}

/** Names as the article writes them, by company id: the usual name if it occurs, else the best sentence's, else the longest. */
function surfacesOf(reading: Reading, best: Scored): ReadonlyMap<string, string> {
  const surfaces = new Map<string, string>();
  for (const line of reading.lines)
    for (const { company, surface } of line.companies) {
      const known = surfaces.get(company.id);
      if (known === company.name) continue;
      if (known === undefined || surface === company.name || known.length < surface.length)
        surfaces.set(company.id, surface);
    }
  if (!reading.eastern)
    for (const { company, surface } of best.parties.companies)
      if (surfaces.get(company.id) !== company.name) surfaces.set(company.id, surface);
  return surfaces;
}

/** Companies of the first three lines. */
function topical(reading: Reading): CompanyAt[] {
  return reading.lines.slice(0, 3).flatMap((line) => line.companies);
}

/** The two companies that the article mentions most, the most mentioned first. */
function frequent(reading: Reading): CompanyAt[] {
  const counts = new Map<string, { at: CompanyAt; times: number }>();
  for (const line of reading.lines)
    for (const at of line.companies) {
      const known = counts.get(at.company.id);
      if (known === undefined) counts.set(at.company.id, { at, times: 1 });
      else known.times++;
    }
  return [...counts.values()]
    .sort((a, b) => b.times - a.times)
    .slice(0, 2)
    .map(({ at }) => at);
}
