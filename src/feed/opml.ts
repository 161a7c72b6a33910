/** Reads and writes OPML, the format in which feed readers exchange their lists of feeds. */
import { type Opml, parseOpml as readOpml, generateOpml as writeOpml } from 'feedsmith';
import { DocumentError } from '../core/errors.ts';
import { MAX_LISTED_FEEDS } from '../core/model.ts';
import { parseHttpUrl } from '../text/url/url.ts';
import { byText } from '../text/words/order.ts';
import { localName } from './document/namespaces.ts';
import { oneLine } from './document/plain-text.ts';
import { sanitiseXml } from './document/sanitise.ts';
import { MAX_DEPTH, surveyXml } from './document/survey.ts';
import { readFeedAddress } from './feed-address.ts';

export interface OpmlFeed {
  /** Absolute http(s) address of the feed. */
  readonly url: string;
  readonly title: string | null;
  /** Home page. */
  readonly site: string | null;
  /** Names of the folders around it, outermost first, joined by "/". */
  readonly folder: string | null;
}

type Outline = Opml.Outline<string>;

const EMPTY_OPML =
  '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>jvwire feeds</title></head><body/></opml>\n';
const OPML_ROOT = /<((?:[A-Za-z_][\w.-]{0,20}:)?opml)(?=[\s/>])/i;

/**
 * Reads decoded OPML text. Each usable feed once; what is left out is reported in `warnings`, and `invalid` counts
 * the outlines whose address cannot be used.
 * Throws DocumentError (`parse`) for text that is not OPML or exceeds the limits.
 */
export function parseOpml(text: string): { feeds: OpmlFeed[]; invalid: number; warnings: string[] } {
  const root = OPML_ROOT.exec(text);
  if (root === null) throw new DocumentError('parse', 'not an OPML document: it has no <opml> element');
  const { xml, repairs } = sanitiseXml(text.slice(root.index), root[1] ?? 'opml');
  const { elements, depth, itemStarts } = surveyXml(
    xml,
    (name) => localName(name).toLowerCase() === 'outline',
  );
  if (depth > MAX_DEPTH || elements > MAX_LISTED_FEEDS)
    throw new DocumentError('parse', `more than ${MAX_LISTED_FEEDS} outlines or ${MAX_DEPTH} levels`);
  const feeds = new Map<string, OpmlFeed>();
  const warnings = [...repairs];
  let invalid = 0;
  for (const { outline, folder } of flatten(itemStarts.length === 0 ? [] : readOutlines(xml), null)) {
    const written = outline.xmlUrl ?? (outline.type?.toLowerCase() === 'rss' ? outline.url : undefined);
    if (written === undefined) continue;
    const { url, problem } = readFeedAddress(oneLine(withoutFeedScheme(written)));
    if (problem !== null) {
      warnings.push(`left out: ${problem}`);
      invalid++;
    } else if (feeds.has(url)) warnings.push(`listed twice: ${url}`);
    else {
      const site = outline.htmlUrl === undefined ? null : (parseHttpUrl(outline.htmlUrl)?.href ?? null);
      feeds.set(url, { url, title: oneLine(outline.title ?? outline.text ?? '') || null, site, folder });
    }
  }
  return { feeds: [...feeds.values()], invalid, warnings };
}

function readOutlines(xml: string): readonly Outline[] {
  try {
    return readOpml(xml).body?.outlines ?? [];
  } catch (error) {
    throw new DocumentError(
      'parse',
      `OPML that cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`,
    );
  }
}

/** All outlines with the folders around them; recursion is bounded by MAX_DEPTH. */
function* flatten(
  outlines: readonly Outline[],
  folder: string | null,
): Generator<{ outline: Outline; folder: string | null }> {
  for (const outline of outlines) {
    yield { outline, folder };
    if (outline.outlines === undefined) continue;
    const name = oneLine(outline.title ?? outline.text ?? '');
    yield* flatten(outline.outlines, name === '' ? folder : folder === null ? name : `${folder}/${name}`);
  }
}

/** Browsers once gave feeds schemes of their own: `feed://host/` and `feed:https://host/`. */
function withoutFeedScheme(url: string): string {
  const text = url.trim();
  if (/^feed:https?:/i.test(text)) return text.slice('feed:'.length);
  return text.replace(/^(?:feed|rss|itpc|pcast):\/\//i, 'http://');
}

/** Writes an OPML 2.0 document, one outline a feed, inside one outline for each folder. Folders come first, both by name. */
export function generateOpml(feeds: readonly OpmlFeed[]): string {
  // the library refuses an empty list, but exporting one must work
  if (feeds.length === 0) return EMPTY_OPML;
  const sorted = [...feeds].sort((a, b) => byText(a.title ?? a.url, b.title ?? b.url));
  const { loose = [], inside = [] } = Object.groupBy(sorted, ({ folder }) =>
    folder === null ? 'loose' : 'inside',
  );
  const folders = Map.groupBy(inside, ({ folder }) => folder ?? '');
  const outlines: Outline[] = [...folders]
    .sort(([a], [b]) => byText(a, b))
    .map(([text, within]) => ({ text, title: text, outlines: within.map(outlineOf) }));
  return writeOpml({
    head: { title: 'jvwire feeds' },
    body: { outlines: [...outlines, ...loose.map(outlineOf)] },
  });
}

function outlineOf({ url, title, site }: OpmlFeed): Outline {
  const name = title ?? url;
  return { text: name, title: name, type: 'rss', xmlUrl: url, ...(site === null ? {} : { htmlUrl: site }) };
}
