/** Lays what a user adds over the built-in companies and ventures, and says everything that is wrong with it. */
import { type Company, type Knowledge, type Venture, withEntries } from './knowledge.ts';
import { checkKnowledge, type KnowledgeProblem, missingReferences } from './knowledge-schema.ts';

/** One list of one file of a user, already parsed; `entries` may be anything and is checked. */
export interface UserFile {
  /** As the user knows it, for messages. */
  readonly file: string;
  readonly kind: 'companies' | 'ventures';
  readonly entries: unknown;
}

export interface MergedKnowledge {
  readonly knowledge: Knowledge;
  /** The entries that the files name, each whole as it stands now. */
  readonly own: Knowledge;
  readonly problems: readonly KnowledgeProblem[];
}

/** Entries by id, each with the file that had the last word on it. */
type Named<T> = Map<string, { readonly file: string; readonly entry: T }>;
type Raw = Record<string, unknown>;

/**
 * The built-in knowledge with the user's entries over it, later files last. An entry whose id is known changes
 * the fields it names and adds its aliases to those there; any other is new and must be whole. A wrong entry is
 * left out (a known one stays as it was) and told with its file, id and reason. Entries may refer to one another
 * in any order. Pure; never throws.
 */
export function mergeKnowledge(base: Knowledge, files: readonly UserFile[]): MergedKnowledge {
  const problems: KnowledgeProblem[] = [];
  const companies = read('companies', files, base.companies, problems);
  const ventures = read('ventures', files, base.ventures, problems);
  for (;;) {
    const own = ownOf(companies, ventures);
    const knowledge = withEntries(base, own);
    // What refers to a wrong entry is wrong too.
    const missing = missingReferences(own, knowledge);
    if (missing.length === 0) return { knowledge, own, problems };
    for (const { kind, entry, reason } of missing) {
      const list: Named<Company | Venture> = kind === 'companies' ? companies : ventures;
      problems.push({ file: list.get(entry)?.file ?? '', entry, reason });
    }
    for (const { kind, entry } of missing) (kind === 'companies' ? companies : ventures).delete(entry);
  }
}

function read<T extends Company | Venture>(
  kind: UserFile['kind'],
  files: readonly UserFile[],
  base: readonly T[],
  problems: KnowledgeProblem[],
): Named<T> {
  const builtIn = new Map<string, T>(base.map((entry) => [entry.id, entry]));
  const named: Named<T> = new Map();
  for (const { file, entries } of files.filter((one) => one.kind === kind)) {
    if (!Array.isArray(entries)) {
      problems.push({ file, entry: '', reason: `${kind}: not a list` });
      continue;
    }
    const own = new Set<string>();
    for (const [index, raw] of entries.entries()) {
      const id = idOf(raw);
      if (id === null) {
        problems.push({ file, entry: `${kind} #${index + 1}`, reason: 'id: must be a text' });
        continue;
      }
      if (own.has(id)) problems.push({ file, entry: id, reason: 'id stands twice' });
      own.add(id);
      const before = named.get(id)?.entry ?? builtIn.get(id);
      const whole = before === undefined ? raw : over({ ...before }, raw);
      const checked = kind === 'companies' ? checkKnowledge([whole], []) : checkKnowledge([], [whole]);
      const [entry] = checked.knowledge[kind];
      // An entry that was read may refer to others: that is looked at when all are there.
      if (entry) named.set(id, { file, entry: entry as T });
      else for (const { reason } of checked.problems) problems.push({ file, entry: id, reason });
    }
  }
  return named;
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

function ownOf(companies: Named<Company>, ventures: Named<Venture>): Knowledge {
  return {
    companies: [...companies.values()].map(({ entry }) => entry),
    ventures: [...ventures.values()].map(({ entry }) => entry),
  };
}
