/** The strict shape of the knowledge files, for built-in data in the tests and for what users add. */
import { z } from 'zod';
import { SECTORS } from '../core/model.ts';
import {
  COMPANY_KINDS,
  type Company,
  EV_KINDS,
  type Knowledge,
  VENTURE_STATUSES,
  type Venture,
} from './knowledge.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const names = z.array(z.string().trim().min(1));
const aliases = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/), names);
const country = z.string().regex(/^[A-Z]{2}$/);
const date = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const sources = z.array(z.url({ protocol: /^https?$/ })).min(1);

const company = z.strictObject({
  id,
  name: z.string().trim().min(1),
  country,
  kind: z.enum(COMPANY_KINDS),
  parent: id.optional(),
  aliases,
  ambiguous: names.optional(),
  sources,
});

const venture = z.strictObject({
  id,
  name: z.string().trim().min(1),
  aliases,
  partners: z.array(z.strictObject({ company: id, stake: z.number().min(0).max(100).optional() })).min(1),
  sector: z.enum(SECTORS),
  country,
  place: z.string().optional(),
  founded: date.optional(),
  ended: date.optional(),
  status: z.enum(VENTURE_STATUSES).optional(),
  successor: id.optional(),
  brands: names.optional(),
  ev: z.enum(EV_KINDS),
  ambiguous: names.optional(),
  sources,
});

/** One thing wrong with one entry: "ventures.json: denza: partners[0].company: no company byd-auto". */
export interface KnowledgeProblem {
  readonly file: string;
  readonly entry: string;
  readonly reason: string;
}

function read<T extends { readonly id: string }>(
  file: string,
  raw: unknown,
  schema: z.ZodType<T>,
  problems: KnowledgeProblem[],
): T[] {
  if (!Array.isArray(raw)) {
    problems.push({ file, entry: '', reason: 'not a list' });
    return [];
  }
  const good: T[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of raw.entries()) {
    const name = typeof entry?.id === 'string' ? entry.id : `#${index}`;
    const result = schema.safeParse(entry);
    if (!result.success) {
      for (const issue of result.error.issues)
        problems.push({ file, entry: name, reason: `${issue.path.join('.')}: ${issue.message}` });
    } else if (seen.has(result.data.id)) problems.push({ file, entry: name, reason: 'id stands twice' });
    else {
      seen.add(result.data.id);
      good.push(result.data);
    }
  }
  return good;
}

/** Reads raw lists into knowledge and says everything that is wrong, references between entries included. */
export function checkKnowledge(
  rawCompanies: unknown,
  rawVentures: unknown,
  files: { readonly companies: string; readonly ventures: string } = {
    companies: 'companies.json',
    ventures: 'ventures.json',
  },
): { readonly knowledge: Knowledge; readonly problems: readonly KnowledgeProblem[] } {
  const problems: KnowledgeProblem[] = [];
  const companies: Company[] = read(files.companies, rawCompanies, company, problems);
  const ventures: Venture[] = read(files.ventures, rawVentures, venture, problems);
  const known = new Set(companies.map((entry) => entry.id));
  const ledger = new Set(ventures.map((entry) => entry.id));
  for (const entry of companies)
    if (entry.parent !== undefined && !known.has(entry.parent))
      problems.push({ file: files.companies, entry: entry.id, reason: `parent: no company ${entry.parent}` });
  for (const entry of ventures) {
    for (const partner of entry.partners)
      if (!known.has(partner.company))
        problems.push({
          file: files.ventures,
          entry: entry.id,
          reason: `partners: no company ${partner.company}`,
        });
    if (entry.successor !== undefined && !ledger.has(entry.successor))
      problems.push({
        file: files.ventures,
        entry: entry.id,
        reason: `successor: no venture ${entry.successor}`,
      });
  }
  return { knowledge: { companies, ventures }, problems };
}
