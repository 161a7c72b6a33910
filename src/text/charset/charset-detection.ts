/** Guesses the charset of undeclared bytes, by how much what each decoder makes of them looks like writing. */
import FREQUENT from './frequent-characters.json' with { type: 'json' };

/** Bytes that are read to judge a charset: some hundred words are plenty. */
const SAMPLE_BYTES = 16_384;

/** Points of the character at `at`, about -1 to 1: how usual it is there in texts of the charset's languages. */
type Judge = (text: string, at: number) => number;

const han = (frequent: string): Judge => {
  const known = new Set(frequent);
  return (text, at) => {
    const character = text.charAt(at);
    if (known.has(character)) return 1;
    if (/\p{sc=Han}/u.test(character)) return 0.1;
    // Kana have the same codes in the Chinese and Korean sets as in EUC-JP, so they prove neither.
    return /[\p{sc=Hira}\p{sc=Kana}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hang}]/u.test(character)
      ? -0.2
      : punctuation(character);
  };
};

const japanese: Judge = (() => {
  const known = new Set(FREQUENT.japanese);
  return (text: string, at: number) => {
    const character = text.charAt(at);
    if (/[\u3041-\u30ff]/.test(character) || known.has(character)) return 1;
    // Half-width kana are single bytes: much of a text in another charset decodes to them.
    if (/[\uff61-\uff9f]/.test(character)) return -0.4;
    return /\p{sc=Han}/u.test(character) ? 0.1 : punctuation(character);
  };
})();

const korean: Judge = (() => {
  const known = new Set(FREQUENT.hangul);
  return (text: string, at: number) => {
    const character = text.charAt(at);
    if (known.has(character)) return 1;
    if (/\p{sc=Hang}/u.test(character)) return 0.1;
    return /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(character) ? -0.2 : punctuation(character);
  };
})();

/** Points of a character that is no letter of the language: signs that occur in any text speak for it, others against it. */
function punctuation(character: string): number {
  return /[、。「」『』《》・，：；（）！？～“”‘’—–…·•°€£№©®«»„‚\u00a0\u3000]/.test(character) ? 0.5 : -0.5;
}

const LOWER = /\p{Ll}/u;
const UPPER = /\p{Lu}/u;

/** Scripts whose every letter lies beyond ASCII: words are long runs, and capitals begin them. */
const alphabet = (script: RegExp): Judge => {
  return (text, at) => {
    const character = text.charAt(at);
    if (!script.test(character)) return punctuation(character);
    const before = text.charAt(at - 1);
    if (/[a-z]/i.test(before)) return -0.5;
    if (UPPER.test(character)) return LOWER.test(before) ? -1 : 0.6;
    return 1;
  };
};

/** Latin letters beyond ASCII occur singly among ASCII ones, and each language uses few of them. */
const latin = (letters: string, rare = ''): Judge => {
  const known = new Set(letters + letters.toUpperCase());
  const unusual = new Set(rare);
  return (text, at) => {
    const character = text.charAt(at);
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    if (before > '\u007f' && after > '\u007f') return -1;
    if (character === '’' && /[a-z]/i.test(before)) return 1;
    if (!/\p{L}/u.test(character))
      return /[a-z]/i.test(before) && /[a-z]/i.test(after) ? -0.5 : punctuation(character);
    if (UPPER.test(character) && LOWER.test(before)) return -1;
    if (!/[a-z]/i.test(before + after)) return 0;
    if (known.has(character)) return 1;
    return unusual.has(character) ? 0.3 : -0.3;
  };
};

/** Of two with the same points the first wins. */
const JUDGES: ReadonlyMap<string, Judge> = new Map([
  ['gb18030', han(FREQUENT.gb18030)],
  ['big5', han(FREQUENT.big5)],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['euc-kr', korean],
  ['windows-1251', alphabet(/\p{sc=Cyrl}/u)],
  ['koi8-r', alphabet(/\p{sc=Cyrl}/u)],
  ['windows-1253', alphabet(/\p{sc=Grek}/u)],
  ['windows-1252', latin('àâäáãåçèéêëìíîïñòóôöõøùúûüœæß', 'þðýÿ')],
  ['windows-1250', latin('áäąćčďéęěíłńňóöőôřśšťúůüűýźżžß')],
  ['iso-8859-2', latin('áäąćčďéęěíłńňóöőôřśšťúůüűýźżžß')],
  ['iso-8859-15', latin('àâäáãåçèéêëìíîïñòóôöõøùúûüœæß', 'þðýÿ')],
  ['windows-1254', latin('çğıöşüâîİ', 'éèû')],
]);

/** How much the bytes read in `charset` look like writing, about -3 to 1; null for a charset that is not judged. */
export function plausibility(bytes: Uint8Array, charset: string): number | null {
  const judge = JUDGES.get(charset);
  if (judge === undefined) return null;
  const text = new TextDecoder(charset).decode(sample(bytes), { stream: true });
  let sum = 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    count += 1;
    sum += isBroken(code) ? -3 : judge(text, at);
  }
  return count === 0 ? 0 : sum / count;
}

/** Replacement characters, C1 controls and private use: what no publisher writes. */
function isBroken(code: number): boolean {
  return code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff);
}

/** The charset with the highest `plausibility`, and that score. */
export function detectCharset(bytes: Uint8Array): { charset: string; score: number } {
  let best = { charset: 'windows-1252', score: Number.NEGATIVE_INFINITY };
  for (const charset of JUDGES.keys()) {
    const score = plausibility(bytes, charset) ?? best.score;
    if (score > best.score) best = { charset, score };
  }
  return best;
}

/** ASCII bytes kept on either side of bytes beyond it. */
const MARGIN = 4;

/** The bytes worth judging: those beyond ASCII with a few neighbours, long ASCII stretches cut out. */
function sample(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(SAMPLE_BYTES);
  let size = 0;
  let next = 0;
  for (let at = 0; at < bytes.length && size + 2 * MARGIN + 2 < SAMPLE_BYTES; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    // The next byte may be the second half of a character, so a stretch is only cut further on.
    const from = Math.max(next, at - MARGIN);
    const to = Math.min(bytes.length, at + MARGIN + 1);
    const fresh = bytes.subarray(from, to);
    if (from > next && size > 0) kept[size++] = 0x20;
    kept.set(fresh, size);
    size += fresh.length;
    next = to;
    at = Math.max(at, to - MARGIN - 1);
  }
  return kept.subarray(0, size);
}
