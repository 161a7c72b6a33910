/** Turns titles and names, which feeds give as text, HTML or doubly escaped HTML, into one line of plain text. */
import { Parser } from 'htmlparser2';
import { cleanText } from '../../text/words/clean-text.ts';

/** A title longer than this is a body in the wrong place; the rest is not read. */
const MAX_LENGTH = 20_000;
/** Elements that publishers use inside headlines; other `<...>` is taken as text, as in "the <vector> header". */
const MARKUP =
  /<(?:!--[^<>]{0,1000}--|\/?(a|abbr|acronym|b|bdi|bdo|big|blink|br|center|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|link|mark|nobr|ol|p|pre|q|ruby|rp|rt|s|samp|small|span|strike|strong|sub|sup|table|td|time|tr|tt|u|ul|var|wbr)(?=[\s/>])[^<>]{0,2000})>/gi;
const BREAKING = /^(?:br|center|div|h[1-6]|hr|li|ol|p|pre|table|td|tr|ul)$/i;
/** Elements whose content is never part of a headline. */
const HIDDEN_OPEN = /<(script|style)(?=[\s/>])/i;

/** Collapses white space (no-break spaces, too) to single spaces, drops invisible characters, composes accents (NFC). */
export function oneLine(text: string): string {
  return cleanText(text.slice(0, MAX_LENGTH)).replace(/\s+/g, ' ').trim();
}

/** An entity that is left after decoding: the source was escaped twice, for no headline means one literally. */
const LEFT_ENTITY = /&(?:amp|apos|gt|hellip|[lr][ds]quo|lt|[mn]dash|nbsp|quot|#\d{2,6}|#x[\da-f]{2,5});/i;

/** One line of plain text from the HTML of a headline or a name: known tags removed, entities resolved. */
export function htmlToLine(html: string): string {
  const source = dropHidden(html.slice(0, MAX_LENGTH));
  if (!/[<&]/.test(source)) return oneLine(source);
  const stripped = source.replace(MARKUP, (_, name: string | undefined) =>
    name !== undefined && BREAKING.test(name) ? ' ' : '',
  );
  const text = decodeEntities(stripped);
  return oneLine(LEFT_ENTITY.test(text) ? decodeEntities(text) : text);
}

/** Resolves HTML character references, numeric and named, once; everything else stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  let decoded = '';
  // xmlMode would know only five names; in HTML mode every `<` must be hidden from the parser.
  const parser = new Parser({ ontext: (chunk) => (decoded += chunk) }, { decodeEntities: true });
  parser.end(text.replaceAll('<', '&lt;'));
  return decoded;
}

function dropHidden(html: string): string {
  let rest = html;
  // each round rescans the text, so hostile input needs a bound
  for (let round = 0; round < 20; round++) {
    const open = HIDDEN_OPEN.exec(rest);
    if (open === null) return rest;
    const close = rest.toLowerCase().indexOf(`</${(open[1] ?? '').toLowerCase()}`, open.index);
    const end = close < 0 ? -1 : rest.indexOf('>', close);
    rest = rest.slice(0, open.index) + (end < 0 ? '' : rest.slice(end + 1));
  }
  return rest;
}
