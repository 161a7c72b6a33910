/** Lays what a user adds over the built-in companies and ventures. */
import type { Knowledge } from './knowledge.ts';
import { checkKnowledge, type KnowledgeProblem } from './knowledge-schema.ts';

/** One file of a user, already parsed; `entries` may be anything and is checked. */
export interface UserFile {
  /** As the user knows it, for messages. */
  readonly file: string;
  readonly kind: 'companies' | 'ventures';
  readonly entries: unknown;
}

type Raw = Record<string, unknown>;

/**
 * The built-in knowledge with the user's entries over it, later files last. An entry whose id is known changes
 * the fields it names and adds its aliases to those there; any other is new and must be whole. A wrong entry is
 * left out (a known one stays as it was) and told with its file, id and reason. Pure; never throws.
 */
export function mergeKnowledge(
  base: Knowledge,
  files: readonly UserFile[],
): { readonly knowledge: Knowledge; readonly problems: readonly KnowledgeProblem[] } {
  const problems: KnowledgeProblem[] = [];
  const companies = new Map<string, Raw>(base.companies.map((entry) => [entry.id, { ...entry }]));
  const ventures = new Map<string, Raw>(base.ventures.map((entry) => [entry.id, { ...entry }]));
  // Companies first, whatever the order of the files: ventures refer to them.
  const ordered = [...files].sort((a, b) => Number(a.kind === 'ventures') - Number(b.kind === 'ventures'));
  for (const { file, kind, entries } of ordered) {
    if (!Array.isArray(entries)) {
      problems.push({ file, entry: '', reason: 'not a list' });
      continue;
    }
    const own = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const id = idOf(entry);
      if (id === null) {
        problems.push({ file, entry: `#${index}`, reason: 'id: must be a text' });
        continue;
      }
      if (own.has(id)) problems.push({ file, entry: id, reason: 'id stands twice' });
      own.add(id);
      const target = kind === 'companies' ? companies : ventures;
      const before = target.get(id);
      target.set(id, before === undefined ? entry : over(before, entry));
      const found = problemsOf(id, kind, companies, ventures);
      if (found.length === 0) continue;
      for (const reason of found) problems.push({ file, entry: id, reason });
      if (before === undefined) target.delete(id);
      else target.set(id, before);
    }
  }
  const { knowledge } = checkKnowledge(sorted(companies), sorted(ventures));
  return { knowledge, problems };
}

function idOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return null;
  return typeof entry.id === 'string' && entry.id !== '' ? entry.id : null;
}

function over(before: Raw, entry: Raw): Raw {
  return { ...before, ...entry, aliases: joined(before['aliases'], entry['aliases']) };
}

/** Aliases of both, by language; what is no list of texts is kept as it is, for the check to tell. */
function joined(before: unknown, added: unknown): unknown {
  if (added === undefined) return before;
  if (!isRecord(before) || !isRecord(added)) return added;
  const all: Raw = { ...before };
  for (const [language, names] of Object.entries(added)) {
    const known = Object.hasOwn(before, language) ? before[language] : [];
    all[language] =
      Array.isArray(known) && Array.isArray(names) ? [...new Set<unknown>([...known, ...names])] : names;
  }
  return all;
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with one entry as it now stands, references included. */
function problemsOf(
  id: string,
  kind: UserFile['kind'],
  companies: ReadonlyMap<string, Raw>,
  ventures: ReadonlyMap<string, Raw>,
): string[] {
  const entry = (kind === 'companies' ? companies : ventures).get(id);
  const alone = kind === 'companies' ? checkKnowledge([entry], []) : checkKnowledge([], [entry]);
  const reasons = alone.problems.map((problem) => problem.reason).filter((reason) => !REFERENCE.test(reason));
  if (reasons.length > 0 || entry === undefined) return reasons;
  const missing = (name: unknown, known: ReadonlyMap<string, Raw>): boolean =>
    typeof name === 'string' && !known.has(name);
  if (missing(entry['parent'], companies)) reasons.push(`parent: no company ${String(entry['parent'])}`);
  if (missing(entry['successor'], ventures))
    reasons.push(`successor: no venture ${String(entry['successor'])}`);
  for (const partner of Array.isArray(entry['partners']) ? entry['partners'] : [])
    if (isRecord(partner) && missing(partner['company'], companies))
      reasons.push(`partners: no company ${String(partner['company'])}`);
  return reasons;
}

// What checkKnowledge says of references when an entry stands alone; they are checked against everything instead.
const REFERENCE = /^(?:parent|successor|partners): no (?:company|venture) /u;

function sorted(entries: ReadonlyMap<string, Raw>): Raw[] {
  return [...entries.values()].sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
}
