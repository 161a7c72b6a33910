/** Which group a company belongs to. */
import type { Company } from './knowledge.ts';

/** Longest chain of owners that is followed; the data has three. */
const MOST_OWNERS = 8;

/** Gives the company at the top of a company's owners: `gm` for `buick`; the same id for one that is its own. */
export function groupOf(companies: readonly Company[]): (companyId: string) => string {
  const parents = new Map(companies.map(({ id, parent }) => [id, parent]));
  return (companyId) => {
    let at = companyId;
    for (let step = 0; step < MOST_OWNERS; step++) at = parents.get(at) ?? at;
    return at;
  };
}
