/** The words of venture news by language: what means a venture, an electric car, a stage, a denial. */
import { Lexicon } from '../../text/words/lexicon.ts';
import { PhraseTable } from '../../text/words/phrases.ts';
import places from '../data/places.json' with { type: 'json' };
import ar from '../data/vocabulary-ar.json' with { type: 'json' };
import cs from '../data/vocabulary-cs.json' with { type: 'json' };
import de from '../data/vocabulary-de.json' with { type: 'json' };
import en from '../data/vocabulary-en.json' with { type: 'json' };
import es from '../data/vocabulary-es.json' with { type: 'json' };
import fr from '../data/vocabulary-fr.json' with { type: 'json' };
import hu from '../data/vocabulary-hu.json' with { type: 'json' };
import id from '../data/vocabulary-id.json' with { type: 'json' };
import it from '../data/vocabulary-it.json' with { type: 'json' };
import ja from '../data/vocabulary-ja.json' with { type: 'json' };
import ko from '../data/vocabulary-ko.json' with { type: 'json' };
import ms from '../data/vocabulary-ms.json' with { type: 'json' };
import nl from '../data/vocabulary-nl.json' with { type: 'json' };
import pl from '../data/vocabulary-pl.json' with { type: 'json' };
import pt from '../data/vocabulary-pt.json' with { type: 'json' };
import ro from '../data/vocabulary-ro.json' with { type: 'json' };
import ru from '../data/vocabulary-ru.json' with { type: 'json' };
import sv from '../data/vocabulary-sv.json' with { type: 'json' };
import th from '../data/vocabulary-th.json' with { type: 'json' };
import tr from '../data/vocabulary-tr.json' with { type: 'json' };
import vi from '../data/vocabulary-vi.json' with { type: 'json' };
import zh from '../data/vocabulary-zh.json' with { type: 'json' };

/** What a word of the vocabulary says; the files have one list for each. */
export const WORD_CLASSES = [
  'abroad',
  'approved',
  'auto',
  'battery',
  'both',
  'building',
  'charging',
  'china',
  'coOwn',
  'combustion',
  'deal',
  'deny',
  'dissolved',
  'drive',
  'electric',
  'equal',
  'ev',
  'expanded',
  'firm',
  'form',
  'fraction',
  'hydrogen',
  'joint',
  'jointFirm',
  'mask',
  'mobility',
  'mou',
  'negation',
  'newFirm',
  'noEquity',
  'operating',
  'otherIndustry',
  'own',
  'planned',
  'refer',
  'rest',
  'restructured',
  'rumoured',
  'signed',
  'software',
  'storage',
  'talks',
  'unplanned',
  'vehicle',
  'venture',
  'ventureWeak',
  'wholly',
] as const;
export type WordClass = (typeof WORD_CLASSES)[number];

export type VocabularyFile = { readonly language: string } & Readonly<Record<WordClass, readonly string[]>>;

/** The files by language, for what is derived from all of them. */
export const VOCABULARIES: Readonly<Record<string, VocabularyFile>> = {
  ar,
  cs,
  de,
  en,
  es,
  fr,
  hu,
  id,
  it,
  ja,
  ko,
  ms,
  nl,
  pl,
  pt,
  ro,
  ru,
  sv,
  th,
  tr,
  vi,
  zh,
};

/** Languages that have a vocabulary of their own. */
export const LANGUAGES: readonly string[] = Object.keys(VOCABULARIES);

// In every other language English loans and names still stand out; common English words there mean nothing.
const INTERNATIONAL: readonly WordClass[] = ['venture', 'ev', 'china'];

/** The words of every language's vocabulary and of the ledger's names: a text is looked up once for all of them. */
export const LEXICON = new Lexicon();

const tables = new Map<string, PhraseTable<WordClass>>();

/** The table of a language's words; for a language without vocabulary, the international ones. Built on first use. */
export function vocabularyOf(language: string | null): PhraseTable<WordClass> {
  const key = language !== null && Object.hasOwn(VOCABULARIES, language) ? language : '';
  const ready = tables.get(key);
  if (ready !== undefined) return ready;
  const table = new PhraseTable<WordClass>(LEXICON);
  const file = VOCABULARIES[key];
  for (const name of WORD_CLASSES) {
    const words = file?.[name] ?? (INTERNATIONAL.includes(name) ? en[name] : []);
    for (const word of words) addWord(table, word, name);
  }
  // Loans that every language's press uses beside its own words.
  if (key !== 'en')
    for (const name of INTERNATIONAL)
      if (name !== 'china') for (const word of en[name]) addWord(table, word, name);
  for (const names of Object.values(places)) for (const place of names) table.add(place, 'china', 'first');
  tables.set(key, table);
  return table;
}

/** In the files `@` before a word means that its capitals matter. */
function addWord(table: PhraseTable<WordClass>, word: string, name: WordClass): void {
  if (word.startsWith('@')) table.add(word.slice(1), name, 'exact');
  else table.add(word, name);
}
