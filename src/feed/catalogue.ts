/** The built-in feed catalogue, and the validation that it and a user's own catalogue go through. */
import { z } from 'zod';
import { FaultsError } from '../core/errors.ts';
import { languageTag } from '../text/language/language.ts';
import { parseHttpUrl } from '../text/url/url.ts';
import data from './data/catalogue.json' with { type: 'json' };

const FEED_KINDS = ['trade', 'consumer', 'business', 'technology', 'press-release', 'general'] as const;

const httpUrl = z.string().refine((url) => parseHttpUrl(url) !== null, 'not an http(s) address');

const ENTRY = z.strictObject({
  /** Stable slug: stored with every article, so never changed. */
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'not a kebab-case slug'),
  name: z.string().min(1),
  url: httpUrl,
  /** Home page. */
  site: httpUrl,
  /** BCP 47. */
  language: z.string().refine((tag) => languageTag(tag) === tag, 'not a BCP 47 tag in its usual spelling'),
  /** ISO 3166-1 alpha-2 code of the country whose readers it serves, or `global`. */
  region: z.string().regex(/^(?:[A-Z]{2}|global)$/, 'neither an ISO country code nor "global"'),
  kind: z.enum(FEED_KINDS),
  /** Whether a new database polls it. */
  enabled: z.boolean(),
  /** Set only where the source is not an ordinary feed. */
  format: z.enum(['sitemap', 'html']).optional(),
  /** CSS selectors of a page that is watched like a feed (`format` html). */
  selectors: z
    .strictObject({
      item: z.string().min(1),
      title: z.string().min(1).exactOptional(),
      link: z.string().min(1).exactOptional(),
      date: z.string().min(1).exactOptional(),
    })
    .optional(),
  /** Why it is disabled, or anything else worth knowing; required when `enabled` is false. */
  note: z.string().min(1).optional(),
});

export type CatalogueEntry = Readonly<z.infer<typeof ENTRY>>;

/**
 * Checks a catalogue: a list of entries, ids and addresses unique, a note on each disabled one.
 * Throws a FaultsError that names every entry at fault and why.
 */
export function parseCatalogue(json: unknown): CatalogueEntry[] {
  if (!Array.isArray(json)) throw new FaultsError('catalogue', ['not a list of entries']);
  const entries: CatalogueEntry[] = [];
  const faults: string[] = [];
  const ids = new Set<string>();
  const urls = new Map<string, string>();
  for (const [index, raw] of json.entries()) {
    const parsed = ENTRY.safeParse(raw);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) faults.push(`${nameOf(raw, index)}: ${reasonOf(issue, raw)}`);
      continue;
    }
    const entry = parsed.data;
    const url = new URL(entry.url).href;
    const other = urls.get(url);
    if (ids.has(entry.id)) faults.push(`${entry.id}: the id is used twice`);
    if (other !== undefined) faults.push(`${entry.id}: same address as ${other}`);
    if ((entry.format === 'html') !== (entry.selectors !== undefined))
      faults.push(`${entry.id}: selectors go with the format html, and it with them`);
    if (!entry.enabled && entry.note === undefined)
      faults.push(`${entry.id}: off without a note that says why`);
    ids.add(entry.id);
    urls.set(url, entry.id);
    entries.push(entry);
  }
  if (faults.length > 0) throw new FaultsError('catalogue', faults);
  return entries;
}

function nameOf(raw: unknown, index: number): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' && id !== '' ? id : `entry ${index + 1}`;
}

/** The path of the faulty field and what is wrong with it, in words that need no knowledge of zod. */
function reasonOf({ path, message }: z.core.$ZodIssue, raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return 'must be an object';
  if (path.length === 0) return message;
  const value = path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    raw,
  );
  return `${path.join('.')}: ${value === undefined ? 'is missing' : message}`;
}

/** The catalogue shipped with the project, checked. */
export function builtInCatalogue(): CatalogueEntry[] {
  return parseCatalogue(data);
}
