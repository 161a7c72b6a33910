/** Counts the elements of a sanitised document before any tree is built: the items it should yield, and whether it is too large or too deep. */

export interface Survey {
  /** Start index of each item start tag. */
  readonly itemStarts: readonly number[];
  readonly elements: number;
  /** Deepest nesting; elements left open count until the next item begins. */
  readonly depth: number;
}

/** htmlparser2 and our own recursion take time that grows with depth; real feeds nest about 30 levels. */
export const MAX_DEPTH = 256;
/** The largest real feeds have about 60,000 elements; beyond this a document is an attack or an archive. */
export const MAX_ELEMENTS = 200_000;

/** A sitemap of the largest size, 50,000 entries, with 40 elements each. Counting them all takes 0.3 s. */
export const SITEMAP_ELEMENTS = 2_000_000;

/** Tags and CDATA sections; a tag ends at `>` or where the next one begins, which keeps the scan linear. */
const TAG = /<!\[CDATA\[|<(\/?)([A-Za-z_:][^\s<>/]{0,200})[^<>]*>?/g;

/**
 * One pass over sanitised XML. `isItem` gets each element name as written.
 * Stops counting at `most`, by default twice MAX_ELEMENTS: what follows is not read anyway.
 */
export function surveyXml(xml: string, isItem: (name: string) => boolean, most = 2 * MAX_ELEMENTS): Survey {
  const itemStarts: number[] = [];
  const known = new Map<string, boolean>();
  let elements = 0;
  let depth = 0;
  let deepest = 0;
  let itemDepth = -1;
  TAG.lastIndex = 0;
  for (let match = TAG.exec(xml); match !== null; match = TAG.exec(xml)) {
    const name = match[2];
    if (name === undefined) {
      const close = xml.indexOf(']]>', match.index);
      if (close < 0) break;
      TAG.lastIndex = close + 3;
      continue;
    }
    if (match[1] === '/') {
      if (depth > 0) depth--;
      continue;
    }
    if (++elements > most) break;
    let item = known.get(name);
    if (item === undefined) {
      item = isItem(name);
      if (known.size < 1000) known.set(name, item);
    }
    if (item) {
      itemStarts.push(match.index);
      if (itemDepth < 0) itemDepth = depth;
      depth = itemDepth;
    }
    if (match[0].endsWith('/>')) continue;
    depth++;
    if (depth > deepest) deepest = depth;
  }
  return { itemStarts, elements, depth: deepest };
}
