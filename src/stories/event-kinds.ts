/** The kinds of event that headline and lead report, in any language with words for them: a recall is no sales record. */
import { PhraseTable } from '../text/words/phrases.ts';
import { tokenise } from '../text/words/tokens.ts';
import KINDS from './data/event-kinds.json' with { type: 'json' };

export interface EventKinds {
  /** Of the headline; of the lead where the headline names none. Sorted. */
  readonly told: readonly string[];
  /** Of both. Sorted. */
  readonly named: readonly string[];
}

/** Nearly every report of a venture mentions some deal, so having it in common proves nothing. */
const COMMONEST = 'deal';

const tables = new Map<string, PhraseTable<string>>();
for (const { kind, forms } of KINDS)
  for (const [language, words] of Object.entries<readonly string[]>(forms)) {
    const table = tables.get(language) ?? new PhraseTable<string>();
    tables.set(language, table);
    for (const word of words) table.add(word, kind);
  }

/** Empty for a language without words of its own. */
export function eventKinds(title: string, lead: string, language: string | null): EventKinds {
  const table = tables.get(language ?? '');
  if (table === undefined) return { told: [], named: [] };
  const kindsIn = (text: string): string[] => table.find(text, tokenise(text)).map(({ value }) => value);
  const titled = sorted(kindsIn(title));
  const named = sorted([...titled, ...kindsIn(lead)]);
  return { told: titled.length > 0 ? titled : named, named };
}

const isTelling = (kind: string): boolean => kind !== COMMONEST;

const sorted = (kinds: readonly string[]): string[] => [...new Set(kinds)].sort();

/**
 * `same`: both report one telling kind. `apart`: both report kinds, and neither even names one that the other reports.
 * `unsaid`: one reports a telling kind, the other none. Else null.
 */
export function kindsAgree(a: EventKinds, b: EventKinds): 'same' | 'apart' | 'unsaid' | null {
  if (a.told.length === 0 || b.told.length === 0)
    return [...a.told, ...b.told].some(isTelling) ? 'unsaid' : null;
  if (a.told.some((kind) => isTelling(kind) && b.told.includes(kind))) return 'same';
  const named =
    a.told.some((kind) => b.named.includes(kind)) || b.told.some((kind) => a.named.includes(kind));
  return named ? null : 'apart';
}
