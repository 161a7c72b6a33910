/** Finds addresses on a page that may be feeds of its site, most likely first; only fetching them shows which are. */
import type { FeedCandidate } from '../core/model.ts';
import { sameSite } from '../text/url/url.ts';
import PATHS from './data/feed-paths.json' with { type: 'json' };
import { EndFinder } from './document/end-finder.ts';
import { readUrl } from './document/links.ts';
import { decodeEntities, htmlToLine } from './document/plain-text.ts';

/** Characters of the page that are searched; feeds are linked near its beginning. */
const MAX_HTML = 3_000_000;
const MAX_TAGS = 20_000;
const MAX_CANDIDATES = 40;
const MAX_TITLE = 200;

/** Media types by which feeds are declared; RSS never got one registered, so many are in use. */
const FEED_TYPE = /^(?:application|text)\/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|rss|atom|x-rss)$/;
/** Generic types: a feed only if the address looks like one, too. */
const MAYBE_TYPE = /^(?:application|text)\/(?:xml|json)$/;
/** Parts of an address that suggest a feed. */
const FEED_PATH =
  /(?:^|[/._?=&-])(?:rss[0-9]?|atom|feeds?|rdf|xml\/news|news-?_?sitemap|sitemap-?_?news)(?=$|[/._?=&-])|\/index\.(?:xml|rdf)$/i;
/** Words with which links to feeds are labelled. */
const FEED_LABEL = /\b(?:rss|atom|xml feed|news ?feed|feeds?)\b|订阅|訂閱|フィード|피드/i;
/** Feeds of one section, of comments or of podcasts: rarely what is wanted of a site. */
const LESSER = /comment|\/(?:tag|category|categories|author|user|forum|topic)s?\/|\boembed\b|podcast/i;
/** Addresses that may pass the other tests and are never feeds. */
const NEVER =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|js|mp3|mp4|pdf|zip)(?:$|\?)|wp-json|oembed|opensearch|facebook\.com|twitter\.com|feedly\.com\/i\//i;

/** Base score of each source. Bonuses and penalties of a few hundred points rank the candidates within it. */
const RANK = { declared: 3000, linked: 2000, written: 1000, guessed: 0 } as const;

interface Found extends FeedCandidate {
  readonly score: number;
}

/**
 * At most 40 feed candidates from the HTML of the page at `pageUrl`, best first. Never throws; a `pageUrl` that is not
 * http(s) yields none. Takes time linear in the page's length.
 */
