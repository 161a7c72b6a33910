/** Encodes text in the legacy charsets of the web, which Node decodes but does not encode. */

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/**
 * Bytes of `text` in `charset` (a WHATWG label: utf-8, iso-8859-1, gb18030, shift_jis, euc-jp, euc-kr ...).
 * What the charset lacks becomes a numeric character reference, so the text must be markup.
 */
export function encode(text: string, charset: string): Uint8Array {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const table = tableOf(charset);
  const bytes: number[] = [];
  for (const char of text) {
    const own = table.get(char);
    if (own !== undefined) bytes.push(...own);
    else bytes.push(...Buffer.from(`&#${char.codePointAt(0) ?? 0xfffd};`, 'latin1'));
  }
  return Uint8Array.from(bytes);
}

function tableOf(charset: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const table = charset === 'iso-8859-1' ? latin1() : doubleByte(charset);
  tables.set(charset, table);
  return table;
}

function latin1(): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  // 0x80 to 0x9F stay out: they are controls here, whatever the label means to browsers.
  for (let byte = 0; byte < 0x100; byte += byte === 0x7f ? 0x21 : 1)
    table.set(String.fromCharCode(byte), [byte]);
  return table;
}

/** Every one-byte and two-byte sequence that decodes to one character, turned round. */
function doubleByte(charset: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, readonly number[]>();
  for (let byte = 0; byte < 0x80; byte += 1) table.set(String.fromCharCode(byte), [byte]);
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, [lead, trail]);
    }
  }
  return table;
}
