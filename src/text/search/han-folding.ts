/**
 * Folds traditional, Japanese and simplified forms of a Chinese character together for search: 電気, 電氣 and 电气 are the same.
 *
 * The forms are those of OpenCC (opencc-js, Apache-2.0): Japanese to traditional, traditional to simplified. A character
 * that has several simplified forms takes the first: for search it only matters that texts and queries agree.
 */
import japanese from 'opencc-js/dict/JPShinjitaiCharacters';
import traditional from 'opencc-js/dict/TSCharacters';

const toTraditional = read(japanese);
const toSimplified = read(traditional);
const folded = new Map<string, string>();
for (const character of new Set([...toTraditional.keys(), ...toSimplified.keys()])) {
  const simple = simplify(simplify(character));
  if (simple !== character) folded.set(character, simple);
}

/** Twice reaches the end of every chain: a few Japanese forms lead to a traditional one that is itself a variant. */
function simplify(character: string): string {
  const old = toTraditional.get(character) ?? character;
  return toSimplified.get(old) ?? toSimplified.get(character) ?? old;
}

/** Only pairs of the same length in UTF-16, so that offsets hold. */
function read(entries: string): Map<string, string> {
  const pairs = entries.split('|').map((entry) => entry.split(' '));
  return new Map(
    pairs.flatMap(([from = '', to = '']) => (from.length === 1 && to.length === 1 ? [[from, to]] : [])),
  );
}

/** The text with Han variants folded; of the same length as `text`. */
export function foldHan(text: string): string {
  let result = '';
  for (const character of text) result += folded.get(character) ?? character;
  return result;
}
