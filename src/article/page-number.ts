/** Reads from an address which page of an article it is, by the forms in which sites number their pages. */

/** Addresses of lists and of comments are numbered in the same ways. */
const LIST_PATH =
  /\/(?:archives?|authors?|blog|categor(?:y|ies)|kategorie|feed|forum|rubrik|search|tags?|themen|topics?)\/[^/]*(?:\/[^/]*)?$|\/comment-page-|\/comments?(?:\/|$)/i;
const PARAMETERS = new Set('page pg p pn pageno page_no pagenum pagina seite curpage currentpage'.split(' '));
/** Longer articles exist; their rest is not fetched. */
const MAX_NUMBER = 20;

/** Forms in the path: the parts before and after the number name the article. */
const FORMS: readonly RegExp[] = [
  // /story/page/2/, /story/seite-2
  /^(.+)\/(?:page|pagina|seite|s|p)[/-]?(\d{1,2})(\/?)$/i,
  // /story/2/
  /^(.+)\/(\d{1,2})(\/?)$/,
  // /story-page-2.html, /story_2.html, /story,2.html
  /^(.+?)(?:-(?:page|seite|pagina|p)-?|[_,](?:p|page)?)(\d{1,2})(\.[a-z]{3,5})$/i,
];

interface PageNumber {
  /** What all pages of one article have in common. */
  readonly article: string;
  readonly number: number;
}

/** Every reading of an address as a numbered page; empty for lists and comments. */
function pageNumbers(url: URL): PageNumber[] {
  if (isList(url)) return [];
  const found: PageNumber[] = [];
  for (const form of FORMS) {
    const [, before, number, after] = form.exec(url.pathname) ?? [];
    if (before !== undefined && namesStory(before))
      add(found, articleKey(url, `${before}${after?.startsWith('.') ? after : ''}`), number);
  }
  for (const [name, value] of url.searchParams)
    if (PARAMETERS.has(name.toLowerCase())) add(found, articleKey(url, url.pathname, name), value);
  return found;
}

/** Whether `next` is the page after `current` of one article. */
export function isNextPage(current: URL, next: URL): boolean {
  if (isList(current)) return false;
  const here = [...pageNumbers(current), { article: articleKey(current, current.pathname), number: 1 }];
  return pageNumbers(next).some((there) =>
    here.some((page) => page.article === there.article && page.number + 1 === there.number),
  );
}

/** Whether the part before the number names a story: it has a letter, unlike that of /2026/11/, an archive by date. */
function namesStory(path: string): boolean {
  return /\p{L}|%/u.test(path.slice(path.lastIndexOf('/') + 1));
}

function isList(url: URL): boolean {
  return url.pathname.length < 2 || LIST_PATH.test(url.pathname) || url.searchParams.has('cpage');
}

function add(found: PageNumber[], article: string, text: string | undefined): void {
  const number = /^\d{1,2}$/.test(text ?? '') ? Number(text) : 0;
  if (number >= 1 && number <= MAX_NUMBER) found.push({ article, number });
}

/** Host, path without a trailing slash, and the parameters except the one that numbers the page. */
function articleKey(url: URL, path: string, parameter?: string): string {
  const rest = new URLSearchParams(url.search);
  if (parameter !== undefined) rest.delete(parameter);
  return `${url.host.replace(/^www\./, '')}${path.replace(/\/$/, '')}?${rest}`;
}
