/** Merges the companies and ventures that a user adds into the built-in ones, and reports every problem found in them. */
import { type Company, type Knowledge, type Venture, withEntries } from './knowledge.ts';
import { checkKnowledge, type KnowledgeProblem, missingReferences } from './knowledge-schema.ts';

/** One list of a user's file, already parsed; `entries` may be anything: it is validated here. */
export interface UserFile {
  /** Its name as the user knows it, for messages. */
  readonly file: string;
  readonly kind: 'companies' | 'ventures';
  readonly entries: unknown;
}

export interface MergedKnowledge {
  readonly knowledge: Knowledge;
  /** The entries that the files have, each complete, that is merged with the built-in one. */
  readonly own: Knowledge;
  readonly problems: readonly KnowledgeProblem[];
}

/** Entries by id, each with the last file that has it. */
type ById<T> = Map<string, { readonly file: string; readonly entry: T }>;
type Raw = Record<string, unknown>;

/**
 * The built-in knowledge with the user's entries merged into it in the order of the files. An entry with a known id
 * replaces the fields that it has, but adds its aliases to those there; any other is new and must be complete. An
 * invalid entry is left out (a known one stays as it was) and reported with its file, id and reason. Entries may refer
 * to one another in any order. Pure; never throws.
 */
export function mergeKnowledge(base: Knowledge, files: readonly UserFile[]): MergedKnowledge {
  const problems: KnowledgeProblem[] = [];
  const companies = read('companies', files, base.companies, problems);
  const ventures = read('ventures', files, base.ventures, problems);
  for (;;) {
    const own = ownOf(companies, ventures);
    const knowledge = withEntries(base, own);
    // Repeated, as leaving out an entry may leave others with a missing reference.
    const missing = missingReferences(own, knowledge);
    if (missing.length === 0) return { knowledge, own, problems };
    for (const { kind, entry, reason } of missing) {
      const list: ById<Company | Venture> = kind === 'companies' ? companies : ventures;
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
): ById<T> {
  const builtIn = new Map<string, T>(base.map((entry) => [entry.id, entry]));
  const valid: ById<T> = new Map();
  for (const { file, entries } of files.filter((one) => one.kind === kind)) {
    if (!Array.isArray(entries)) {
      problems.push({ file, entry: '', reason: `${kind}: not a list` });
      continue;
    }
    const seen = new Set<string>();
    for (const [index, raw] of entries.entries()) {
      const id = idOf(raw);
      if (id === null) {
        problems.push({ file, entry: `${kind} #${index + 1}`, reason: 'id: must be a text' });
        continue;
      }
      if (seen.has(id)) problems.push({ file, entry: id, reason: 'id stands twice' });
      seen.add(id);
      const before = valid.get(id)?.entry ?? builtIn.get(id);
      const whole = before === undefined ? raw : merged({ ...before }, raw);
      const checked = kind === 'companies' ? checkKnowledge([whole], []) : checkKnowledge([], [whole]);
      const [entry] = checked.knowledge[kind];
      // Its references are checked when all entries have been read.
      if (entry) valid.set(id, { file, entry: entry as T });
      else for (const { reason } of checked.problems) problems.push({ file, entry: id, reason });
    }
  }
  return valid;
}

function idOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return null;
  return typeof entry.id === 'string' && entry.id !== '' ? entry.id : null;
}

function merged(before: Raw, entry: Raw): Raw {
  return { ...before, ...entry, aliases: mergedAliases(before['aliases'], entry['aliases']) };
}

/** The aliases of both, by language; anything of the wrong type is passed on unchanged, for the validation to report. */
function mergedAliases(before: unknown, added: unknown): unknown {
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

function ownOf(companies: ById<Company>, ventures: ById<Venture>): Knowledge {
  return {
    companies: [...companies.values()].map(({ entry }) => entry),
    ventures: [...ventures.values()].map(({ entry }) => entry),
  };
}
