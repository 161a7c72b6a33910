import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/text/charset/decode.ts';
import SENTENCES from './charsets.json' with { type: 'json' };

/** One sentence a row, encoded by another program: see the codec names of Python. */
const rows = SENTENCES.map((row) => ({ ...row, bytes: Uint8Array.from(Buffer.from(row.base64, 'base64')) }));
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const page = (head: string, body: Uint8Array): Uint8Array =>
  join(
    ascii(`<html><head>${head}<title>`),
    body,
    ascii('</title></head><body><p>BYD, Toyota</p></body></html>'),
  );
const feed = (encoding: string, body: Uint8Array): Uint8Array =>
  join(
    ascii(`<?xml version="1.0"${encoding}?>\n<rss><channel><title>`),
    body,
    ascii('</title></channel></rss>'),
  );

describe('text in the charset that is declared', () => {
  it.each(rows)('$codec by the server: $text', ({ codec, bytes, text, charset }) => {
    const contentType = `text/html; charset=${codec.replace('_', '-').replace('iso2022', 'iso-2022')}`;
    expect(decodeText(bytes, { contentType, kind: 'html' })).toEqual({ text, charset, lossy: false });
  });
  it.each(rows)('$charset by a meta tag: $text', ({ charset, bytes, text }) => {
    expect(decodeText(page(`<meta charset="${charset}">`, bytes), { kind: 'html' }).text).toContain(
      `<title>${text}<`,
    );
  });
  it.each(rows)('$charset by http-equiv: $text', ({ charset, bytes, text }) => {
    const meta = `<meta http-equiv="Content-Type" content="text/html; charset=${charset}" />`;
    expect(decodeText(page(meta, bytes), { kind: 'html' }).text).toContain(`<title>${text}<`);
  });
  it.each(rows)('$charset by an XML declaration: $text', ({ charset, bytes, text }) => {
    expect(decodeText(feed(` encoding="${charset}"`, bytes), { kind: 'xml' }).text).toContain(
      `<title>${text}<`,
    );
  });
});

describe('text in a charset that nobody declares', () => {
  // The two Central European charsets differ in six letters; without a declaration the commoner one is taken.
  it.each(rows.filter((row) => row.charset !== 'iso-8859-2'))('$charset: $text', ({ bytes, text }) => {
    expect(decodeText(page('', bytes), { kind: 'html' }).text).toContain(`<title>${text}<`);
  });
});

describe('text in another charset than is declared', () => {
  const eastern = rows.filter(
    (row) => /^(?:gb|big5|euc|shift|iso-2022)/.test(row.charset) && row.text.length > 4,
  );
  const lies = [
    'utf-8',
    'iso-8859-1',
    'windows-1251',
    'big5',
    'euc-kr',
    'gb2312',
    'shift_jis',
    'nonsense',
    'utf-16',
  ];
  const cases = eastern.flatMap((row) =>
    lies.filter((lie) => !(row.charset === 'gb18030' && lie === 'gb2312')).map((lie) => ({ ...row, lie })),
  );
  it.each(cases)('$charset declared $lie: $text', ({ bytes, text, lie }) => {
    expect(decodeText(feed(` encoding="${lie}"`, bytes), { kind: 'xml' }).text).toContain(`<title>${text}<`);
  });

  const cyrillic = rows.filter((row) => /1251|koi8/.test(row.charset));
  it.each(cyrillic)('$charset declared iso-8859-1: $text', ({ bytes, text }) => {
    expect(decodeText(bytes, { contentType: 'text/html; charset=ISO-8859-1', kind: 'html' }).text).toBe(text);
  });

  it('follows the document when the server lies', () => {
    const [row] = rows;
    const decoded = decodeText(page('<meta charset="gb2312">', row?.bytes ?? ascii('')), {
      contentType: 'text/html; charset=iso-8859-1',
      kind: 'html',
    });
    expect(decoded.charset).toBe('gb18030');
  });

  it('takes valid UTF-8 for UTF-8 whatever is declared', () => {
    const bytes = page('<meta charset="gb2312">', Uint8Array.from(Buffer.from('比亚迪')));
    const decoded = decodeText(bytes, { contentType: 'text/html; charset=iso-8859-1', kind: 'html' });
    expect(decoded.charset).toBe('utf-8');
    expect(decoded.text).toContain('<title>比亚迪<');
  });
});

