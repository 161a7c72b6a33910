/** Finds the address of the next page of an article that its site spreads over several. */

import type { Element } from 'domhandler';
import { parseHttpUrl } from '../text/url/url.ts';
import { inAnyLanguage } from '../text/words/one-of.ts';
import { attribute, isElement, namesOf, textOf, wordsOfName } from './dom.ts';
import PHRASES from './next-page-phrases.json' with { type: 'json' };
import { isNextPage } from './page-number.ts';
import type { Page } from './parse-page.ts';

/** Text of a link to the next page, when it is no number. */
const NEXT_TEXT = new RegExp(String.raw`^${inAnyLanguage(PHRASES.next)}?[\s›»→>]*$`, 'iu');
const PAGER_WORDS = new Set(
  'pagination paginator paging pager pagenav pagelinks pages pagebreak multipage seitennavigation wp-pagenavi'.split(
    ' ',
  ),
);
const PAGER_PAIRS = new Set([
  'page-links',
  'page-nav',
  'page-numbers',
  'link-pages',
  'article-pages',
  'post-pages',
]);
/** Addresses that may name a numbered page: a cheap test that few links pass. */
const NUMBERED = /\d(?:\/|\.[a-z]{3,5})?(?:[?#]|$)|=\d{1,2}(?:[&#]|$)/i;
const TAIL = 80;
const PAGER_LEVELS = 5;

/**
 * Absolute address, or null. A link declared or shown as the next page is believed only when its address is that of the
 * same article with the next number: rel=next also leads to the next article, to older lists and to more comments.
 */
export function findNextPage(page: Page, url: URL | null): string | null {
  if (url === null) return null;
  const accept = (href: string): URL | null => {
    const target = parseHttpUrl(href, url.href);
    return target !== null && isNextPage(url, target) ? target : null;
  };
  for (const link of page.tagged('link')) {
    const target = isNext(link) ? accept(attribute(link, 'href')) : null;
    if (target !== null) return target.href;
  }
  for (const link of page.tagged('a')) {
    const href = attribute(link, 'href');
    if (!NUMBERED.test(href.slice(-TAIL)) || !(isNext(link) || (saysNext(link) && isInPager(link)))) continue;
    const target = accept(href);
    if (target !== null) return withoutHash(target);
  }
  return null;
}

function withoutHash(url: URL): string {
  url.hash = '';
  return url.href;
}

function isNext(link: Element): boolean {
  return /(?:^|\s)next(?:\s|$)/i.test(attribute(link, 'rel'));
}

function saysNext(link: Element): boolean {
  const text = textOf(link, 40) || attribute(link, 'title') || attribute(link, 'aria-label');
  return /^\d{1,2}$/.test(text) || NEXT_TEXT.test(text);
}

/** Whether an element around the link is named as a row of page links. */
function isInPager(link: Element): boolean {
  let node: Element | null = link;
  for (let level = 0; level < PAGER_LEVELS && node !== null; level++) {
    const named = namesOf(node).some((name) => {
      const words = wordsOfName(name);
      return (
        words.some((word, i) => PAGER_WORDS.has(word) || PAGER_PAIRS.has(`${word}-${words[i + 1] ?? ''}`)) &&
        !words.some((word) => word.startsWith('comment'))
      );
    });
    if (named) return true;
    node = isElement(node.parent) ? node.parent : null;
  }
  return false;
}
