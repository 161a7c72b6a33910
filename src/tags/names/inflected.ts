/** Names with the endings that a language gives them: "Stellantisem", "Toyotou", "Geelys", "Toyotával", «Соллерса». */
import type { PhraseTable } from '../../text/words/phrases.ts';
import { fold, tokenise } from '../../text/words/tokens.ts';
import type { NameHit } from './mentions.ts';
import type { Name } from './names.ts';

const NAME = '(?<=\\p{Lu}[\\p{L}\\p{N}]{2,})';
const WORD_ENDS = '(?![\\p{L}\\p{N}])';
const GENITIVE: readonly Ending[] = [ending('s', '')];

/** What a name ends in, and what it has instead when it stands alone. */
type Ending = readonly [written: RegExp, instead: string];

const ENDINGS: Readonly<Record<string, readonly Ending[]>> = {
  cs: [ending('em|ovi|u', ''), ending('ou|u|y|ě', 'a')],
  de: GENITIVE,
  // What stands before "with" is doubled: "Leapmotorral"; a last vowel is long: "Toyotában".
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

function ending(written: string, instead: string): Ending {
  return [new RegExp(`${NAME}(?:${written})${WORD_ENDS}`, 'gu'), instead];
}

const REST_OF_WORD = /[\p{L}\p{N}]*/uy;

/** The names that the text has only with an ending; `surface` is the name without it. */
export function inflectedNames(
  body: string,
  language: string | null,
  names: PhraseTable<Name>,
): readonly NameHit[] {
  return (ENDINGS[language ?? ''] ?? []).flatMap(([ending, instead]) => {
    // Of the same length, so that all offsets stay.
    const base = body.replace(ending, (written) => instead.padEnd(written.length));
    if (base === body) return [];
    return names.find(base, tokenise(base)).flatMap((hit): NameHit[] => {
      const found = base.slice(hit.start, hit.end);
      REST_OF_WORD.lastIndex = hit.end;
      const rest = REST_OF_WORD.exec(body)?.[0].length ?? 0;
      // What stands so in the text is found there.
      if (rest === 0 && found === body.slice(hit.start, hit.end)) return [];
      const { alias } = hit.value;
      // Its last vowel may have an accent for the ending's sake.
      return [{ ...hit, end: hit.end + rest, surface: fold(found) === fold(alias) ? alias : found }];
    });
  });
}
