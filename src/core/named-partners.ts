/** Which partners of a venture its article names: the ledger gives a known venture all that it has. */
import type { CompanyMention, Partner } from './model.ts';

/** The partners that only the ledger has: an article must not be quoted for those. */
export function byLedgerOnly(
  partners: readonly Partner[],
  named: readonly Pick<CompanyMention, 'companyId'>[],
): readonly Partner[] {
  return partners.filter(
    ({ companyId }) => companyId !== null && !named.some((company) => company.companyId === companyId),
  );
}

/** What stands behind the names of so many. */
export const byLedgerText = (count: number): string =>
  `by the ledger: the article does not name ${count === 1 ? 'it' : 'them'}`;
