/** Codes of languages and countries, and their English names. */
import { type Lexicon, lexiconOf } from './names.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** ISO 639: `en`, and `English` too. */
export const languages = lazily(() => {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return codesOf({
    // maps withdrawn codes (`iw`) and longer ones (`deu`) to those of today
    current: (text) => Intl.getCanonicalLocales(text)[0],
    nameOf: (code) => names.of(code),
    pattern: /^[a-z]{2,3}$/i,
    more: [],
  });
});

/** ISO 3166-1: `DE`, and `Germany` too; and `GLOBAL`, the region of feeds of the whole world. */
export const countries = lazily(() => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return codesOf({
    current: (text) => new Intl.Locale(`und-${text}`).region,
    nameOf: (code) => names.of(code),
    pattern: /^[a-z]{2}$/i,
    more: [{ id: 'GLOBAL', names: [] }],
  });
});

interface Codes {
  /** The form of a code. */
  readonly pattern: RegExp;
  /** The code in today's form; undefined if there is none. May throw for text that does not fit `pattern`. */
  current(text: string): string | undefined;
  nameOf(code: string): string | undefined;
  /** Entries that are no codes of the standard. */
  readonly more: Parameters<typeof lexiconOf>[0];
}

function codesOf({ pattern, current, nameOf, more }: Codes): Lexicon {
  const codeOf = (text: string): string | null => {
    const code = pattern.test(text) ? current(text) : undefined;
    return code !== undefined && nameOf(code) !== undefined ? code : null;
  };
  // on first use: naming them all takes 50 ms, and most people write a code
  const named = lazily(() =>
    lexiconOf([
      ...[...new Set(PAIRS.map(codeOf))].flatMap((id) =>
        id === null ? [] : [{ id, names: [nameOf(id) ?? id] }],
      ),
      ...more,
    ]),
  );
  return {
    idOf: (text) => codeOf(text) ?? named().idOf(text),
    nearest: (text) => {
      // `zh-cn`, `USA`.
      const head = /^([a-z]{2})(?:[-_].*|[a-z])$/i.exec(text)?.[1];
      return (head === undefined ? null : codeOf(head)) ?? named().nearest(text);
    },
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
