/** Finds the headline of a page that has no h1: an element marked, named or styled as one, right before running text. */

import type { ChildNode, Element } from 'domhandler';
import { inAnyLanguage } from '../../text/words/one-of.ts';
import { attribute, isElement, isTextNode, namesOf, textOf, wordsOfName } from '../dom.ts';
import type { Page } from '../parse-page.ts';
import PHRASES from './title-phrases.json' with { type: 'json' };

/** Titles of no article: names of the site, a section or the kind of page. */
const GENERIC = new RegExp(`^${inAnyLanguage(PHRASES.generic)}$`, 'iu');

export const isGenericTitle = (title: string): boolean => title.length < 40 && GENERIC.test(title.trim());

const TITLE_WORDS = new Set('headline title heading titel titre titulo titolo hl'.split(' '));
/** Words that make it the title of something else: of the site, a list, a picture. */
const OTHER_WORDS = new Set(
  'site page sub subtitle widget section block nav menu sidebar related footer logo box caption image img list module popup modal bar small secondary author card more'.split(
    ' ',
  ),
);
/** The smallest `<font size>` of headlines, where text has 3. */
const LARGE_FONT = /^(?:[4-7]|\+[1-4])$/;

/** Whether an element is marked, named or styled as a headline, other than by an h1. */
export function looksLikeTitle(element: Element): boolean {
  if (element.name === 'h2') return true;
  if (element.name === 'font') return LARGE_FONT.test(attribute(element, 'size').trim());
  if (element.attribs['role'] === 'heading') return true;
  if (element.attribs['class'] === undefined && element.attribs['id'] === undefined) return false;
  return (
    /^(?:div|p|span|strong|b|h[3-6]|td|center|header|section)$/.test(element.name) &&
    namesOf(element).some((name) => {
      const words = wordsOfName(name);
      return words.some((w) => TITLE_WORDS.has(w)) && !words.some((w) => OTHER_WORDS.has(w));
    })
  );
}

const SHORTEST = 8;
const LONGEST = 220;
/** Least characters of running text, and most characters between it and its headline: byline, date, lead. */
const PROSE = 100;
const BETWEEN = 400;
const SKIPPED = new Set(
  'script style noscript svg template select option button nav footer aside head iframe form a'.split(' '),
);

/** The nearest element before the first running text that looks like a title, or null. Linear in the size of the page. */
export function titleBeforeProse(page: Page): Element | null {
  let last: Element | null = null;
  let between = 0;
  const walk = (node: ChildNode): Element | null => {
    if (isTextNode(node)) {
      const text = node.data.trim();
      if (text.length >= PROSE && /[.。!?！？,，]/.test(text)) {
        if (last !== null) return last;
      }
      between += text.length;
      if (between > BETWEEN) last = null;
      return null;
    }
    if (!isElement(node) || SKIPPED.has(node.name)) return null;
    if (looksLikeTitle(node)) {
      const text = textOf(node, LONGEST + 1);
      if (text.length >= SHORTEST && text.length <= LONGEST && !isGenericTitle(text)) {
        last = node;
        between = 0;
        return null;
      }
    }
    for (const child of node.children) {
      const found = walk(child);
      if (found !== null) return found;
    }
    return null;
  };
  for (const child of page.root.children) {
    const found = walk(child);
    if (found !== null) return found;
  }
  return null;
}
