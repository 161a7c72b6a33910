/** Tells what is no page at all, though it was answered where one should be: a feed, data, a PDF, a picture. */
import { detectDocument } from '../../feed/document/detect.ts';

/** Where a page's own first elements stand. */
const HEAD = 2_000;
/** Markup of a page without them. */
const START = 64_000;
const PAGE = /<(?:!doctype\s+html|html|head|body)[\s>]/iu;
const MARKUP = /<(?:article|div|h[1-6]|main|p|section|table|title)[\s>]/iu;
/** What servers say of pages; text may be a release without markup. What they do not know they call octets. */
const PAGE_TYPE = /^(?:text\/|application\/(?:xhtml\+xml|xml|octet-stream)\b)/iu;

const JSON_FEED = /"version"\s*:\s*"https?:\/\/jsonfeed\.org\//iu;

export const FEED = 'a feed';

/** For people; null for what can be read as a page. `text` is the whole document, decoded. */
export function notAPage(text: string, contentType: string | null): string | null {
  if (PAGE.test(text.slice(0, HEAD))) return null;
  if (text.startsWith('%PDF-')) return 'a PDF document';
  if (/^\s*[[{]\s*["{[]/u.test(text.slice(0, HEAD)))
    return JSON_FEED.test(text.slice(0, HEAD)) ? FEED : 'JSON';
  if (detectDocument(text).kind === 'xml') return FEED;
  if (contentType === null || PAGE_TYPE.test(contentType.trim()) || MARKUP.test(text.slice(0, START)))
    return null;
  return contentType.split(';', 1)[0]?.trim() ?? contentType;
}
