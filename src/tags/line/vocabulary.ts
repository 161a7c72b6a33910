/** The vocabulary of venture news by language, in classes: words for a venture, an electric car, a stage, a denial ... */
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

/** The classes of words; each vocabulary file has one list for each. */
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

/** The vocabulary files by language code. */
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

/** Codes of the languages that have a vocabulary. */
export const LANGUAGES: readonly string[] = Object.keys(VOCABULARIES);

// Classes whose English words are also looked for in other languages, as loans and names: a common English word there would
// mean something else.
const INTERNATIONAL: readonly WordClass[] = ['venture', 'ev', 'china'];

/** Shared by the tables of all vocabularies and of the names, so that each word of a text is looked up only once. */
export const LEXICON = new Lexicon();

const tables = new Map<string, PhraseTable<WordClass>>();

/** The table of a language's words; for a language without a vocabulary, only the international ones. Built on first use. */
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
  // English loans, which the press of every language uses beside its own words.
  if (key !== 'en')
    for (const name of INTERNATIONAL)
      if (name !== 'china') for (const word of en[name]) addWord(table, word, name);
  for (const names of Object.values(places)) for (const place of names) table.add(place, 'china', 'first');
  tables.set(key, table);
  return table;
}

/** In the files, `@` before a word means that it must have its capitals. */
function addWord(table: PhraseTable<WordClass>, word: string, name: WordClass): void {
  if (word.startsWith('@')) table.add(word.slice(1), name, 'exact');
  else table.add(word, name);
}
