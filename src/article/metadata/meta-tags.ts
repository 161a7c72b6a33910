/** Reads `<meta>` elements into one map by name, property or itemprop. */

import { cleanText } from '../../text/words/clean-text.ts';
import { attribute, collapse, decodeEntities } from '../dom.ts';
import type { Page } from '../parse-page.ts';

export type MetaTags = ReadonlyMap<string, readonly string[]>;

const MAX_TAGS = 400;
const MAX_VALUES = 20;

/** Values by lower-case name, in document order; a name given several times keeps all its values. */
export function readMetaTags(page: Page): MetaTags {
  const tags = new Map<string, string[]>();
  for (const element of page.tagged('meta').slice(0, MAX_TAGS)) {
    const value = cleanText(decodeEntities(collapse(attribute(element, 'content'))));
    if (value === '') continue;
    for (const source of ['name', 'property', 'itemprop'] as const) {
      const name = attribute(element, source).trim().toLowerCase();
      if (name === '') continue;
      const values = tags.get(name);
      if (values === undefined) tags.set(name, [value]);
      else if (values.length < MAX_VALUES && !values.includes(value)) values.push(value);
    }
  }
  return tags;
}

/** The first value of the first of these names that the page has. */
export function firstMeta(tags: MetaTags, names: readonly string[]): string | null {
  for (const name of names) {
    const value = tags.get(name)?.[0];
    if (value !== undefined) return value;
  }
  return null;
}
