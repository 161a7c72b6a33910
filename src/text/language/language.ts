/** Detects the language of a text from its script and, in Latin and Cyrillic, from its most frequent words. */
import RELATIVES from './language-relatives.json' with { type: 'json' };
import WORDS from './language-words.json' with { type: 'json' };

/** Characters that are read; a few paragraphs are enough. */
const SAMPLE_LENGTH = 4_000;
/** In a text this long a Japanese writer has used kana often; a Chinese one may quote some. */
const SHORT = 60;
const KANA_SHARE = 0.05;
/** Share of East Asian words in a text from which the Latin ones in it are taken for names. */
const EAST_ASIAN_SHARE = 0.35;
/** A typical ending is a hint, no more: other languages have some words that end so. */
const ENDING_POINTS = 0.4;
/** Letters beyond a to z count for the languages that have them and against those that lack them. */
const OWN_LETTER = 0.3;
const LACKED_LETTER = 0.4;
const BEYOND_Z = /[\u0080-\u2018\u201a-\uffff]/g;
/** A word that only one language has is enough, or two that some share. */
const MIN_SCORE = 1;
/** The best language must lead the next by this factor. */
const MIN_LEAD = 1.15;

/** A language and its points. */
type Ranked = readonly [string, number];

const LANGUAGES: readonly string[] = Object.keys(WORDS);
/** The languages in which a word is frequent, for which an ending is typical, and which have a letter beyond a to z. */
const SPEAKERS = new Map<string, string[]>();
const ENDINGS = new Map<string, string[]>();
const LETTERS = new Map<string, string[]>();
for (const [tag, entry] of Object.entries(WORDS)) {
  const note = (of: Map<string, string[]>, key: string): void =>
    void of.set(key, [...(of.get(key) ?? []), tag]);
  for (const word of entry.words.split(' ')) note(SPEAKERS, word);
  if ('endings' in entry) for (const ending of entry.endings.split(' ')) note(ENDINGS, ending);
  if ('letters' in entry) for (const letter of entry.letters) note(LETTERS, letter);
}
const ENDING_LENGTHS = [...new Set([...ENDINGS.keys()].map((ending) => ending.length))];
/** A letter of another script than Latin, or a rare Latin one; not quotation marks and dashes. */
const BEYOND_LATIN = /[\u0370-\u1fff\u2c00-\uffff]/;
const CYRILLIC: ReadonlySet<string> = new Set(['ru', 'uk', 'bg', 'sr']);

/** Languages that are the only ones here in their script. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{sc=Grek}/gu, 'el'],
  [/\p{sc=Hebr}/gu, 'he'],
  [/\p{sc=Thai}/gu, 'th'],
  [/\p{sc=Deva}/gu, 'hi'],
];

/** Kanji that only Japanese writes so, and characters that only Chinese writes so. */
const JAPANESE_ONLY = /[気発売円駅応価対県経済労働続読変転両単戦検権図団総鉄覚増込枠拡]/;
const CHINESE_ONLY = /[的这们么车电动气发对应经济劳续读变转两单战检权图团总铁觉扩與這們麼氣發賣對應經濟]/;

/**
 * BCP 47 primary tag in lower case (`en`, `zh`, `ja` ...), or null when unsure. Works on a headline of some words;
 * names of companies count for nothing.
 */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const words = sample.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];
  if (!BEYOND_LATIN.test(sample)) return byWords(words, false);
  const eastAsian = detectEastAsian(sample, words);
  if (eastAsian !== null) return eastAsian;
  const letters = count(sample, /\p{L}/gu);
  for (const [script, tag] of SCRIPTS) if (2 * count(sample, script) > letters) return tag;
  if (2 * count(sample, /\p{sc=Arab}/gu) > letters) return isPersian(sample) ? 'fa' : 'ar';
  const cyrillic = 2 * count(sample, /\p{sc=Cyrl}/gu) > letters;
  return byWords(words, cyrillic);
}

/** Arabic writes some foreign names with a Persian letter; Persian has no ة. */
function isPersian(text: string): boolean {
  return count(text, /[پچژگ]/g) > count(text, /ة/g);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function detectEastAsian(text: string, words: readonly string[]): string | null {
  const han = count(text, /\p{sc=Han}/gu);
  // The middle dot and the long mark occur in Chinese names too.
  const kana = count(text, /[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]/g);
  const hangul = count(text, /[\uac00-\ud7a3]/g);
  const eastern = han / 2 + kana / 2 + hangul / 2.5;
  if (eastern === 0) return null;
  // Names are in capitals or begin with one; only running text has small words.
  const other = words.reduce((sum, word) => sum + weightBeside(word), 0);
  if (eastern < EAST_ASIAN_SHARE * (eastern + other)) return null;
  if (hangul > han + kana) return 'ko';
  const enough = han + kana < SHORT ? 1 : KANA_SHARE * (han + kana);
  // a single の occurs in Chinese brand names
  if (kana >= enough && !(kana === 1 && text.includes('の') && CHINESE_ONLY.test(text))) return 'ja';
  return kana === 0 && JAPANESE_ONLY.test(text) && !CHINESE_ONLY.test(text) ? 'ja' : 'zh';
}

function weightBeside(word: string): number {
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(word)) return 0;
  if (/^\p{Ll}/u.test(word)) return 1;
  return /\p{Ll}/u.test(word) ? 0.5 : 0;
}

