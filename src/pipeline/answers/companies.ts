/** The companies that the tagger knows, as people look them up. */
import { meets } from '../../query/meets.ts';
import { foldName } from '../../query/names.ts';
import type { CompanyFilter } from '../../query/venture-filter.ts';
import type { CompanyKind, Knowledge } from '../../tags/knowledge/knowledge.ts';

export interface CompanySummary {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly kind: CompanyKind;
  /** Id of the company that controls it. */
  readonly parent: string | null;
  /** Other names, in any language. */
  readonly aliases: readonly string[];
  /** Ids of the ventures that it is a partner of. */
  readonly ventures: readonly string[];
  readonly sources: readonly string[];
  /** The day on which the entry was checked against its sources; null: it was not. */
  readonly checked: string | null;
}

const NAMES = new Intl.Collator('en');

/** Sorted by name. `filter.name` is searched for in all names of a company, folded as everywhere (foldName). */
export function listCompanies({ companies, ventures }: Knowledge, filter: CompanyFilter): CompanySummary[] {
  const venturesOf = new Map<string, string[]>();
  for (const { id, partners } of ventures)
    for (const { company } of partners) venturesOf.set(company, [...(venturesOf.get(company) ?? []), id]);
  const wanted = filter.name === undefined ? undefined : foldName(filter.name);
  return companies
    .map((company) => ({
      id: company.id,
      name: company.name,
      country: company.country,
      kind: company.kind,
      parent: company.parent ?? null,
      aliases: [...new Set(Object.values(company.aliases).flat())],
      ventures: venturesOf.get(company.id) ?? [],
      sources: company.sources,
      checked: company.checked ?? null,
    }))
    .filter(
      ({ id, name, country, aliases }) =>
        meets([country], filter.country) &&
        (wanted === undefined || [id, name, ...aliases].some((one) => foldName(one).includes(wanted))),
    )
    .sort((a, b) => NAMES.compare(a.name, b.name));
}
