/** Ventures as rows of a spreadsheet: every cell is readable text. */
import type { Row } from '../../text/shown/cells.ts';
import type { LedgerPartner, VentureSummary } from './ledger.ts';

const COLUMNS: Readonly<Record<keyof VentureSummary, true>> = {
  id: true,
  new: true,
  name: true,
  partners: true,
  country: true,
  sector: true,
  stage: true,
  founded: true,
  firstDay: true,
  lastDay: true,
  articles: true,
  gone: true,
};

/** The column names, which are needed even for a table without rows. */
export const VENTURE_COLUMNS: readonly string[] = Object.keys(COLUMNS);

export const ventureRow = (venture: VentureSummary): Row => ({
  ...venture,
  partners: venture.partners.map(partnerText).join(' + '),
});

/** `SAIC 50%`; the name alone where the ledger has no stake. */
export const partnerText = ({ name, stake }: LedgerPartner): string =>
  stake === null ? name : `${name} ${stake}%`;