export function feedCandidates(html: string, pageUrl: string): FeedCandidate[] {
  const page = readUrl(pageUrl, null);
  if (page === null) return [];
  const found = new Map<string, Found>();
  const add = (written: string, base: string, candidate: Omit<Found, 'url'>): void => {
    const address = readUrl(decodeEntities(written).replace(/^feed:(?:\/\/)?(?=https?:)/i, ''), base);
    if (address === null || NEVER.test(address)) return;
    const url = address.replace(/#.*$/s, '');
    const score = candidate.score + (sameSite(url, page) ? 100 : 0) - (LESSER.test(url) ? 300 : 0);
    const known = found.get(url);
    const title = candidate.title ?? known?.title ?? null;
    if (known === undefined || known.score < score) found.set(url, { ...candidate, url, title, score });
  };
  const text = html.slice(0, MAX_HTML);
  readTags(text, page, add);
  readWritten(text, page, add);
  // WordPress serves the feed of a section or tag at the address of its page plus /feed
  if (new URL(page).pathname !== '/')
    add(`${new URL(page).pathname.replace(/\/$/, '')}/feed`, page, {
      title: null,
      source: 'guessed',
      score: RANK.guessed + 1,
    });
  for (const [index, { path }] of PATHS.entries())
    add(path, page, { title: null, source: 'guessed', score: RANK.guessed - index });
  return [...found.values()]
    .sort((a, b) => b.score - a.score || (a.url < b.url ? -1 : 1))
    .slice(0, MAX_CANDIDATES)
    .map(({ url, title, source }) => ({ url, title, source }));
}

type Add = (written: string, base: string, candidate: Omit<Found, 'url'>) => void;

/** Tags that may hold an address, and elements that hide tags; an unclosed tag ends where the next begins, which keeps the scan linear. */
const TAG = /<!--|<(script|style|template|link|a|base)(?=[\s/>])([^<>]{0,4000})>?/gi;

function readTags(html: string, page: string, add: Add): void {
  const ends = new EndFinder(html);
  let base = page;
  let stated = false;
  TAG.lastIndex = 0;
  for (let count = 0; count < MAX_TAGS; count++) {
    const match = TAG.exec(html);
    if (match === null) return;
    const name = match[1]?.toLowerCase();
    const attributes = attributesOf(match[2] ?? '');
    const href = attributes.get('href') ?? '';
    if (name === undefined || name === 'script' || name === 'style' || name === 'template') {
      const terminator = match[1] === undefined ? '-->' : `</${match[1]}`;
      const end = ends.find(terminator, TAG.lastIndex);
      // unclosed: a browser hides the rest of the page, but it may still hold links to feeds
      if (end >= 0) TAG.lastIndex = end + terminator.length;
    } else if (name === 'base') {
      if (!stated) base = readUrl(decodeEntities(href), page) ?? page;
      stated = true;
    } else if (name === 'link') {
      readLink(href, base, attributes, add);
    } else if (href !== '') {
      readAnchor(href, base, html.slice(TAG.lastIndex, TAG.lastIndex + 400), attributes, add);
    }
  }
}

function readLink(href: string, base: string, attributes: ReadonlyMap<string, string>, add: Add): void {
  const rel = ` ${(attributes.get('rel') ?? '').toLowerCase()} `;
  const type = (attributes.get('type') ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  const alternate = rel.includes(' alternate ') || rel.includes(' feed ');
  if (!alternate || href === '') return;
  const byName = FEED_PATH.test(href);
  if (!FEED_TYPE.test(type) && !((MAYBE_TYPE.test(type) || rel.includes(' feed ')) && byName)) return;
  const title = titleOf(attributes.get('title'));
  const lesser = title !== null && LESSER.test(title) ? -300 : 0;
  add(href, base, { title, source: 'declared', score: RANK.declared + lesser + (byName ? 10 : 0) });
}

function readAnchor(
  href: string,
  base: string,
  after: string,
  attributes: ReadonlyMap<string, string>,
  add: Add,
): void {
  const end = after.search(/<\/a[\s>]/i);
  const label = end < 0 ? '' : htmlToLine(after.slice(0, end));
  const title = titleOf(attributes.get('title') ?? label);
  const byType = FEED_TYPE.test((attributes.get('type') ?? '').toLowerCase());
  const byName = FEED_PATH.test(href) || /^feed:/i.test(href);
  const byLabel = FEED_LABEL.test(`${title ?? ''} ${attributes.get('aria-label') ?? ''}`.slice(0, 500));
  if (!byType && !byName && !byLabel) return;
  const score = RANK.linked + (byType ? 200 : 0) + (byName ? 150 : 0) + (byLabel ? 20 : 0);
  add(href, base, { title, source: 'linked', score });
}

/** Addresses that look like feeds in the page's text and scripts, with slashes escaped as in JSON or not. */
function readWritten(html: string, page: string, add: Add): void {
  const address = /\bhttps?:(?:\\?\/){2}[^\s"'<>\\]{4,300}(?:\\\/[^\s"'<>\\]{1,300}){0,10}/gi;
  for (let count = 0; count < MAX_TAGS; count++) {
    const match = address.exec(html);
    if (match === null) return;
    const url = match[0].replaceAll('\\/', '/').replace(/[.,;:!?)\]}]{1,10}$/, '');
    const path = url.replace(/^https?:\/\/[^/]{0,300}/i, '');
    if (FEED_PATH.test(path)) add(url, page, { title: null, source: 'written', score: RANK.written });
  }
}

const ATTRIBUTE =
  /([a-z][a-z-]{0,30})\s{0,20}=\s{0,20}(?:"([^"]{0,2048})"|'([^']{0,2048})'|([^\s"'>]{1,2048}))/gi;

function attributesOf(written: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of written.matchAll(ATTRIBUTE)) {
    const name = (match[1] ?? '').toLowerCase();
    if (!attributes.has(name)) attributes.set(name, match[2] ?? match[3] ?? match[4] ?? '');
  }
  return attributes;
}

function titleOf(written: string | undefined): string | null {
  return written === undefined ? null : htmlToLine(written).slice(0, MAX_TITLE) || null;
}
