/** Links to the same list in other forms: as a feed, as a file, from the API. */
import { SERVED } from '../pipeline/feeds-out/feed-page.ts';
import { type Html, html } from './html.ts';
import { addressOf } from './links.ts';

const FEEDS = [
  [SERVED.atom.ending, 'Atom'],
  [SERVED.rss.ending, 'RSS'],
  [SERVED.jsonfeed.ending, 'JSON Feed'],
] as const;

/** `params`: the question as the API takes it, without a cursor. */
export function takeAlong(list: 'articles' | 'stories' | 'ventures', params: URLSearchParams): Html {
  const api = `/api/v1/${list}`;
  const file = (format: 'csv' | 'ndjson'): string => {
    const own = new URLSearchParams(params);
    // A file has the whole list, however many rows a page shows.
    own.delete('limit');
    own.set('format', format);
    return addressOf(api, own);
  };
  return html`<section aria-labelledby="along" class="along"><h2 id="along">Export or subscribe</h2>
<ul class="choices">
${FEEDS.map(([ending, name]) => html`<li><a href="${addressOf(`/feeds/${list}.${ending}`, params)}">${name}</a></li>`)}
<li><a href="${file('csv')}">CSV</a></li><li><a href="${file('ndjson')}">NDJSON</a></li><li><a href="${addressOf(api, params)}">API call</a></li>
</ul></section>`;
}
