/** Recovers the complete items of a JSON feed that is truncated or malformed, in one pass over the text. */

/** More items than this are not read from a broken document. */
const MAX_ITEMS = 10_000;

/**
 * The complete elements of the `items` array; one that is not valid JSON by itself is left out. `cutOff`: the text ends
 * within the array.
 */
export function salvageJsonItems(source: string): { readonly items: unknown[]; readonly cutOff: boolean } {
  const list = /"items"\s{0,100}:\s{0,100}\[/.exec(source);
  if (list === null) return { items: [], cutOff: false };
  const items: unknown[] = [];
  let depth = 0;
  let start = -1;
  let inString = false;
  let cutOff = true;
  for (let at = list.index + list[0].length; at < source.length && items.length < MAX_ITEMS; at++) {
    const character = source[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      if (depth++ === 0) start = at;
    } else if (character === '}' || character === ']') {
      // the end of the list itself
      if (--depth < 0) {
        cutOff = false;
        break;
      }
      if (depth === 0) addParsed(items, source.slice(start, at + 1));
    }
  }
  return { items, cutOff: cutOff && items.length < MAX_ITEMS };
}

function addParsed(items: unknown[], json: string): void {
  try {
    items.push(JSON.parse(json));
  } catch {
    // this item is what broke the document; the others can still be used
  }
}
