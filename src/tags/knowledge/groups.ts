/** Resolves a company to the parent company at the top of its group. */
import type { Company } from './knowledge.ts';

/** Parents followed at most, which ends cycles in what users add; no chain in the data is nearly as long. */
const MOST_OWNERS = 8;

/** A function from a company id to that of the top of its group: `gm` for `buick`, and for `gm` itself. */
export function groupOf(companies: readonly Company[]): (companyId: string) => string {
  const parents = new Map(companies.map(({ id, parent }) => [id, parent]));
  return (companyId) => {
    let at = companyId;
    for (let step = 0; step < MOST_OWNERS; step++) at = parents.get(at) ?? at;
    return at;
  };
}
