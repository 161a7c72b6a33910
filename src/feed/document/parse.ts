/** Turns the bytes of a feed, in any format, into a FeedDocument with every item that it has. */
import { gunzipSync } from 'node:zlib';
import { DocumentError } from '../../core/errors.ts';
import type { FeedDocument, HtmlSelectors } from '../../core/model.ts';
import { decodeText } from '../../text/charset/decode.ts';
import { type Detected, detectDocument, firstVisible } from './detect.ts';
import { readXmlFeed } from './read-xml.ts';

interface ParseOptions {
  /** Where the document came from; the base for relative links if the document states none. */
  readonly url?: string | undefined;
  /** The server's Content-Type header, for the charset. */
  readonly contentType?: string | null | undefined;
  /** By these an HTML list page is read as a feed. */
  readonly selectors?: HtmlSelectors | null | undefined;
}

/** Bytes read of a document: the limit for fetching, too. Parsing that many takes at most 2 s and 300 MB. */
const MAX_BYTES = 20 * 1024 * 1024;

const BREAKS_OFF = 'the document breaks off before its end: items may be missing';

/**
 * Reads RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, sitemaps and, given selectors, HTML list pages.
 * Damage costs as few items and fields as possible and is reported in `warnings`.
 * Throws DocumentError: `not-a-feed` for a document that is no feed at all, `parse` for a gzip file that cannot be read and
 * a list page on which nothing matches the selectors.
 */
export async function parseFeed(file: Uint8Array, options: ParseOptions = {}): Promise<FeedDocument> {
  const bytes = unzipped(file);
  const { text, charset, lossy } = decodeText(bytes.subarray(0, MAX_BYTES), {
    contentType: options.contentType ?? null,
    kind: 'xml',
  });
  const url = options.url ?? null;
  const detected = detectDocument(text);
  const { cutOff: endless = false, ...document } = await read(text, detected, url, options.selectors ?? null);
  // a document that we truncate ourselves lacks its end, too; that is no fault of the publisher's
  const cutOff = endless && bytes.length <= MAX_BYTES;
  const warnings = [...(cutOff ? [BREAKS_OFF] : []), ...document.warnings];
  if (lossy) warnings.push(`bytes that are not valid ${charset} were replaced`);
  if (bytes.length > MAX_BYTES)
    warnings.push(
      `read only the first ${MAX_BYTES / 1024 / 1024} of ${Math.ceil(bytes.length / 1024 / 1024)} MB`,
    );
  return { ...document, ...(cutOff && { cutOff }), warnings };
}

/** Sitemaps may themselves be gzip files (sitemaps.org), apart from the content encoding of HTTP. */
function unzipped(file: Uint8Array): Uint8Array {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return gunzipSync(file, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const what = large ? `of more than ${MAX_BYTES / 1024 / 1024} MB` : 'that is broken';
    throw new DocumentError('parse', `a gzip file ${what}`);
  }
}

async function read(
  text: string,
  detected: Detected,
  url: string | null,
  selectors: HtmlSelectors | null,
): Promise<FeedDocument> {
  switch (detected.kind) {
    case 'xml':
      return readXmlFeed(text, detected, url);
    // readers that few documents need are loaded only for those, so that the command starts fast
    case 'json': {
      const { readJsonFeed } = await import('./read-json.ts');
      return readJsonFeed(text.slice(Math.max(0, firstVisible(text))), url);
    }
    case 'html': {
      if (selectors === null) throw new DocumentError('not-a-feed', 'an HTML page, not a feed');
      const { readHtmlList } = await import('./read-html.ts');
      return readHtmlList(text, selectors, url);
    }
    case 'nothing':
      throw new DocumentError(
        'not-a-feed',
        text.trim() === '' ? 'an empty document' : 'neither a feed nor a sitemap',
      );
  }
}
