/** Resolves the names in filters to ids: companies and ventures by any of their names, everything else by its id. */

import { UsageError } from '../../core/errors.ts';
import { TAG } from '../../core/model.ts';
import { candidateKey } from '../../core/venture-key.ts';
import type { ArticleFilter } from '../../query/article-filter.ts';
import { countries, languages } from '../../query/codes.ts';
import { filterHint } from '../../query/filter-hint.ts';
import {
  foldName,
  type Lexicon,
  lexiconOf,
  NAMED_FIELDS,
  type Named,
  type NamedField,
  resolveNames,
} from '../../query/names.ts';
import { nearest } from '../../query/query-error.ts';
import { readFilter } from '../../query/read-filter.ts';
import type { Reader } from '../../store/store.ts';
import type { Company, Knowledge, Venture } from '../../tags/knowledge/knowledge.ts';

interface NamingDependencies {
  readonly reader: Pick<Reader, 'findFeed' | 'listFeeds' | 'listArticles'>;
  /** The companies and ventures; called once, when a filter first names one. */
  readonly knowledge: () => Promise<Knowledge>;
  readonly now: () => number;
}

export interface Naming {
  /** The filter with ids, and the names in it that nothing has. */
  named<Filter extends object>(filter: Filter): Promise<Named<Filter>>;
  /** The filter with ids. Throws UsageError for a name that nothing has: an empty list would look like an answer. */
  known<Filter extends object>(filter: Filter): Promise<Filter>;
  /** How to ask what words such as OR, or a country, seem to mean but do not; null where all is clear. */
  hint(filter: Pick<ArticleFilter, 'query' | 'country'>): string | null;
  /** What was probably meant by a name that nothing has; null when nothing is similar. */
  meant(field: NamedField, name: string): Promise<string | null>;
}

/** The filter that matches every article. */
const EVERYTHING = readFilter({ limit: 1 });

export function createNaming({ reader, knowledge, now }: NamingDependencies): Naming {
  let ledger: Promise<Readonly<Record<'company' | 'venture', Lexicon>>> | undefined;
  const inLedger = async (field: 'company' | 'venture'): Promise<Lexicon> => {
    ledger ??= knowledge().then(({ companies, ventures }) => ({
      company: lexiconOf(companies.map(namesOf)),
      venture: lexiconOf(ventures.map(namesOf)),
    }));
    return (await ledger)[field];
  };

  // An id that the ledger does not have (any more) is known as long as stored articles have it.
  const orStored = (field: Exclude<NamedField, 'country' | 'lang'>, lexicon: Lexicon): Lexicon => ({
    ...lexicon,
    idOf: (name) => {
      const isStored = (): boolean => {
        const filter: ArticleFilter = { ...EVERYTHING, [field]: { any: [name], none: [] } };
        return reader.listArticles(filter, now()).articles.length > 0;
      };
      return lexicon.idOf(name) ?? (isStored() ? name : null);
    },
  });

  const companies = async () => orStored('company', await inLedger('company'));
  const lexicons: Readonly<Record<NamedField, () => Lexicon | Promise<Lexicon>>> = {
    // There is one tag, so that is what any other word is likely to mean.
    tag: () => orStored('tag', { ...lexiconOf([{ id: TAG, names: [] }]), nearest: () => TAG }),
    company: companies,
    with: companies,
    venture: async () => orStored('venture', orCandidate(await inLedger('venture'))),
    story: () => orStored('story', lexiconOf([])),
    feed: () =>
      orStored('feed', {
        idOf: (name) => reader.findFeed(name)?.id ?? null,
        nearest: (name) =>
          nearest(
            foldName(name),
            reader.listFeeds().map(({ id }) => id),
          ),
      }),
    country: countries,
    lang: languages,
  };

  const named = async <Filter extends object>(filter: Filter): Promise<Named<Filter>> => {
    const asked = NAMED_FIELDS.filter((field) => (filter as Record<string, unknown>)[field] !== undefined);
    const found = await Promise.all(asked.map(async (field) => [field, await lexicons[field]()] as const));
    return resolveNames(filter, Object.fromEntries(found));
  };
  return {
    named,
    hint: (filter) => filterHint(filter, () => reader.listFeeds().map(({ region }) => region)),
    known: async (given) => {
      const { filter, unknown } = await named(given);
      if (unknown.length > 0) throw new UsageError(unknown.join('; '));
      return filter;
    },
    meant: async (field, name) => (await lexicons[field]()).nearest(name),
  };
}

/** Also knows `new`, any venture outside the ledger, and candidate keys such as `new:byd+catl`, even before an article has one. */
const orCandidate = (lexicon: Lexicon): Lexicon => ({
  ...lexicon,
  idOf: (name) => lexicon.idOf(name) ?? (name === 'new' ? name : candidateKey(name)),
});

const namesOf = ({ id, name, aliases }: Company | Venture) => ({
  id,
  names: [name, ...Object.values(aliases).flat()],
});
