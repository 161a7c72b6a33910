/** All names, in any language, of the companies and ventures that an article mentions. */
import type { Tagging } from '../../core/model.ts';
import type { Knowledge } from './knowledge.ts';

type Named = Pick<Tagging, 'companies' | 'ventures'>;

/** A function from an article's tagging to those names, each once. */
export function knownNames({ companies, ventures }: Knowledge): (tagging: Named) => string[] {
  const entries = new Map([...companies, ...ventures].map((entry) => [entry.id, entry]));
  return (tagging) => {
    const ids = [
      ...tagging.companies.map(({ companyId }) => companyId),
      ...tagging.ventures.flatMap(({ ventureId, partners }) => [
        ventureId,
        ...partners.map(({ companyId }) => companyId),
      ]),
    ];
    const named = [...new Set(ids)].flatMap((id) => (id === null ? [] : (entries.get(id) ?? [])));
    return [...new Set(named.flatMap(({ name, aliases }) => [name, ...Object.values(aliases).flat()]))];
  };
}
