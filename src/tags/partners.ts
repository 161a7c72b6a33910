/** Names the partners of a venture: from the ledger, from its sentence, from the sentences around it. */
import type { Partner } from '../core/model.ts';
import { type Company, isChinese, type Venture } from './knowledge.ts';
import type { CompanyAt, Reading } from './line.ts';
import { distinct, nearbyCompanies } from './parties.ts';
import type { Scored } from './score.ts';
import { coupledName } from './unknown-partners.ts';

const MAX_PARTNERS = 6;

/** At least two where the article names two; companies of the ledger first, then as the article mentions them. */
export function partnersOf(
  best: Scored,
  venture: Venture | null,
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
): Partner[] {
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
  // The ledger may know the subsidiary where the article names its owner.
  for (const at of best.parties.companies) if (related(at.company, found, companies)) add(at.company);
  if (found.size >= 2) return [...found.values()];
  for (const at of distinct(best.parties.companies)) add(at.company);
  for (const name of best.parties.unknown)
    if (found.size < MAX_PARTNERS) found.set(name, { companyId: null, name, country: null });
  const coupled = found.size < 2 ? coupledName(best.anchor.line, reading.language) : null;
  if (coupled !== null) found.set(coupled, { companyId: null, name: coupled, country: null });
  const sources = [nearbyCompanies(best.anchor, reading), topical(reading), frequent(reading)];
  for (const source of sources) {
    if (found.size >= 2) break;
    for (const at of distinct(source)) add(at.company);
  }
  const chinese = (): boolean =>
    [...found.values()].some(({ country }) => country === 'CN' || country === 'HK');
  if (found.size < MAX_PARTNERS && !chinese()) {
    const local = sources.flat().find((at) => isChinese(at.company));
    if (local !== undefined) add(local.company);
  }
  return [...found.values()];
}

function related(
  company: Company,
  found: ReadonlyMap<string, Partner>,
  companies: ReadonlyMap<string, Company>,
): boolean {
  if (company.parent !== undefined && found.has(company.parent)) return true;
  return [...found.keys()].some((id) => companies.get(id)?.parent === company.id);
}

/** Names as the article writes them: the usual one where it has it, else its sentence's own, else the longest. */
function surfacesOf(reading: Reading, best: Scored): ReadonlyMap<string, string> {
  const surfaces = new Map<string, string>();
  for (const line of reading.lines)
    for (const { company, surface } of line.companies) {
      const known = surfaces.get(company.id);
      if (known === company.name) continue;
      if (known === undefined || surface === company.name || known.length < surface.length)
        surfaces.set(company.id, surface);
    }
  if (!reading.cjk)
    for (const { company, surface } of best.parties.companies)
      if (surfaces.get(company.id) !== company.name) surfaces.set(company.id, surface);
  return surfaces;
}

function topical(reading: Reading): CompanyAt[] {
  return reading.lines.slice(0, 3).flatMap((line) => line.companies);
}

/** Every company of the article, the most mentioned first. */
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
