/** The filters of ventures and of companies. */
import { z } from 'zod';
import { SECTORS, STAGES } from '../core/model.ts';
import { countryCode, idOrName, oneOf, timePoint, values } from './article-filter.ts';
import { formatTimePoint } from './time-point.ts';

export const ventureFilterSchema = z.object({
  company: values(idOrName)
    .optional()
    .describe('only those with this partner (id or any of its names: byd, BYD, 比亚迪)'),
  with: values(idOrName)
    .optional()
    .describe('only those with each of these partners too (company renault, with geely: both)'),
  country: values(countryCode)
    .optional()
    .describe('only those seated in, or with a partner from, this country (CN, DE ...)'),
  sector: values(oneOf(SECTORS))
    .optional()
    .describe(`only of this sector: ${SECTORS.join(', ')}`),
  stage: values(oneOf(STAGES))
    .optional()
    .describe(`only those that stand there: ${STAGES.join(', ')}`),
  since: timePoint.optional().describe('only those told of from this day on, or this far back (30d)'),
  until: timePoint.optional().describe('only what was told up to the end of this day'),
  begun: timePoint
    .optional()
    .describe(
      'only those that began from this day on: founded by the ledger, first told of where it does not say',
    ),
  new: z
    .union([z.boolean(), z.stringbool()], 'must be true or false')
    .optional()
    .describe('only those that the ledger does not know yet; false: only those that it knows'),
});
export type VentureFilter = z.output<typeof ventureFilterSchema>;

/** The URL parameters of a filter, in a fixed order, so that one question has one address. */
export function ventureParams(filter: VentureFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const field of ['company', 'with', 'country', 'sector', 'stage'] as const) {
    const { any = [], none = [] } = filter[field] ?? {};
    for (const value of [...any, ...none.map((one) => `-${one}`)]) params.append(field, value);
  }
  for (const field of ['since', 'until', 'begun'] as const) {
    const point = filter[field];
    if (point !== undefined) params.set(field, formatTimePoint(point));
  }
  if (filter.new !== undefined) params.set('new', String(filter.new));
  return params;
}

export const companyFilterSchema = z.object({
  country: values(countryCode).optional().describe('only those from this country (CN, DE ...)'),
  name: z.string().min(1).max(100).optional().describe('only those with a name or id that holds this'),
});
export type CompanyFilter = z.output<typeof companyFilterSchema>;
