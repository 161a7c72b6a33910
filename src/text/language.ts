/** Tells the language of a text from its script and, in Latin and Cyrillic, from its most frequent words. */
import WORDS from './language-words.json' with { type: 'json' };

/** A few paragraphs tell the language; the rest is not read. */
const SAMPLE_LENGTH = 4_000;
/** In a text this long a Japanese writer has used kana often; a Chinese one may quote some. */
const SHORT = 60;
const KANA_SHARE = 0.05;
/** Share of East Asian words from which Latin ones beside them are taken for names. */
const EAST_ASIAN_SHARE = 0.35;
/** A typical ending is a hint, no more: other languages have some words that end so. */
const ENDING_POINTS = 0.4;
/** A word that only one language has is enough, or two that some share. */
const MIN_SCORE = 1;
/** The best language must lead the next by this factor. */
const MIN_LEAD = 1.15;

interface Profile {
  readonly tag: string;
  readonly letters: ReadonlySet<string>;
  readonly endings: readonly string[];
}

/** Languages in which a word is frequent. */
const SPEAKERS = new Map<string, string[]>();
const PROFILES: readonly Profile[] = Object.entries(WORDS).map(([tag, entry]) => {
  for (const word of entry.words.split(' ')) SPEAKERS.set(word, [...(SPEAKERS.get(word) ?? []), tag]);
  const endings = 'endings' in entry ? entry.endings.split(' ') : [];
  return { tag, letters: new Set('letters' in entry ? entry.letters : ''), endings };
});
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
  const eastAsian = detectEastAsian(sample, words);
  if (eastAsian !== null) return eastAsian;
  const letters = count(sample, /\p{L}/gu);
  for (const [script, tag] of SCRIPTS) if (2 * count(sample, script) > letters) return tag;
  if (2 * count(sample, /\p{sc=Arab}/gu) > letters) return /[پچژگ]/.test(sample) ? 'fa' : 'ar';
  const cyrillic = 2 * count(sample, /\p{sc=Cyrl}/gu) > letters;
  return byWords(words, cyrillic);
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
  // A lone の stands in Chinese brand names.
  if (kana >= enough && !(kana === 1 && text.includes('の') && CHINESE_ONLY.test(text))) return 'ja';
  return kana === 0 && JAPANESE_ONLY.test(text) && !CHINESE_ONLY.test(text) ? 'ja' : 'zh';
}

function weightBeside(word: string): number {
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(word)) return 0;
  if (/^\p{Ll}/u.test(word)) return 1;
  return /\p{Ll}/u.test(word) ? 0.5 : 0;
}

/** Each frequent word is shared out among the languages that have it; letters of few languages tip the balance. */
function byWords(words: readonly string[], cyrillic: boolean): string | null {
  const scores = new Map<string, number>();
  const add = (tag: string, points: number): void => {
    scores.set(tag, (scores.get(tag) ?? 0) + points);
  };
  for (const word of words) {
    // Abbreviations such as SE, DE or IN are no words; a lone capital may be the first of a sentence.
    if (word.length > 1 && word === word.toUpperCase() && words.some((other) => /\p{Ll}/u.test(other)))
      continue;
    const lower = word.toLowerCase();
    for (const piece of lower.split(/['’]/)) {
      const speakers = SPEAKERS.get(piece) ?? [];
      for (const tag of speakers) add(tag, (piece.length === 1 ? 0.5 : 1) / speakers.length + 0.15);
    }
    if (lower !== word) continue;
    for (const { tag, letters, endings } of PROFILES) {
      const ends = word.length > 4 && endings.some((ending) => word.endsWith(ending));
      add(tag, letterPoints(word, letters) + (ends ? ENDING_POINTS : 0));
    }
  }
  const ranked = [...scores].filter(([tag]) => CYRILLIC.has(tag) === cyrillic).sort((a, b) => b[1] - a[1]);
  const [best, next] = ranked;
  if (cyrillic) return words.length > 2 ? leader(best, scores.get('ru') ?? 0) : null;
  if (best === undefined || best[1] < MIN_SCORE) return null;
  return next !== undefined && best[1] < MIN_LEAD * next[1] ? null : best[0];
}

/** Russian, by far the commonest language in Cyrillic and with few letters of its own, unless another one leads. */
function leader(best: readonly [string, number] | undefined, russian: number): string {
  return best !== undefined && best[1] > MIN_LEAD * russian ? best[0] : 'ru';
}

/** Letters beyond a to z count for the languages that have them and against those that lack them. */
function letterPoints(word: string, letters: ReadonlySet<string>): number {
  let points = 0;
  for (const letter of word) {
    if (letters.has(letter)) points += 0.3;
    else if (letter > '\u007f' && !/[\u0430-\u044f’]/.test(letter)) points -= 0.4;
  }
  return points;
}
