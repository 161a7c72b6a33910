/** The identity of a page, whatever its address, and which canonical URLs that pages declare are plausible. */
import VARIANTS from './page-variants.json' with { type: 'json' };
import SYNDICATORS from './syndicators.json' with { type: 'json' };
import { parameterName } from './tracking.ts';
import { canonicalUrl, parseHttpUrl, sameSite, siteOf } from './url.ts';

const HOST_PREFIXES = new Set(VARIANTS.hosts);
const VARIANT_PARAMETERS = new Set(VARIANTS.parameters);
const SYNDICATING = new Set(SYNDICATORS.map(({ site }) => site));

/** Stripping one variant may expose another (m.example.com/a/amp/?print=1); no publisher's page needs more rounds. */
const MOST_ROUNDS = 8;

/**
 * The identity of a page: two addresses are one page exactly when their keys are equal. On top of what canonicalUrl()
 * takes away, scheme, `www.` and mobile hosts, AMP and print variants, the trailing slash and the order of parameters
 * do not count. For comparing only: there may be no page at this address. Idempotent; text that is no address is returned as it is.
 */
export function pageKey(url: URL | string): string {
  let key = canonicalUrl(url);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = stripped(key);
    if (next === key) break;
    key = next;
  }
  return key;
}

function stripped(address: string): string {
  const page = URL.parse(address);
  if (page === null || !/^https?:$/.test(page.protocol)) return address;
  const host =
    bareHost(page.hostname) + (page.port === '' || /^(?:80|443)$/.test(page.port) ? '' : `:${page.port}`);
  const path = barePath(evenlyEncoded(page.pathname));
  const query = page.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isVariant(parameter))
    .map(evenlyEncoded);
  const search = query.length === 0 ? '' : `?${[...new Set(query)].sort().join('&')}`;
  return canonicalUrl(`https://${host}${path}${search}${page.hash}`);
}

function bareHost(host: string): string {
  const site = siteOf(`https://${host}/`);
  // en.m.wikipedia.org
  const labels = host.split('.');
  const own = labels.length - site.split('.').length;
  const kept = labels.filter((label, at) => at >= own || !HOST_PREFIXES.has(label));
  return kept.join('.');
}

function isVariant(parameter: string): boolean {
  const at = parameter.indexOf('=');
  const value = at < 0 ? '' : `=${parameter.slice(at + 1).toLowerCase()}`;
  return VARIANT_PARAMETERS.has(`${parameterName(parameter)}${value}`);
}

/** Whether a path is an article's rather than a topic's: its last part has a number, several words or a name in another script. */
function isArticlePath(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const words = last.split(/[-_]/).filter((word) => word.length > 2);
  return /\d{3}/.test(last) || words.length > 1 || (last.includes('%') && last.length > 20);
}

function barePath(path: string): string {
  const whole = path
    .replace(/\/{2,}/g, '/')
    .replace(/;jsessionid=[^/]*/i, '')
    .replace(/(?<=.)\/$/, '');
  for (const ending of VARIANTS.pathEndings) {
    if (!whole.toLowerCase().endsWith(ending)) continue;
    const bare = whole.slice(0, -ending.length);
    if (isArticlePath(bare))
      return ending.endsWith('.html') && ending.startsWith('.') ? `${bare}.html` : bare;
  }
  return whole;
}

/** Normalises percent-encoding: unneeded escapes are decoded, the others in capitals (RFC 3986, 6.2.2). */
function evenlyEncoded(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const char = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w.~-]/.test(char) ? char : escaped.toUpperCase();
  });
}

/** What is known of a page when its declared address is judged. */
export interface CanonicalFacts {
  /** Registrable domains that publish other publishers' articles and name them as canonical. */
  readonly syndicators?: ReadonlySet<string>;
}

/**
 * The address that a page declares as its own (rel=canonical, og:url), if plausible: http(s), of the same site, or
 * of the original when the page's site is a known syndicator; no home page, section or error page for an inner page; and
 * not without the parameter that selects the article. Else null. In canonicalUrl()'s form.
 */
export function saneCanonical(
  pageUrl: URL,
  declared: string,
  { syndicators = SYNDICATING }: CanonicalFacts = {},
): string | null {
  const target = declared.trim() === '' ? null : parseHttpUrl(declared, pageUrl.href);
  if (target === null || /[{}<>]|%7[bd]/i.test(target.href)) return null;
  if (!sameSite(target, pageUrl) && !syndicators.has(siteOf(pageUrl))) return null;
  if (pageKey(target) === pageKey(pageUrl)) return canonicalUrl(target);
  if (isHome(target) && !isHome(pageUrl)) return null;
  if (ERROR_PAGE.test(target.pathname) && !ERROR_PAGE.test(pageUrl.pathname)) return null;
  if (isSectionOf(target, pageUrl) || losesSelection(target, pageUrl)) return null;
  return canonicalUrl(target);
}

function isHome(url: URL): boolean {
  return /^\/(?:index\.\w{2,5}|[a-z]{2}(?:-[a-z]{2})?\/?)?$/i.test(url.pathname) && url.search === '';
}

const ERROR_PAGE = /\/(?:404|403|error|not-?found|login|signin|subscribe|search)(?:\/|\.\w+)?$/i;
/** What may follow an article's address on its further pages. */
const CONTINUATION = /^(?:page|p|seite|amp|print|all|\d{1,3}|comments?)$/i;

const partsOf = (url: URL): string[] => url.pathname.split('/').filter((part) => part !== '');

/** Whether `target` is a section: a folder above the page, or a single short word where the page's path has several parts. */
function isSectionOf(target: URL, page: URL): boolean {
  const [above, parts] = [partsOf(target), partsOf(page)];
  const ancestor = above.length < parts.length && above.every((part, at) => part === parts[at]);
  if (ancestor && sameSite(target, page)) {
    const rest = parts.slice(above.length);
    return !rest.every((part) => CONTINUATION.test(part));
  }
  return (
    above.length === 1 && parts.length > 1 && target.search === '' && /^[a-z]{2,16}$/i.test(above[0] ?? '')
  );
}

/** Whether `target` lacks the parameter that selects the article: article.php?id=5 declares article.php. */
function losesSelection(target: URL, page: URL): boolean {
  const kept = URL.parse(canonicalUrl(page))?.search ?? '';
  if (kept === '' || target.search !== '' || pathOf(target) !== pathOf(page)) return false;
  return !isArticlePath(pathOf(target));
}

const pathOf = (url: URL): string => url.pathname.replace(/\/$/, '');
