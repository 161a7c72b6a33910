/** A venture in the answers of the ledger's tools: the same object, and the same few lines of text, in all of them. */
import { z } from 'zod';
import { SECTORS, STAGES } from '../core/model.ts';
import type { VentureSummary } from '../pipeline/answers/ledger.ts';
import { goneNote } from '../text/shown/since-published.ts';
import { partnersText, quotedLine, visible } from './quoted.ts';

/** A bound on the answer; real ventures have fewer. */
const MAX_PARTNERS = 20;

export const stage = z.enum(STAGES).nullable();
export const ventureSchema = z.object({
  id: z.string(),
  name: z.string(),
  inLedger: z.boolean().describe('false: known from articles only'),
  partners: z.array(
    z.object({
      id: z.string().nullable(),
      name: z.string(),
      country: z.string().nullable(),
      stake: z.number().nullable().describe('percent'),
    }),
  ),
  country: z.string().nullable(),
  sector: z.enum(SECTORS).nullable(),
  stage: stage.describe('current stage, from the ledger and from later articles'),
  founded: z.string().nullable().describe('year, month or day, as the ledger has it'),
  firstDay: z.string().nullable().describe('day of the first stored article that mentions it'),
  lastDay: z.string().nullable(),
  articles: z.number().int(),
  gone: z.number().int().describe('of the articles: those whose page is gone'),
});

export function aboutVenture({
  new: isNew,
  partners,
  ...venture
}: VentureSummary): z.output<typeof ventureSchema> {
  const { id: key, country, sector, stage: current, founded, firstDay, lastDay, articles, gone } = venture;
  return {
    ...{ id: key, name: visible(venture.name), inLedger: !isNew },
    partners: partners
      .slice(0, MAX_PARTNERS)
      .map((one) => ({ id: one.companyId, name: visible(one.name), country: one.country, stake: one.stake })),
    ...{ country, sector, stage: current, founded, firstDay, lastDay, articles, gone },
  };
}

export function ventureText({ id: key, name, partners, ...venture }: z.output<typeof ventureSchema>): string {
  const sides = partnersText(
    partners.map(({ id, name: partner, stake }) => ({
      id,
      name: stake === null ? partner : `${partner} ${stake} %`,
    })),
  );
  const reports =
    venture.lastDay === null
      ? 'no stored article mentions it'
      : `articles: ${venture.articles}, ${venture.firstDay} to ${venture.lastDay}`;
  const founded = venture.founded === null ? null : `founded ${venture.founded}`;
  const facts = [
    sides.known,
    venture.sector,
    venture.stage,
    venture.country,
    founded,
    reports,
    goneNote(venture),
  ]
    .filter(Boolean)
    .join(', ');
  if (venture.inLedger) return `[venture ${key}] ${name}: ${facts}`;
  return [
    `[venture ${key}] ${facts} (not in the ledger: known from articles only)`,
    `  called ${quotedLine(name)}`,
    ...sides.quoted,
  ].join('\n');
}
