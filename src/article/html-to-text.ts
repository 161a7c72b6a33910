/** The plain text of a piece of HTML that is known to be content, such as a feed item's summary. */
import { joinBlocks } from './body/join-blocks.ts';
import { renderBlocks } from './body/render.ts';
import { isElement } from './dom.ts';
import { parsePage } from './parse-page.ts';

/** Paragraphs separated by a blank line; plain text comes back unchanged except for its white space. */
export function htmlToText(html: string): string {
  const root = parsePage(`<div>${html}</div>`).root.children.find(isElement);
  return root ? joinBlocks(renderBlocks(root, new Set(), () => false)) : '';
}
