/** Names with the endings that Czech and Swedish give them: "Stellantisem", "Toyotou", "Geelys". */
import type { PhraseTable } from '../text/phrases.ts';
import { tokenise } from '../text/tokens.ts';
import type { NameHit } from './mentions.ts';
import type { Name } from './names.ts';

// What a name ends in, and what it has instead when it stands alone.
const NAME = '(?<=\\p{Lu}[\\p{L}\\p{N}]{2,})';
const ENDINGS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  cs: [
    [new RegExp(`${NAME}(?:em|ovi|u)(?![\\p{L}\\p{N}])`, 'gu'), ''],
    [new RegExp(`${NAME}(?:ou|u|y|ě)(?![\\p{L}\\p{N}])`, 'gu'), 'a'],
  ],
  sv: [[new RegExp(`${NAME}s(?![\\p{L}\\p{N}])`, 'gu'), '']],
};

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
      const surface = base.slice(hit.start, hit.end);
      REST_OF_WORD.lastIndex = hit.end;
      const rest = REST_OF_WORD.exec(body)?.[0].length ?? 0;
      // What stands so in the text is found there.
      return rest === 0 && surface === body.slice(hit.start, hit.end)
        ? []
        : [{ ...hit, end: hit.end + rest, surface }];
    });
  });
}
