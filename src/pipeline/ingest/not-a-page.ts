/** Recognises answers that are no HTML page, though one was asked for: a feed, data, a PDF, a picture. */
import { detectDocument } from '../../feed/document/detect.ts';

/** Characters within which `html`, `head` or `body` begins. */
const HEAD = 2_000;
/** Characters that are searched for other markup when they are missing. */
const START = 64_000;
const PAGE = /<(?:!doctype\s+html|html|head|body)[\s>]/iu;
const MARKUP = /<(?:article|div|h[1-6]|main|p|section|table|title)[\s>]/iu;
/** Content types of pages: plain text may be a press release, and servers call unknown types octet-stream. */
const PAGE_TYPE = /^(?:text\/|application\/(?:xhtml\+xml|xml|octet-stream)\b)/iu;

const JSON_FEED = /"version"\s*:\s*"https?:\/\/jsonfeed\.org\//iu;

export const FEED = 'a feed';

/** What the document is, for people; null for what can be read as a page. `text` is the whole document, decoded. */
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
