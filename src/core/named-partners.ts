/** Which partners of a venture come only from the ledger: a known venture lists all of them, named by the article or not. */
import type { CompanyMention, Partner } from './model.ts';

/** The partners that the article does not name, so that it must not be cited for them. */
export function byLedgerOnly(
  partners: readonly Partner[],
  named: readonly Pick<CompanyMention, 'companyId'>[],
): readonly Partner[] {
  return partners.filter(
    ({ companyId }) => companyId !== null && !named.some((company) => company.companyId === companyId),
  );
}

/** The note behind the names of `count` such partners. */
export const byLedgerText = (count: number): string =>
  `by the ledger: the article does not name ${count === 1 ? 'it' : 'them'}`;