describe('Unicode', () => {
  const text = '<?xml version="1.0"?><rss><title>比亚迪 и Škoda 😀</title></rss>';
  const utf8 = Uint8Array.from(Buffer.from(text));
  const utf16le = Uint8Array.from(Buffer.from(text, 'utf16le'));
  const utf16be = Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
  const utf32 = (littleEndian: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 * [...text].length));
    for (const [at, c] of [...text].entries()) view.setUint32(4 * at, c.codePointAt(0) ?? 0, littleEndian);
    return new Uint8Array(view.buffer);
  };
  const marked = (mark: number[], bytes: Uint8Array): Uint8Array => join(Uint8Array.from(mark), bytes);
  it.each<[says: string, bytes: Uint8Array, charset: string]>([
    ['UTF-8', utf8, 'utf-8'],
    ['UTF-8 with a mark', marked([0xef, 0xbb, 0xbf], utf8), 'utf-8'],
    ['UTF-8 with two marks', marked([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], utf8), 'utf-8'],
    ['UTF-16LE with a mark', marked([0xff, 0xfe], utf16le), 'utf-16le'],
    ['UTF-16BE with a mark', marked([0xfe, 0xff], utf16be), 'utf-16be'],
    ['UTF-16LE without a mark', utf16le, 'utf-16le'],
    ['UTF-16BE without a mark', utf16be, 'utf-16be'],
    ['UTF-32LE with a mark', marked([0xff, 0xfe, 0, 0], utf32(true)), 'utf-32le'],
    ['UTF-32BE with a mark', marked([0, 0, 0xfe, 0xff], utf32(false)), 'utf-32be'],
  ])('%s', (_says, bytes, charset) => {
    expect(decodeText(bytes, { kind: 'xml' })).toEqual({ text, charset, lossy: false });
  });

  it('believes the byte order mark before the server', () => {
    const bytes = marked([0xff, 0xfe], utf16le);
    expect(decodeText(bytes, { contentType: 'text/xml; charset=utf-8', kind: 'xml' }).text).toBe(text);
  });

  it.each([1, 2])('stays UTF-8 when the tail is cut %d bytes into a character', (cut) => {
    const bytes = Uint8Array.from(Buffer.from('比亚迪').subarray(0, 9 - cut));
    expect(decodeText(bytes, { kind: 'xml' })).toEqual({ text: '比亚\ufffd', charset: 'utf-8', lossy: true });
  });

  it('stays UTF-8 with a few bad bytes', () => {
    const bytes = join(utf8, utf8, utf8, ascii('caf\xe9 '), utf8);
    const decoded = decodeText(bytes, { contentType: 'text/xml; charset=iso-8859-1', kind: 'xml' });
    expect([decoded.charset, decoded.lossy]).toEqual(['utf-8', true]);
  });

  it('has lost nothing where its publisher had lost it already', () => {
    const bytes = Uint8Array.from(Buffer.from('比亚\ufffd'));
    expect(decodeText(bytes, { kind: 'xml' })).toEqual({
      text: '比亚\ufffd',
      charset: 'utf-8',
      lossy: false,
    });
  });

  it.each([
    ['declared', [], 'text/html; charset=utf-8'],
    ['marked', [0xef, 0xbb, 0xbf], null],
  ])('stays UTF-8 where it is %s, with parts of another charset pasted in', (_says, mark, contentType) => {
    const bytes = marked(
      mark,
      join(Uint8Array.from(Buffer.from('比亚迪和丰田')), ascii(' \xe9 \xe8 \xfc \xe4')),
    );
    const decoded = decodeText(bytes, { contentType, kind: 'html' });
    expect([decoded.charset, decoded.text.startsWith('比亚迪和丰田')]).toEqual(['utf-8', true]);
  });

  it('is not seen in a few bytes that no UTF-8 stands beside', () => {
    expect(
      decodeText(ascii('a caf\xe9 in the town'), { contentType: 'text/html; charset=utf-8', kind: 'html' }),
    ).toEqual({
      text: 'a café in the town',
      charset: 'windows-1252',
      lossy: false,
    });
  });
});

describe('decodeText', () => {
  it('takes an escape in text beyond ASCII for no sign of Japanese mail', () => {
    const bytes = Uint8Array.from(Buffer.from('比亚迪\x1b$B和丰田'));
    expect(decodeText(bytes, { kind: 'xml' })).toMatchObject({ charset: 'utf-8', lossy: false });
  });

  it('drops NUL characters', () => {
    expect(decodeText(ascii('a\0b'), { kind: 'html' }).text).toBe('ab');
  });

  it('reads nothing as nothing', () => {
    expect(decodeText(new Uint8Array(), { kind: 'xml' })).toEqual({
      text: '',
      charset: 'utf-8',
      lossy: false,
    });
  });

  it('reads one bad byte in a multi-byte text as one lost character', () => {
    const bytes = rows.filter((row) => row.charset === 'gb18030').map((row) => row.bytes);
    const decoded = decodeText(join(...bytes, ascii('\xff '), ...bytes), { kind: 'html' });
    expect([decoded.charset, decoded.lossy]).toEqual(['gb18030', true]);
  });

  it('never throws, and leaves neither NUL nor a mark', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ min: 0x80, maxLength: 300 }));
    const label = fc.option(
      fc.oneof(
        fc.string(),
        fc.constantFrom('utf-16', 'replacement', 'iso-2022-kr', 'x-user-defined', 'hz-gb-2312'),
      ),
    );
    fc.assert(
      fc.property(bytes, label, fc.constantFrom('xml' as const, 'html' as const), (body, charset, kind) => {
        const { text } = decodeText(body, {
          contentType: charset === null ? null : `text/html; charset=${charset}`,
          kind,
        });
        expect(text.includes('\0')).toBe(false);
        expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no longer for hostile bytes', () => {
    const started = performance.now();
    for (const unit of ['\xe4\xb8', '<meta ', '\x1b', '\x80', '\xff\xfea', 'a\xb0'])
      decodeText(ascii(unit.repeat(1_000_000 / unit.length)), { kind: 'html' });
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
