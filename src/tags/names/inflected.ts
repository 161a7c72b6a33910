/** Finds inflected names: "Stellantisem", "Toyotou", "Geelys", "Toyotával", «Соллерса». */
import type { PhraseTable } from '../../text/words/phrases.ts';
import { fold, tokenise } from '../../text/words/tokens.ts';
import type { NameHit } from './mentions.ts';
import type { Name } from './names.ts';

/** Before an ending: a capitalised word of at least three letters. */
const NAME = '(?<=\\p{Lu}[\\p{L}\\p{N}]{2,})';
const WORD_ENDS = '(?![\\p{L}\\p{N}])';
const GENITIVE: readonly Ending[] = [ending('s', '')];

/** An inflected ending, and that of the base form: "ou" and "a" for "Toyotou". */
type Ending = readonly [inflected: RegExp, base: string];

const ENDINGS: Readonly<Record<string, readonly Ending[]>> = {
  cs: [ending('em|ovi|u', ''), ending('ou|u|y|ě', 'a')],
  de: GENITIVE,
  // The suffix for "with" doubles the last consonant: "Leapmotorral"; a last vowel becomes long: "Toyotában".
  hu: [
    ending(
      'v[ae]l|(?<=(\\p{Ll}))\\1[ae]l|szal|szel|nak|nek|b[ae]n?|r[ae]|ról|ről|tól|től|hoz|hez|höz|nál|nél|ért|ig|[aeoö]?t|[eoö]n|é|i',
      '',
    ),
  ],
  nl: GENITIVE,
  pl: [
    ending('i?em|owi|ie|a|u', ''),
    ending('y|i|ą|ę|ie', 'a'),
    ending('cie', 'ta'),
    ending('cie', 't'),
    ending('dzie', 'da'),
    ending('dzie', 'd'),
  ],
  ro: [ending('ului|ul', ''), ending('ei', 'a')],
  ru: [ending('а|у|ом|е', ''), ending('ы|и|е|у|ой', 'а')],
  sv: GENITIVE,
};

function ending(inflected: string, base: string): Ending {
  return [new RegExp(`${NAME}(?:${inflected})${WORD_ENDS}`, 'gu'), base];
}

const REST_OF_WORD = /[\p{L}\p{N}]*/uy;

/** Mentions of names that are inflected in the text; `surface` is the base form. None for a language without endings here. */
export function inflectedNames(
  body: string,
  language: string | null,
  names: PhraseTable<Name>,
): readonly NameHit[] {
  return (ENDINGS[language ?? ''] ?? []).flatMap(([inflected, base]) => {
    // Padded to the same length, so that offsets remain valid.
    const text = body.replace(inflected, (ending) => base.padEnd(ending.length));
    if (text === body) return [];
    return names.find(text, tokenise(text)).flatMap((hit): NameHit[] => {
      const found = text.slice(hit.start, hit.end);
      REST_OF_WORD.lastIndex = hit.end;
      const rest = REST_OF_WORD.exec(body)?.[0].length ?? 0;
      // A name that is not inflected is found without this.
      if (rest === 0 && found === body.slice(hit.start, hit.end)) return [];
      const { alias } = hit.value;
      // The accent of a last vowel may belong to the ending ("Toyotával"): the alias has the name without it.
      return [{ ...hit, end: hit.end + rest, surface: fold(found) === fold(alias) ? alias : found }];
    });
  });
}
