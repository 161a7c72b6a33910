/** Finds oversized tags: parsers collect them character by character, which costs seconds and a gigabyte of memory. */

const DOUBLE = 0x22;
const SINGLE = 0x27;
const CLOSE = 0x3e;

/** Whether any tag of sanitised XML is longer than `limit` characters; a `>` inside quotes does not end a tag. Linear. */
export function hasEndlessTag(xml: string, limit: number): boolean {
  let at = xml.length > limit ? xml.indexOf('<') : -1;
  while (at >= 0) {
    const end = xml.startsWith('<![CDATA[', at) ? xml.indexOf(']]>', at) : endOfTag(xml, at, limit);
    if (end < 0) return !xml.startsWith('<![CDATA[', at);
    at = xml.indexOf('<', end);
  }
  return false;
}

/** Index of the tag's `>`; -1 when it is farther away than `limit`, or there is none. */
function endOfTag(xml: string, start: number, limit: number): number {
  let quote = 0;
  const last = Math.min(xml.length, start + limit);
  for (let at = start + 1; at < last; at++) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === CLOSE) return at;
    else if (code === DOUBLE || code === SINGLE) quote = code;
  }
  return -1;
}
