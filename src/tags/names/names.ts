/** The table of all names that a text is searched for: companies, ventures, models. */
import { PhraseTable } from '../../text/words/phrases.ts';
import { isSingle } from '../../text/words/tokens.ts';
import makers from '../data/makers.json' with { type: 'json' };
import models from '../data/models.json' with { type: 'json' };
import { type Company, isChinese, type Knowledge, type Venture } from '../knowledge/knowledge.ts';
import { LEXICON } from '../line/vocabulary.ts';

export interface Name {
  /** `model`: an electric model, with the venture that builds it if one does; `foreign`: a venture without a Chinese side. */
  readonly kind: 'company' | 'venture' | 'model' | 'foreign';
  readonly company: Company | null;
  readonly venture: Venture | null;
  readonly alias: string;
  /** Counts only with supporting words nearby. */
  readonly ambiguous: boolean;
}

function aliasesOf(entry: Company | Venture): Set<string> {
  return new Set([entry.name, ...Object.values(entry.aliases).flat()]);
}

const ACRONYM = /^[A-Z]{3,4}$/;

/** False for an alias of one character: it would match everywhere. */
function usable(alias: string): boolean {
  return alias.length >= 2;
}

/** All names of the knowledge in one table. */
export function nameTable(knowledge: Knowledge): PhraseTable<Name> {
  const table = new PhraseTable<Name>(LEXICON);
  const add = (entry: Company | Venture, company: Company | null, venture: Venture | null): void => {
    const unsure = new Set(entry.ambiguous ?? []);
    for (const alias of aliasesOf(entry)) {
      if (!usable(alias)) continue;
      const short = alias.length <= 2 && !isSingle(alias.charCodeAt(0));
      const ambiguous = unsure.has(alias);
      const name: Name = {
        kind: company === null ? 'venture' : 'company',
        company,
        venture,
        alias,
        ambiguous,
      };
      // Names that are also common words (Smart, Best, Cams) must at least have their capitals.
      table.add(alias, name, short || ambiguous ? 'exact' : 'first');
      // Italian papers write acronyms with one capital: Gac, Saic.
      if (ambiguous && company !== null && isChinese(company) && ACRONYM.test(alias))
        table.add(alias.charAt(0) + alias.slice(1).toLowerCase(), name, 'exact');
    }
  };
  for (const company of knowledge.companies) add(company, company, null);
  for (const venture of knowledge.ventures) add(venture, null, venture);
  const ledger = new Map(knowledge.ventures.map((venture) => [venture.id, venture]));
  for (const { model, venture } of models) {
    const maker = venture === undefined ? undefined : ledger.get(venture);
    table.add(
      model,
      { kind: 'model', company: null, venture: maker ?? null, alias: model, ambiguous: false },
      'exact',
    );
  }
  for (const alias of makers['foreign-ventures'])
    table.add(alias, { kind: 'foreign', company: null, venture: null, alias, ambiguous: false }, 'exact');
  return table;
}

/** Ids of companies that make nothing but electric cars or their batteries. */
export const ELECTRIC_ONLY: ReadonlySet<string> = new Set(makers['electric-only']);
