/** Repairs what publishers break in their XML, in time linear in its length, so that strict parsers can read it. */
import { counted } from '../../text/shown/counted.ts';
import { EndFinder } from './end-finder.ts';
import { decodeEntities } from './plain-text.ts';

interface SanitisedXml {
  readonly xml: string;
  /** What was repaired, for people to read. */
  readonly repairs: readonly string[];
}

/** Not allowed in XML 1.0 in any form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/**
 * Everything that may need repair: an ampersand, `<!`, `<?`, and a `<` that opens no tag. The longest element name in use
 * has 40 characters; an endless one costs parsers seconds and a gigabyte.
 */
const SUSPECT = /&|<[!?]|<(?!\/?[A-Za-z_:][^\s<>/]{0,255}[\s>/])/g;
const CHARACTER_REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/y;
const XML_ENTITIES: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const MAX_CODE_POINT = 0x10ffff;

/**
 * Takes decoded text from the root element on and returns XML without comments, declarations (and with them every
 * entity a document may define), processing instructions, forbidden characters and bare `&` or `<`.
 * Named HTML entities become their characters. What follows the end of the root element is cut.
 */
export function sanitiseXml(text: string, rootName: string): SanitisedXml {
  const repairs: string[] = [];
  let source = text;
  const end = source.lastIndexOf(`</${rootName}`);
  if (end >= 0) {
    const close = source.indexOf('>', end);
    if (close < 0) source = `${source.slice(0, end)}</${rootName}>`;
    else if (close + 1 < source.length) source = source.slice(0, close + 1);
  }
  const clean = source.replace(FORBIDDEN, '');
  if (clean.length !== source.length)
    repairs.push(`${counted(source.length - clean.length, 'forbidden control character')} removed`);

  const pieces: string[] = [];
  const counts = { ampersands: 0, angles: 0, declarations: 0 };
  const ends = new EndFinder(clean);
  let kept = 0;
  const replace = (from: number, to: number, by: string): void => {
    pieces.push(clean.slice(kept, from), by);
    kept = to;
  };
  SUSPECT.lastIndex = 0;
  for (let match = SUSPECT.exec(clean); match !== null; match = SUSPECT.exec(clean)) {
    const at = match.index;
    let next = at + 1;
    if (match[0] === '&') {
      const fixed = repairReference(clean, at);
      next = at + fixed.length;
      if (fixed.by !== null) {
        counts.ampersands++;
        replace(at, next, fixed.by);
      }
    } else if (clean.startsWith('<![CDATA[', at)) {
      const close = ends.find(']]>', at);
      next = close < 0 ? clean.length : close + 3;
      if (close < 0) {
        repairs.push('an unclosed CDATA section was closed');
        replace(clean.length, clean.length, ']]>');
      }
    } else if (match[0] === '<') {
      counts.angles++;
      replace(at, next, '&lt;');
    } else {
      const close = endOfDeclaration(clean, at, ends);
      if (close < 0) {
        counts.angles++;
        replace(at, next, '&lt;');
      } else {
        if (!clean.startsWith('<!--', at) && match[0] === '<!') counts.declarations++;
        replace(at, close, '');
        next = close;
      }
    }
    SUSPECT.lastIndex = next;
  }
  if (counts.ampersands > 0)
    repairs.push(
      `${counted(counts.ampersands, 'undefined entity or bare ampersand', 'undefined entities or bare ampersands')} repaired`,
    );
  if (counts.angles > 0) repairs.push(`${counts.angles} bare < escaped`);
  if (counts.declarations > 0) repairs.push(`${counts.declarations} declarations removed`);
  if (pieces.length === 0) return { xml: clean, repairs };
  pieces.push(clean.slice(kept));
  return { xml: pieces.join(''), repairs };
}

function endOfDeclaration(text: string, at: number, ends: EndFinder): number {
  const terminator = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : '>';
  const close = ends.find(terminator, at + 2);
  return close < 0 ? -1 : close + terminator.length;
}

/** The reference at an ampersand: its length, and its replacement (null: nothing to repair). */
function repairReference(text: string, at: number): { length: number; by: string | null } {
  CHARACTER_REFERENCE.lastIndex = at;
  const match = CHARACTER_REFERENCE.exec(text);
  if (match === null) return { length: 1, by: '&amp;' };
  const length = match[0].length;
  const name = match[3];
  if (name !== undefined) {
    if (XML_ENTITIES.has(name)) return { length, by: null };
    const decoded = decodeEntities(match[0]);
    return { length, by: decoded === match[0] ? `&amp;${name};` : escapeMarkup(decoded) };
  }
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 16) : Number(match[1]);
  // C1 controls stem from windows-1252; HTML maps them to its characters, XML parsers do not
  if (code >= 0x80 && code <= 0x9f) return { length, by: decodeEntities(`&#${code};`) };
  return { length, by: isXmlCharacter(code) ? null : '' };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= MAX_CODE_POINT && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