/** Divides the points of each frequent word among the languages that have it; letters that few languages have tip the balance. */
function byWords(words: readonly string[], cyrillic: boolean): string | null {
  const scores = new Map<string, number>();
  const add = (tag: string, points: number): void => {
    scores.set(tag, (scores.get(tag) ?? 0) + points);
  };
  let lacking = 0;
  const hasSmall = words.some((word) => /\p{Ll}/u.test(word));
  for (const [word, times] of timesOf(words)) {
    // Abbreviations such as SE, DE or IN are no words; a lone capital may be the first of a sentence.
    if (hasSmall && word.length > 1 && word === word.toUpperCase()) continue;
    const lower = word.toLowerCase();
    for (const piece of /['’]/.test(lower) ? lower.split(/['’]/) : [lower]) {
      const speakers = SPEAKERS.get(piece) ?? [];
      for (const tag of speakers) add(tag, times * ((piece.length === 1 ? 0.5 : 1) / speakers.length + 0.15));
    }
    if (lower !== word) continue;
    for (const tag of typicalOf(word)) add(tag, times * ENDING_POINTS);
    for (const letter of word.match(BEYOND_Z) ?? []) {
      const strange = !/[\u0430-\u044f]/.test(letter);
      if (strange) lacking += times * LACKED_LETTER;
      for (const tag of LETTERS.get(letter) ?? [])
        add(tag, times * (OWN_LETTER + (strange ? LACKED_LETTER : 0)));
    }
  }
  const ranked = LANGUAGES.filter((tag) => CYRILLIC.has(tag) === cyrillic)
    .map((tag): Ranked => [tag, (scores.get(tag) ?? 0) - lacking])
    .sort((a, b) => b[1] - a[1]);
  const [best, next] = ranked;
  if (cyrillic)
    return words.length > 2
      ? leader(
          best,
          ranked.find(([tag]) => tag === 'ru'),
        )
      : null;
  if (best === undefined || best[1] < MIN_SCORE) return null;
  return next !== undefined && best[1] < MIN_LEAD * next[1] ? null : best[0];
}

/** How often each word occurs: half of the words of a text do more than once. */
function timesOf(words: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

/** Languages for which the ending of the word is typical, each once. */
function typicalOf(word: string): Iterable<string> {
  if (word.length <= 4) return [];
  const found = ENDING_LENGTHS.map((length) => ENDINGS.get(word.slice(-length)) ?? []).filter(
    (tags) => tags.length > 0,
  );
  return found.length > 1 ? new Set(found.flat()) : (found[0] ?? []);
}

/** Russian, by far the commonest language in Cyrillic and with few letters of its own, unless another one leads. */
function leader(best: Ranked | undefined, russian: Ranked | undefined): string {
  return best !== undefined && best[1] > MIN_LEAD * (russian?.[1] ?? 0) ? best[0] : 'ru';
}

/** Languages that are not detected, and those that their texts are mistaken for. */
const TAKEN_FOR: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(RELATIVES).map(([tag, others]) => [tag, others.split(' ')]),
);

/**
 * The language of a text with a declared language, which may be null. Detection is more reliable, except where the declared
 * language is one that is not distinguished here from the detected one, as Norwegian from Danish.
 */
export function languageOf(text: string, declared: string | null): string | null {
  const named = mainLanguage(declared);
  const found = detectLanguage(text);
  return found === null || TAKEN_FOR.get(named ?? '')?.includes(found) === true ? named : found;
}

// "english", "x-default" and "root" are no languages' codes.
const CODE = /^[a-z]{2,3}$/;

/** The language of a BCP 47 tag without its country and script, as stored with articles: `en` for `en-US`; null if there is none. */
export function mainLanguage(tag: string | null): string | null {
  const code = tag?.trim().split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
  return CODE.test(code) ? code : null;
}

/** `zh_cn`, `EN-us` and the like in the canonical form of BCP 47; null for text that is no language tag. */
export function languageTag(written: string): string | null {
  const tag = written.trim().replaceAll('_', '-').slice(0, 35);
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
