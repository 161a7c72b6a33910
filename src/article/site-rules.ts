/** Rules for single sites: selectors for what the general extraction finds less reliably, as data with reasons and sources. */
import { z } from 'zod';
import { isTimeZone } from '../text/date/local-time.ts';
import data from './site-rules.json' with { type: 'json' };

const selectors = () => z.array(z.string().trim().min(1)).min(1).readonly().optional();

/** Built on first use, like everything that reads the rules: a run that meets no page of these sites does not pay for it. */
const ruleSchema = () =>
  z.strictObject({
    /** Stable slug: stored with every article that the rule was tried on. */
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'not a kebab-case slug'),
    /** Host names without www.; each includes its subdomains. */
    hosts: z
      .array(z.string().regex(/^(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'not a host name without www.'))
      .min(1)
      .readonly(),
    /** Prefix of the paths that the rule is for, where the site has pages of other layouts. */
    path: z.string().startsWith('/').optional(),
    /** Selectors of the text's container, tried in order; of several matches of one, that with the most text is used. */
    body: selectors(),
    /** Selectors of the text's pieces, tried in order before `body`; all matches of one together are the text. */
    parts: selectors(),
    /** For these three, the first match with a usable value is used. */
    title: selectors(),
    author: selectors(),
    date: selectors(),
    /** IANA name of the zone of dates that name none. */
    timeZone: z.string().refine(isTimeZone, 'is no time zone').optional(),
    /** Taken out of the page before it is read. */
    junk: selectors(),
    /** Why the site needs a rule. */
    reason: z.string().min(1),
    /** Where the structure of the pages was read: repository, path in it, and commit. */
    sources: z
      .array(
        z
          .string()
          .regex(
            /^[\w.-]+\/[\w.-]+ [\w./-]+(?: @[0-9a-f]{8})?$/,
            'not "owner/repository path @commit" with 8 digits of the commit',
          ),
      )
      .min(1)
      .readonly(),
    /** Where sources disagree, or anything else worth knowing. */
    note: z.string().min(1).optional(),
    /** When the sources were read. */
    checked: z.iso.date(),
  });

export type SiteRule = Readonly<z.infer<ReturnType<typeof ruleSchema>>>;

/**
 * Checks a list of rules: every entry whole, sorted by id, no host twice, something to select in each.
 * Throws an Error that names the file, every entry at fault and why.
 */
export function parseSiteRules(json: unknown, file = 'site-rules.json'): SiteRule[] {
  if (!Array.isArray(json)) throw new Error(`${file}: not a list of rules`);
  const schema = ruleSchema();
  const rules: SiteRule[] = [];
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const [index, raw] of json.entries()) {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const reasons = parsed.error.issues.map(
        (issue) => `${issue.path.join('.') || 'entry'}: ${issue.message}`,
      );
      faults.push(`${file}: ${nameOf(raw, index)}: ${reasons.join('; ')}`);
      continue;
    }
    const rule = parsed.data;
    const fault = faultOf(rule, rules.at(-1), owners);
    if (fault !== null) faults.push(`${file}: ${rule.id}: ${fault}`);
    for (const host of rule.hosts) owners.set(host, rule.id);
    rules.push(rule);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return rules;
}

function faultOf(
  rule: SiteRule,
  before: SiteRule | undefined,
  owners: ReadonlyMap<string, string>,
): string | null {
  if (before !== undefined && before.id >= rule.id) return `stands after ${before.id}: not sorted by id`;
  const shared = rule.hosts.find((host) => owners.has(host));
  if (shared !== undefined) return `${shared} has the rule ${owners.get(shared)} already`;
  if (!rule.body && !rule.parts && !rule.title && !rule.author && !rule.date && !rule.junk)
    return 'selects nothing';
  if (rule.timeZone !== undefined && !rule.date) return 'a time zone without a date';
  return null;
}

function nameOf(raw: unknown, index: number): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' && id !== '' ? id : `entry ${index}`;
}

let checked: readonly SiteRule[] | null = null;

/** The rules that come with the project. */
export function builtInSiteRules(): readonly SiteRule[] {
  checked ??= parseSiteRules(data);
  return checked;
}

const INDEX_BY_HOST: ReadonlyMap<string, number> = new Map(
  data.flatMap((rule, place) => rule.hosts.map((host) => [host, place] as const)),
);

/** The rule for a page's address: that of its host, or of the nearest host above it; null for most sites. */
export function siteRuleFor(url: URL): SiteRule | null {
  let host = url.hostname;
  for (;;) {
    const place = INDEX_BY_HOST.get(host);
    if (place !== undefined) return forPath(builtInSiteRules()[place], url.pathname);
    const dot = host.indexOf('.');
    if (dot < 0) return null;
    host = host.slice(dot + 1);
  }
}

function forPath(rule: SiteRule | undefined, path: string): SiteRule | null {
  return rule !== undefined && path.startsWith(rule.path ?? '/') ? rule : null;
}
