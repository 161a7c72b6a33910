/** Reads the companies and ventures that a user keeps in files of their own, and merges them over the built-in ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { FaultsError, UsageError } from '../core/errors.ts';
import type { Knowledge } from '../tags/knowledge/knowledge.ts';
import type { KnowledgeProblem } from '../tags/knowledge/knowledge-schema.ts';
import type { UserFile } from '../tags/knowledge/merge-knowledge.ts';

/** The lists that a file may have. */
const LISTS = ['companies', 'ventures'] as const;

const NOTHING: Knowledge = { companies: [], ventures: [] };

/** The knowledge of a process: the same for all its parts, even if the files change while it runs. */
export interface KnowledgeOnce {
  /** The user's entries. */
  own(): Promise<Knowledge>;
  /** Everything that the tagger knows: the built-in knowledge and the user's. */
  all(): Promise<Knowledge>;
}

/** Reads the folder once, when it is first needed. Both functions throw as ownKnowledgeIn() does. */
export function knowledgeOnce(folder: string): KnowledgeOnce {
  let read: Promise<Knowledge> | undefined;
  let merged: Promise<Knowledge> | undefined;
  const own = (): Promise<Knowledge> => {
    read ??= ownKnowledgeIn(folder);
    return read;
  };
  const merge = async (): Promise<Knowledge> => {
    const [given, { loadKnowledge, withEntries }] = await Promise.all([
      own(),
      import('../tags/knowledge/knowledge.ts'),
    ]);
    return withEntries(loadKnowledge(), given);
  };
  return {
    own,
    all: () => {
      merged ??= merge();
      return merged;
    },
  };
}

/** Everything that the tagger knows, read now. Throws as ownKnowledgeIn() does. */
export const knowledgeIn = (folder: string): Promise<Knowledge> => knowledgeOnce(folder).all();

/** The version of the rules with these entries of the user's. */
export async function rulesVersionWith(own: Knowledge): Promise<string> {
  const [{ loadKnowledge, withEntries }, { rulesVersion }] = await Promise.all([
    import('../tags/knowledge/knowledge.ts'),
    import('../tags/rules-version.ts'),
  ]);
  return rulesVersion(withEntries(loadKnowledge(), own));
}

/**
 * The entries of every `*.yaml`, `*.yml` and `*.json` file of the folder, in order of file names, each merged over its
 * built-in entry; none without a folder. Throws UsageError that names file, entry and reason of every mistake.
 */
export async function ownKnowledgeIn(folder: string): Promise<Knowledge> {
  const files = filesIn(folder);
  if (files.length === 0) return NOTHING;
  const problems: KnowledgeProblem[] = [];
  const lists: UserFile[] = [];
  for (const file of files) {
    const { entries, problem } = await readLists(file);
    if (problem === null) lists.push(...entries);
    else problems.push({ file, entry: '', reason: problem });
  }
  // Loaded only now: the code that checks entries is slow to load, and most data folders have none.
  const [{ loadKnowledge }, { mergeKnowledge }] = await Promise.all([
    import('../tags/knowledge/knowledge.ts'),
    import('../tags/knowledge/merge-knowledge.ts'),
  ]);
  const merged = mergeKnowledge(loadKnowledge(), lists);
  problems.push(...merged.problems);
  if (problems.length > 0) throw faultsOf(folder, problems);
  return merged.own;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && ['.yaml', '.yml', '.json'].includes(extname(name)))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new UsageError(`cannot read the folder of your own companies and ventures: ${message}`);
  }
}

type Lists =
  | { readonly entries: readonly UserFile[]; readonly problem: null }
  | { readonly entries: null; readonly problem: string };

async function readLists(file: string): Promise<Lists> {
  let document: unknown;
  try {
    document = await parse(file, readFileSync(file, 'utf8'));
  } catch (error) {
    const { message } = error as Error;
    // Below its message the YAML reader shows the line.
    return { entries: null, problem: /^.* at line \d+, column \d+/.exec(message)?.[0] ?? message };
  }
  // A file whose every line is a comment.
  if (document === null) return { entries: [], problem: null };
  if (typeof document !== 'object' || Array.isArray(document))
    return { entries: null, problem: 'must have "companies:" or "ventures:" with a list below' };
  const unknown = Object.keys(document).find((key) => !LISTS.some((kind) => kind === key));
  if (unknown !== undefined)
    return { entries: null, problem: `"${unknown}" is neither "companies" nor "ventures"` };
  const given = document as Partial<Record<(typeof LISTS)[number], unknown>>;
  const entries = LISTS.flatMap((kind) =>
    given[kind] === undefined || given[kind] === null ? [] : [{ file, kind, entries: given[kind] }],
  );
  return { entries, problem: null };
}

async function parse(file: string, text: string): Promise<unknown> {
  if (file.endsWith('.json')) return JSON.parse(text);
  const yaml = await import('yaml');
  return yaml.parse(text);
}

function faultsOf(folder: string, problems: readonly KnowledgeProblem[]): FaultsError {
  const files = [...new Set(problems.map(({ file }) => file))].sort();
  const [only] = files;
  const told = (name: string, { entry, reason }: KnowledgeProblem): string =>
    [name, entry, reason].filter((part) => part !== '').join(': ');
  if (files.length === 1 && only !== undefined)
    return new FaultsError(
      only,
      problems.map((problem) => told('', problem)),
    );
  return new FaultsError(
    folder,
    files.flatMap((name) =>
      problems.filter(({ file }) => file === name).map((problem) => told(basename(name), problem)),
    ),
  );
}
