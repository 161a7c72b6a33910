/** Finds the initial state (JSON) in a page's scripts: what a client-side application would show once it runs. */

import { tryJson } from './metadata/json-ld.ts';

/** Real pages have up to 150 scripts, and states up to 3 MB. */
const MAX_SCRIPTS = 400;
const MAX_CHARACTERS = 4_000_000;
/** A shorter one holds no article. */
const SHORTEST = 500;
/** Where the state is assigned to a variable: `window.__INITIAL_STATE__ =`, `Fusion.globalContent=`. */
const ASSIGNMENT =
  /(?:\b__[A-Z][A-Z0-9_]{2,40}__|\bglobalContent|\b(?:initial|preloaded|app|page|article)_?(?:State|Data)|\b[A-Z]{3,20}_(?:STATE|DATA))["']?\]?\s{0,4}=\s{0,4}/g;
const MAX_ASSIGNMENTS = 40;
const MAX_DEPTH = 60;
const MAX_SIZE = 200_000;

/** The JSON values in the scripts of a page, in document order. Linear in the length of the page; never throws. */
export function readScriptState(html: string): unknown[] {
  const values: unknown[] = [];
  let left = MAX_CHARACTERS;
  for (const { attributes, body } of scriptsOf(html)) {
    if (body.length < SHORTEST || left <= 0) continue;
    for (const json of jsonOf(attributes, body)) {
      left -= json.length;
      if (left < 0) break;
      const parsed = parse(json);
      const value = Array.isArray(parsed) && FLAT.test(attributes) ? unflattened(parsed) : parsed;
      if (typeof value === 'object' && value !== null) values.push(value);
    }
  }
  return values;
}

function* scriptsOf(html: string): Generator<{ attributes: string; body: string }> {
  const open = /<script\b/gi;
  const close = /<\/script/gi;
  for (let count = 0; count < MAX_SCRIPTS; count++) {
    const match = open.exec(html);
    if (match === null) return;
    const bodyAt = html.indexOf('>', open.lastIndex);
    if (bodyAt < 0) return;
    close.lastIndex = bodyAt;
    const end = close.exec(html);
    if (end === null) return;
    yield {
      attributes: html.slice(match.index, Math.min(bodyAt, match.index + 500)).toLowerCase(),
      body: html.slice(bodyAt + 1, end.index),
    };
    open.lastIndex = close.lastIndex;
  }
}

function jsonOf(attributes: string, body: string): string[] {
  if (attributes.includes('ld+json')) return [];
  if (attributes.includes('json')) return [body];
  const found: string[] = [];
  ASSIGNMENT.lastIndex = 0;
  for (let count = 0; count < MAX_ASSIGNMENTS; count++) {
    const match = ASSIGNMENT.exec(body);
    if (match === null) break;
    const at = ASSIGNMENT.lastIndex;
    const wrapped = /^JSON\.parse\(\s{0,4}(?=")/.exec(body.slice(at, at + 40))?.[0].length ?? 0;
    const end = endOfValue(body, at + wrapped);
    if (end === 'never') break;
    if (end === null) continue;
    found.push(body.slice(at + wrapped, end));
    ASSIGNMENT.lastIndex = end;
  }
  return found;
}

/** End index of the object, list or string that begins at `from`; null if none begins, `never` if it is not closed. */
function endOfValue(source: string, from: number): number | 'never' | null {
  const first = source[from];
  if (first !== '{' && first !== '[' && first !== '"') return null;
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    const c = source[i];
    if (c === '"') {
      for (i++; i < source.length && source[i] !== '"'; i++) if (source[i] === '\\') i++;
      if (depth === 0) return i < source.length ? i + 1 : 'never';
    } else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
  }
  return 'never';
}

/** Nuxt writes its state flat: a list in which objects and lists hold the indices of their parts, so that each is written once. */
const FLAT = /__nuxt_data__|data-nuxt-data/;

interface Made {
  readonly value: unknown;
  /** Number of values in it, repeated ones counted each time. */
  readonly size: number;
}

const NOTHING: Made = { value: null, size: 1 };

/** The first entry with all indices resolved; an entry that contains itself or more than MAX_SIZE values becomes null. */
function unflattened(list: readonly unknown[]): unknown {
  const known = new Map<unknown, Made>();
  const make = (at: unknown, depth: number): Made => {
    // negative indices (such as that of undefined) and references that are no numbers are not needed here
    const raw = typeof at === 'number' && depth <= MAX_DEPTH ? list[at] : null;
    if (typeof raw !== 'object' || raw === null) return { value: raw, size: 1 };
    const before = known.get(at);
    if (before !== undefined) return before;
    known.set(at, NOTHING);
    // a list that begins with a name is one value of that type: ["Date", "2026-05-20"], ["Reactive", 7]
    const typed = Array.isArray(raw) && typeof raw[0] === 'string';
    const made = typed
      ? raw[0] === 'Date'
        ? { value: raw[1], size: 1 }
        : make(raw[1], depth + 1)
      : withParts(raw, (part) => make(part, depth + 1));
    known.set(at, made);
    return made;
  };
  return make(0, 0).value;
}

function withParts(raw: object, make: (part: unknown) => Made): Made {
  let size = 1;
  const parts = Object.entries(raw).map(([key, part]): [string, unknown] => {
    const made = make(part);
    size += made.size;
    return [key, made.value];
  });
  if (size > MAX_SIZE) return NOTHING;
  return { value: Array.isArray(raw) ? parts.map(([, value]) => value) : Object.fromEntries(parts), size };
}

/** Some states are JSON inside a JSON string, and scripts may write `undefined`. */
function parse(source: string): unknown {
  const text = source.trim();
  const value = tryJson(text) ?? tryJson(text.replace(/:\s{0,4}undefined(?=\s{0,4}[,}])/g, ':null'));
  return typeof value === 'string' ? tryJson(value) : value;
}
