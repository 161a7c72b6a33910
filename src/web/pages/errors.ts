/** Error pages: for a question that cannot be read, for what is not there, and for a fault of ours. */
import { OperationError, operationStatus, UsageError } from '../../core/errors.ts';
import { QueryTextError } from '../../query/query-error.ts';
import { typedFields } from '../fields.ts';
import { type Html, html, NONE } from '../html.ts';
import { askedIn } from '../links.ts';
import { DOT } from '../parts.ts';
import { correctionForm } from '../search-form.ts';
import { SECTIONS, type View } from '../site.ts';
import { sentence } from '../words.ts';

export const notFoundView: View = {
  title: 'Not found',
  section: null,
  status: 404,
  main: html`<h1>There is no such page</h1><p>The address may be mistyped, or what was here is gone.</p><p><a href="/">What is new</a></p>`,
};

/** The view for an expected error; null for an unexpected one, which is a fault of the program. */
export function errorView(error: Error, path: string, params: URLSearchParams): View | null {
  if (error instanceof UsageError) {
    const typed = askedIn(params, []);
    const searching = ['/articles', '/search'].includes(path);
    const place = error instanceof QueryTextError ? error : null;
    return {
      title: 'This question is not valid',
      section: searching ? 'articles' : null,
      status: 400,
      searches: searching,
      main: html`<h1>This question is not valid</h1>${searching ? correctionForm(typed, error, place) : html`<p class="error" role="alert">${sentence(error.message)}</p>${typed.size === 0 ? NONE : askAgain(path, typed)}`}
<p class="more"><a href="${path}">Start again</a></p>`,
    };
  }
  if (!(error instanceof OperationError)) return null;
  const status = operationStatus(error);
  const title = status === 404 ? 'Not found' : 'Not possible now';
  return {
    title,
    section: null,
    status,
    main: html`<h1>${title}</h1><p class="error" role="alert">${sentence(forPages(error.message))}</p><p>${listLink(path)}<a href="/">What is new</a></p>`,
  };
}

/** Drops the command that lists what there is: the page has a link to that list. */
const forPages = (message: string): string =>
  message.replace(/;? ?`jvwire [\w ]+` (?:lists what is stored|shows their ids)$/, '');

function listLink(path: string): Html {
  // By id, because the link to the articles has a query.
  const { href, name } = SECTIONS.find(({ id }) => path.startsWith(`/${id}/`)) ?? {};
  return href === undefined ? NONE : html`<a href="${href}">${name}</a>${DOT}`;
}

function askAgain(path: string, typed: URLSearchParams): Html {
  return html`<form action="${path}" method="get" aria-label="Ask again" data-busy="Asking again"><div class="fields">${typedFields(typed)}<div class="field"><button type="submit">Ask again</button></div></div></form>`;
}

export const faultView: View = {
  title: 'Something went wrong',
  section: null,
  status: 500,
  main: html`<h1>Something went wrong</h1><p>The fault is ours, and the log has the details. No stored data was changed; trying again may help.</p><p><a href="/">What is new</a></p>`,
};
