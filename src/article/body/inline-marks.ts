/** Recognises inline elements that are not part of the sentence around them: footnote marks, buttons. */

import type { Element } from 'domhandler';
import { attribute, isElement, textOf } from '../dom.ts';

/** A raised number or [number] that leads to a note on the same page. */
export function isFootnoteMark(element: Element): boolean {
  if (element.name !== 'a' && element.name !== 'sup') return false;
  const link = element.name === 'a' ? element : element.children.find((c) => isElement(c) && c.name === 'a');
  if (
    link === undefined ||
    !isElement(link) ||
    !/^#|#(?:footnote|fn|cite|ref|note)/i.test(attribute(link, 'href').slice(-80))
  )
    return false;
  return /^(?:\[?\d{1,3}\]?|[*†‡]{1,3})$/.test(textOf(element, 8));
}

/** A link drawn as a button asks for a click; it is no part of a sentence. */
export function isButton(link: Element): boolean {
  return (
    /\b(?:btn|button)\b/i.test(attribute(link, 'class').slice(0, 300)) || attribute(link, 'role') === 'button'
  );
}
