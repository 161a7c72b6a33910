/** The knowledge of the industry: companies, and ventures (the ledger), from the built-in data files. */
import type { Sector } from '../../core/model.ts';
import companiesFile from '../data/companies.json' with { type: 'json' };
import venturesFile from '../data/ventures.json' with { type: 'json' };

export const COMPANY_KINDS = [
  'carmaker',
  'brand',
  'battery',
  'drive',
  'charging',
  'chip',
  'software',
  'mobility',
  'supplier',
  'materials',
  'energy',
  'investor',
  'other',
] as const;
export type CompanyKind = (typeof COMPANY_KINDS)[number];

/** Names by language tag. The tags are for people: matching looks for all of them in every text. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

export interface Company {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly kind: CompanyKind;
  /** Id of the company that controls it. */
  readonly parent?: string | undefined;
  readonly aliases: Aliases;
  /** Those of the names that also mean other things: they count only with supporting words nearby. */
  readonly ambiguous?: readonly string[] | undefined;
  readonly sources: readonly string[];
  /** The day on which somebody read the sources and found the entry in them; absent if nobody has. */
  readonly checked?: string | undefined;
}

/** Kinds of which one group may have several; the ventures are made by the owner of the group. */
export const MAKERS: readonly CompanyKind[] = ['brand', 'carmaker'];

export const VENTURE_STATUSES = ['planned', 'operating', 'restructured', 'dissolved'] as const;
/** `core`: an EV venture; `also`: it makes combustion cars too; `none`: a Chinese venture that has nothing to do with EVs. */
export const EV_KINDS = ['core', 'also', 'none'] as const;

export interface Venture {
  readonly id: string;
  readonly name: string;
  readonly aliases: Aliases;
  /** `stake` in percent. */
  readonly partners: readonly { readonly company: string; readonly stake?: number | undefined }[];
  readonly sector: Sector;
  /** Of its seat, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly place?: string | undefined;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as `ended`. */
  readonly founded?: string | undefined;
  readonly ended?: string | undefined;
  readonly status?: (typeof VENTURE_STATUSES)[number] | undefined;
  /** Id of the venture that took its place. */
  readonly successor?: string | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly ev: (typeof EV_KINDS)[number];
  readonly ambiguous?: readonly string[] | undefined;
  readonly sources: readonly string[];
  /** As in Company. */
  readonly checked?: string | undefined;
}

export interface Knowledge {
  readonly companies: readonly Company[];
  readonly ventures: readonly Venture[];
}

/**
 * The built-in knowledge. Throws a TypeError for a file of the wrong shape; only the essentials are checked, as this runs
 * at every start: the tests validate the files in full (knowledge-schema.ts).
 */
export function loadKnowledge(): Knowledge {
  return {
    companies: entries<Company>('companies.json', companiesFile),
    ventures: entries<Venture>('ventures.json', venturesFile),
  };
}

function entries<T extends Company | Venture>(file: string, raw: unknown): readonly T[] {
  if (!Array.isArray(raw)) throw new TypeError(`${file}: not a list`);
  for (const [index, entry] of raw.entries()) {
    if (typeof entry?.id !== 'string' || typeof entry.name !== 'string' || typeof entry.aliases !== 'object')
      throw new TypeError(`${file}: entry ${index} lacks id, name or aliases`);
  }
  return raw as T[];
}

/** `base` with the entries of `own`, each in place of the one of the same id or added; sorted by id, as the files are. */
export function withEntries(base: Knowledge, own: Knowledge): Knowledge {
  return {
    companies: replaced(base.companies, own.companies),
    ventures: replaced(base.ventures, own.ventures),
  };
}

function replaced<T extends Company | Venture>(base: readonly T[], own: readonly T[]): readonly T[] {
  if (own.length === 0) return base;
  const byId = new Map<string, T>([...base, ...own].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** True for companies of mainland China and Hong Kong. */
export function isChinese(company: Company): boolean {
  return company.country === 'CN' || company.country === 'HK';
}
