/** Finds the body of the article in the initial state of a page's scripts, among everything else in there. */

import { lettersOf } from '../text/words/letters.ts';
import { isDense } from './body/score.ts';
import { htmlToText } from './html-to-text.ts';
import { isObject, type JsonObject } from './metadata/json-ld.ts';
import { readScriptState } from './script-state.ts';
import { type StateFacts, stateFacts } from './state-facts.ts';
import { isMarkup, listMarkup } from './state-markup.ts';

const MAX_VALUES = 200_000;
const MAX_DEPTH = 40;
/** Levels of a list item that are searched for its text. */
const ITEM_LEVELS = 6;
/** Characters of prose that are an article, Han and kana counted twice; shorter ones are teasers. */
const SHORTEST = 300;
/** The same for text that is nowhere near the page's headline. */
const SHORTEST_STRANGE = 1_500;
const SHORTEST_STRING = 40;
/** States hold other articles too: the text beside the page's own headline counts this much more. */
const OWN = 4;
/** Levels between the object with the headline and the text. */
const OWN_LEVELS = 5;
const SHORTEST_TITLE = 8;
const TITLE_KEYS = [
  'headline',
  'headlines',
  'title',
  'name',
  'heading',
  'basic',
  'pageTitle',
  'seoTitle',
  'shortTitle',
  'rendered',
];
/** Parts of an article's object that may hold its headline. */
const HEAD_KEYS = [...TITLE_KEYS, 'attributes', 'fields', 'header', 'info', 'meta', 'metadata'];
/** Lists whose items have these are lists of other pages. */
const CARD_KEYS = [
  'url',
  'slug',
  'href',
  'link',
  'permalink',
  'canonicalUrl',
  'canonical_url',
  'headline',
  'headlines',
];

/** An inner part with this share of an outer one's points is preferred, as in choose-root.ts. */
const DESCEND_SHARE = 0.85;

/** An object of the state, and the one that holds it. */
interface Place {
  readonly object: JsonObject;
  readonly outer: Place | null;
}

interface Candidate {
  readonly body: string | readonly unknown[];
  readonly place: Place | null;
  readonly prose: number;
  readonly points: number;
}

interface Search {
  readonly title: string;
  values: number;
}

interface StateBody {
  readonly text: string;
  readonly facts: StateFacts;
}

/** The body as plain text with its authors and dates, or null when the scripts hold none. `title` is the page's headline. */
export function findStateBody(html: string, title: string | null): StateBody | null {
  const search: Search = { title: title === null ? '' : lettersOf(title), values: 0 };
  const best = bestOf(readScriptState(html).map((value) => visit(value, 0, OWN_LEVELS + 1, null, search)));
  if (best === null || best.prose < (best.points > best.prose ? SHORTEST : SHORTEST_STRANGE)) return null;
  const { body } = best;
  const list = typeof body === 'string' ? body.split(/\n+/) : body;
  const text = htmlToText(typeof body === 'string' && isMarkup(body) ? body : listMarkup(list));
  return text === '' ? null : { text, facts: factsAround(best.place, search.title) };
}

/** Objects around the text that may describe the article: up to the one with the headline and the next; without such, this many. */
const ARTICLE_LEVELS = 3;

function factsAround(place: Place | null, title: string): StateFacts {
  const around: JsonObject[] = [];
  for (let at = place; at !== null; at = at.outer) around.push(at.object);
  const own = around.findIndex((object) => hasTitle(object, title));
  return stateFacts(around.slice(0, own < 0 ? ARTICLE_LEVELS : own + 2), around);
}

/** The best part of a value; `near` counts the levels since an object that names the page's headline. */
function visit(
  value: unknown,
  depth: number,
  near: number,
  place: Place | null,
  search: Search,
): Candidate | null {
  if (depth > MAX_DEPTH || ++search.values > MAX_VALUES) return null;
  if (typeof value === 'string') return candidate(value, proseOf(value), near, place);
  if (Array.isArray(value)) {
    const whole = isContent(value)
      ? candidate(value, listProse(value, ITEM_LEVELS, search), near, place)
      : null;
    const inner = bestOf(value.map((item) => visit(item, depth + 1, near + 1, place, search)));
    return whole !== null && (inner === null || inner.points < DESCEND_SHARE * whole.points) ? whole : inner;
  }
  if (!isObject(value)) return null;
  const own = hasTitle(value, search.title) ? 0 : near + 1;
  const here = { object: value, outer: place };
  return bestOf(Object.values(value).map((part) => visit(part, depth + 1, own, here, search)));
}

function candidate(
  body: Candidate['body'],
  prose: number,
  near: number,
  place: Place | null,
): Candidate | null {
  return prose === 0 ? null : { body, place, prose, points: prose * (near <= OWN_LEVELS ? OWN : 1) };
}

function bestOf(candidates: readonly (Candidate | null)[]): Candidate | null {
  let best: Candidate | null = null;
  for (const one of candidates) if (one !== null && one.points > (best?.points ?? 0)) best = one;
  return best;
}

/** Whether an object, or its part for headlines, carries the page's headline. */
function hasTitle(object: Readonly<Record<string, unknown>>, title: string): boolean {
  if (title.length <= SHORTEST_TITLE) return false;
  const is = (text: unknown): boolean =>
    typeof text === 'string' && text.length < 400 && lettersOf(text) === title;
  const names = (value: unknown): boolean => isObject(value) && TITLE_KEYS.some((key) => is(value[key]));
  return names(object) || HEAD_KEYS.some((key) => names(object[key]));
}

/** Whether a list is one of paragraphs, not of other pages or arbitrary strings. */
function isContent(list: readonly unknown[]): boolean {
  const cards = list.filter(
    (item) => isObject(item) && CARD_KEYS.some((key) => typeof item[key] === 'string' || isObject(item[key])),
  );
  const strings = list.filter((item) => typeof item === 'string');
  return (
    cards.length <= 0.5 * list.length &&
    strings.filter((text) => proseOf(text) > 0).length >= 0.5 * strings.length
  );
}

function listProse(value: unknown, levels: number, search: Search): number {
  if (levels < 0 || ++search.values > MAX_VALUES) return 0;
  if (typeof value === 'string') return proseOf(value);
  const items = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  let sum = 0;
  for (const item of items) sum += listProse(item, levels - 1, search);
  return sum;
}

/** Addresses, selectors and code. */
const NO_PROSE = /^\s{0,9}(?:https?:|data:|function\b|var\s|import\s|[/#.{[(@])/i;
/** Prose has no more letters a space than this. */
const LETTERS_PER_SPACE = 15;

/** Characters of prose in a string, without tags; 0 if it is not prose. */
function proseOf(text: string): number {
  if (text.length < SHORTEST_STRING / 2 || NO_PROSE.test(text.slice(0, 30))) return 0;
  let dense = 0;
  let other = 0;
  let spaces = 0;
  let marks = 0;
  let inTag = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 60) inTag = true;
    else if (c === 62) inTag = false;
    else if (inTag) continue;
    else if (c <= 32) spaces++;
    else if (isDense(c)) dense++;
    else other++;
    if (!inTag && (c === 46 || c === 44 || c === 0x3002 || c === 0xff0c)) marks++;
  }
  const length = 2 * dense + other;
  return length >= SHORTEST_STRING && marks > 0 && other <= LETTERS_PER_SPACE * spaces + dense ? length : 0;
}
