/** The strict schema of the knowledge files: tests check the built-in data with it, and what users add is checked at run time. */
import { z } from 'zod';
import { SECTORS } from '../../core/model.ts';
import {
  COMPANY_KINDS,
  type Company,
  EV_KINDS,
  type Knowledge,
  VENTURE_STATUSES,
  type Venture,
} from './knowledge.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters and digits, such as byd-toyota');
const names = z.array(z.string().trim().min(1));
const aliases = z.record(
  z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language, such as en or zh'),
  names,
);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, such as CN');
const date = z.preprocess(
  // A year alone is a number in YAML.
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a date such as 2026, 2026-05 or 2026-05-31'),
);
const sources = z
  .array(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }))
  .min(1, 'must have at least one address');
const checked = z.iso.date('must be a day such as 2026-05-31').optional();

const company = z.strictObject({
  id,
  name: z.string().trim().min(1),
  country,
  kind: z.enum(COMPANY_KINDS),
  parent: id.optional(),
  aliases,
  ambiguous: names.optional(),
  sources,
  checked,
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
  checked,
});

/** One thing wrong with one entry: "ventures.json", "denza", "partners: no company byd-auto". */
export interface KnowledgeProblem {
  readonly file: string;
  /** Its id, else its position such as `#3`; empty for a problem of the whole file. */
  readonly entry: string;
  readonly reason: string;
}

/** The path within the entry, and what is wrong there, in words that need no knowledge of zod. */
function reasonOf(issue: z.core.$ZodIssue, entry: unknown): string {
  const place = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  const [ofKey] = issue.code === 'invalid_key' ? issue.issues : [];
  let value: unknown = entry;
  for (const key of issue.path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return place + (value === undefined ? 'is missing' : (ofKey ?? issue).message);
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
        problems.push({ file, entry: name, reason: reasonOf(issue, entry) });
    } else if (seen.has(result.data.id)) problems.push({ file, entry: name, reason: 'id stands twice' });
    else {
      seen.add(result.data.id);
      good.push(result.data);
    }
  }
  return good;
}

/** Validates parsed lists. Returns the valid entries, and every problem found, missing references between entries included. */
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
  const knowledge = { companies, ventures };
  for (const { kind, entry, reason } of missingReferences(knowledge, knowledge))
    problems.push({ file: files[kind], entry, reason });
  return { knowledge, problems };
}

/** References in `own` to a company or venture that `all` does not have. */
export function missingReferences(
  own: Knowledge,
  all: Knowledge,
): { readonly kind: keyof Knowledge; readonly entry: string; readonly reason: string }[] {
  const companies = new Set(all.companies.map((entry) => entry.id));
  const ventures = new Set(all.ventures.map((entry) => entry.id));
  const missing: ReturnType<typeof missingReferences> = [];
  for (const { id: entry, parent } of own.companies)
    if (parent !== undefined && !companies.has(parent))
      missing.push({ kind: 'companies', entry, reason: `parent: no company ${parent}` });
  for (const { id: entry, partners, successor } of own.ventures) {
    for (const { company: partner } of partners)
      if (!companies.has(partner))
        missing.push({ kind: 'ventures', entry, reason: `partners: no company ${partner}` });
    if (successor !== undefined && !ventures.has(successor))
      missing.push({ kind: 'ventures', entry, reason: `successor: no venture ${successor}` });
  }
  return missing;
}
